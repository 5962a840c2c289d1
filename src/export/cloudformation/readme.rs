//! What stacks are called, the README of the bundle, and the script that deploys it.

use std::collections::BTreeSet;

use super::draft::Draft;
use super::plan::{Piece, StackId};
use super::stacks::{Stack, Stacks};
use super::written::{INLINE_BYTES, Written};
use crate::addressing::usable_addresses;
use crate::export::Pace;
use crate::export::options::TemplateSyntax;
use crate::export::terraform::account::Place;
use crate::export::terraform::readme::cell;
use crate::model::EntityId;
use crate::model::kinds::{Settings, Subnet, Vpc};
use crate::ordering::Ordered;

/// An empty stack with its names.
pub(super) fn stack(draft: &Draft<'_>, id: StackId, one_place: bool) -> Stack {
    let name_of = |place: &Place| {
        let account = place.account.and_then(|account| draft.accounts.get(&account));
        let account = account.map(|account| format!("{}-", account.label.replace('_', "-")));
        format!("{}{}", account.unwrap_or_default(), place.region)
    };
    let with_place = |name: &str, place: &Place| match one_place {
        true => name.to_owned(),
        false => format!("{name}-{}", name_of(place)),
    };
    let (place, path, what) = match &id {
        StackId::Shared(place) => (place.clone(), with_place("shared", place), "What several VPCs use".to_owned()),
        StackId::Between(place, round) => {
            let flat = draft.options.layout == crate::export::options::Layout::Flat;
            let path = with_place(if flat { "network" } else { "connections" }, place);
            let path = if *round == 0 { path } else { format!("{path}-{}", round + 1) };
            (place.clone(), path, if flat { "The network" } else { "What joins VPCs" }.to_owned())
        }
        StackId::Vpc(vpc, piece) => {
            let scope = draft.scopes.get(vpc).expect("resources of a VPC are added once there is its scope");
            let Piece { name, bucket, .. } = piece;
            let bucket = if *bucket == 0 { String::new() } else { format!("-{}", bucket + 1) };
            let path = match *name {
                "" => scope.key.clone(),
                name => format!("{}/{name}{bucket}", scope.key),
            };
            let title: String = draft.design.name(*vpc).chars().take(200).collect();
            let of = if name.is_empty() { String::new() } else { format!(", its {name}") };
            (scope.place.clone(), path, format!("VPC {title}{of}"))
        }
    };
    let description = format!("{what} in {}. Made by cidraw.", name_of(&place));
    // A name starts with a letter and has letters, digits and hyphens only.
    let name: String = path.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let name = match name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        true => name,
        false => format!("net-{name}"),
    };
    Stack { id, place, path, name, description, resources: Vec::new() }
}

/// Tells stacks of one name apart by their VPCs: `a_b` and `a-b` are two files and one name.
pub(super) fn name_apart(stacks: &mut [Stack]) {
    let mut taken = BTreeSet::new();
    for stack in stacks {
        if let (true, StackId::Vpc(vpc, _)) = (taken.contains(&stack.name), &stack.id) {
            stack.name = format!("{}-{}", stack.name, EntityId::from(*vpc).slug);
        }
        taken.insert(stack.name.clone());
    }
}

/// What the README and the script tell of.
pub(super) struct Told<'a> {
    pub(super) draft: &'a Draft<'a>,
    pub(super) stacks: &'a Stacks<'a>,
    pub(super) written: &'a [Written],
    pub(super) syntax: TemplateSyntax,
}

impl Told<'_> {
    fn file(&self, stack: &Stack) -> String {
        format!("{}.{}", stack.path, self.syntax.key())
    }

    /// The README, up to the notes.
    pub(super) async fn readme(&self, pace: Pace<'_>) -> String {
        let design = self.draft.design;
        let id = Settings::id();
        let name = design.entity(id).map(|entity| entity.head.name.as_str()).filter(|name| !name.is_empty());
        let mut text = format!("# {}\n", cell(name.unwrap_or("Network")));
        if let Some(settings) = design.get(id).filter(|settings| !settings.description.is_empty()) {
            text += &format!("\n{}\n", cell(&settings.description));
        }
        text += "\nMade by cidraw. Logical ids are made of names: what is added gets resources of its own and touches no other.\n";
        text += "\n## Stacks\n\nIn the order of deploying; deleting goes the other way.\n\n| Template | Stack | Account | Region | Resources |\n|---|---|---|---|--:|\n";
        for (stack, Written { template, .. }) in self.stacks.all.iter().zip(self.written) {
            let account = stack.place.account.and_then(|account| self.draft.accounts.get(&account));
            text += &format!(
                "| `{}` | `{}` | {} | {} | {} |\n",
                self.file(stack),
                stack.name,
                account.map(|account| cell(&account.name)).unwrap_or_default(),
                stack.place.region,
                template.resources.len()
            );
        }
        text += "\n## Deploying\n\n```sh\n./deploy.sh          # every stack\n./deploy.sh STACK... # some\n```\n\n";
        text += "The script runs `aws cloudformation deploy` for each. It stops at the first that fails; what is unchanged is passed over. \
                 Stacks of one account and Region read each other's exports. Where an account or Region lies between, the script reads \
                 the output and passes it as a parameter; by hand:\n\n```sh\naws cloudformation describe-stacks --stack-name STACK --region REGION \\\n  \
                 --query \"Stacks[0].Outputs[?OutputKey=='NAME'].OutputValue\" --output text\naws cloudformation deploy --template-file FILE --stack-name STACK --parameter-overrides NAME=VALUE\n```\n";
        text += &self.parameters();
        if self.written.iter().any(|written| written.size > INLINE_BYTES) || self.syntax == TemplateSyntax::Json {
            text += "\nA template of more than 51,200 bytes goes through a bucket: set `S3_BUCKET` for the script, or pass `--s3-bucket`.\n";
        }
        pace.done(1, 4).await;
        text + &self.addresses(pace.part(0.25, 1.0)).await
    }

    /// Parameters that nothing gives, and those of other places.
    fn parameters(&self) -> String {
        let mut rows = Vec::new();
        for (stack, Written { template, .. }) in self.stacks.all.iter().zip(self.written) {
            rows.extend(template.fetched.iter().map(|fetched| {
                let (of, attribute) = fetched.of;
                let other = &self.stacks.all[self.stacks.home(of)];
                format!(
                    "| `{}` | `{}` | output `{}` of `{}` in {} |\n",
                    stack.name,
                    fetched.parameter,
                    self.stacks.output(of, attribute),
                    other.name,
                    other.place.region
                )
            }));
            rows.extend(
                template.to_give.iter().map(|name| format!("| `{}` | `{name}` | yours to give |\n", stack.name)),
            );
        }
        match rows.is_empty() {
            true => String::new(),
            false => format!("\n| Stack | Parameter | From |\n|---|---|---|\n{}", rows.concat()),
        }
    }

    async fn addresses(&self, pace: Pace<'_>) -> String {
        let design = self.draft.design;
        let mut text = String::from("\n## Addresses\n");
        let mut vpcs: Vec<_> = design.all::<Vpc>().filter(|(id, _)| self.draft.scopes.contains_key(id)).collect();
        vpcs.order_by_cached_key(|(id, _)| self.draft.scopes.get(id).map(|scope| scope.key.clone()));
        let all = vpcs.len();
        for (number, (id, vpc)) in vpcs.into_iter().enumerate() {
            pace.done(number, all).await;
            let blocks: Vec<String> = vpc.ipv4_blocks().map(|block| block.to_string()).collect();
            text += &format!("\n### {} ({})\n\n{}\n", cell(&design.name(id)), cell(&vpc.region), blocks.join(", "));
            let mut subnets: Vec<_> =
                design.referring::<Subnet>(id).filter(|(subnet, s)| s.vpc == id && self.draft.has(*subnet)).collect();
            if subnets.is_empty() {
                continue;
            }
            subnets.order_by_cached_key(|(subnet, noun)| (noun.ipv4_block(), design.name(*subnet), *subnet));
            text += "\n| Subnet | Tier | Zone | Block | Usable |\n|---|---|---|---|--:|\n";
            for (subnet, noun) in subnets {
                let block = noun.ipv4_block();
                text += &format!(
                    "| {} | {} | {} | {} | {} |\n",
                    cell(&design.name(subnet)),
                    cell(&design.name(noun.tier)),
                    cell(&noun.zone),
                    block.map(|block| block.to_string()).unwrap_or_default(),
                    block.map(|block| usable_addresses(block).to_string()).unwrap_or_default(),
                );
            }
        }
        text
    }

    /// The script: one line a stack.
    pub(super) async fn script(&self, pace: Pace<'_>) -> String {
        let mut text = String::from(include_str!("deploy.sh"));
        for (number, (stack, written)) in self.stacks.all.iter().zip(self.written).enumerate() {
            pace.done(number, self.stacks.all.len()).await;
            let account = stack.place.account.and_then(|account| self.draft.accounts.get(&account));
            let label = |account: Option<&crate::export::terraform::account::Account>| {
                account.map_or_else(|| "default".to_owned(), |account| account.label.clone())
            };
            let number = account.and_then(|account| account.number.clone()).unwrap_or_else(|| "-".to_owned());
            text += &format!(
                "stack {} {} {} {} {}",
                stack.name,
                self.file(stack),
                stack.place.region,
                label(account),
                number
            );
            for fetched in &written.template.fetched {
                let (of, attribute) = fetched.of;
                let other = &self.stacks.all[self.stacks.home(of)];
                let account = other.place.account.and_then(|account| self.draft.accounts.get(&account));
                text += &format!(
                    " \\\n  {}={}:{}:{}:{}",
                    fetched.parameter,
                    other.name,
                    self.stacks.output(of, attribute),
                    other.place.region,
                    label(account)
                );
            }
            text.push('\n');
        }
        text
    }
}
