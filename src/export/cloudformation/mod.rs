//! CloudFormation: a stack for each VPC, and one for what joins them.
//!
//! Each kind makes its resources ([`draft`]), naming others by object; [`plan`] decides which stack holds which, and
//! [`stack`] turns names into references, exports and parameters. Logical ids are made of names, of destinations and of
//! what a rule allows, never of places in a list: an edit replaces what it is about.

mod access;
mod direct_connect_gateway;
mod draft;
mod endpoint;
mod gateways;
mod load_balancer;
mod nat_gateway;
mod network_acl;
mod plan;
mod prefix_list;
mod print;
mod private_zone;
mod readme;
mod resolver_endpoint;
mod resource;
mod route_table;
mod security_group;
mod service_network;
mod stack;
mod subnet;
mod traffic_mirror_session;
mod transit_gateway;
mod unwritten;
mod value;
mod vpc;
mod vpn_connection;

use std::collections::{BTreeMap, BTreeSet};

use draft::Draft;
use plan::{FINEST, Splits, StackId};
use stack::{Stack, Stacks, Template};

use super::bundle::{Bundle, File, Notes, Span};
use super::options::{Layout, OfferedLayout, Options, TemplateSyntax};
use super::{Exporter, Job, Making, Pace, terraform};
use crate::model::{Design, EntityId};

/// The layouts of CloudFormation templates.
const LAYOUTS: [OfferedLayout; 2] = [
    OfferedLayout {
        layout: Layout::Environments,
        title: "A stack for each VPC",
        summary: "And one for what joins them",
    },
    OfferedLayout { layout: Layout::Flat, title: "Flat", summary: "One stack for each account and Region" },
];

/// Writes CloudFormation.
pub struct CloudFormation;

impl Exporter for CloudFormation {
    fn id(&self) -> &'static str {
        "cloudformation"
    }

    fn title(&self) -> &'static str {
        "CloudFormation"
    }

    fn file_extension(&self) -> &'static str {
        "yaml"
    }

    fn layouts(&self) -> &'static [OfferedLayout] {
        &LAYOUTS
    }

    fn syntaxes(&self) -> &'static [TemplateSyntax] {
        &TemplateSyntax::ALL
    }

    fn protection(&self) -> Option<&'static str> {
        Some("Its VPCs and addresses stay when their stack is deleted (DeletionPolicy: Retain).")
    }

    fn make<'a>(&'a self, Job { design, options, pace, .. }: Job<'a>) -> Making<'a> {
        Box::pin(templates(design, options, pace))
    }
}

async fn templates(design: &Design, options: &Options, pace: Pace<'_>) -> Bundle {
    let mut notes = Notes::default();
    let accounts = terraform::account::resolve(design, &mut notes);
    let mut draft = Draft::new(design, options, &accounts, &mut notes);
    write(&mut draft, pace.part(0.0, 0.4)).await;
    let pace = pace.part(0.4, 1.0);
    // Each round begins where the last one ended, and takes half of what is left.
    let mut begun = 0.0;
    let mut splits = Splits::new();
    loop {
        let end = (begun + 1.0) / 2.0;
        let round = pace.part(begun, end);
        let stacks = stacks(&draft, &splits);
        round.done(1, 10).await;
        let written = Written::of(&stacks, round.part(0.1, 1.0)).await;
        if split(&stacks, &written, &mut splits) {
            begun = end;
            continue;
        }
        // What is above the limits even so is told.
        let big: Vec<(StackId, String)> = (0..stacks.all.len())
            .filter(|index| written.is_above(*index, 100))
            .map(|index| (stacks.all[index].id.clone(), stacks.all[index].path.clone()))
            .collect();
        let files = Files::of(&stacks, &written, options.syntax, pace.part(end, 1.0)).await;
        let told = readme::Told { draft: &draft, stacks: &stacks, written: &written, syntax: options.syntax };
        let (head, script) = (told.readme(), told.script());
        drop(stacks);
        for (id, path) in big {
            let text = format!(
                "The template {path} is above a limit of CloudFormation: 500 resources, 200 parameters or outputs, 1 MB."
            );
            match id {
                StackId::Vpc(vpc, _) => draft.remark(vpc, text),
                StackId::Shared(_) | StackId::Between(..) => draft.notes.remark_of_all(text),
            }
        }
        return files.bundle(design, notes, head, script);
    }
}

/// Every resource, each after those that it names.
async fn write(draft: &mut Draft<'_>, pace: Pace<'_>) {
    for (number, step) in STEPS.iter().enumerate() {
        step(draft);
        pace.done(number + 1, STEPS.len()).await;
    }
}

/// The kinds, each after those that it names.
const STEPS: [fn(&mut Draft<'_>); 26] = [
    vpc::write,
    gateways::write,
    prefix_list::write,
    nat_gateway::write_addresses,
    route_table::write,
    subnet::write,
    route_table::write_associations,
    network_acl::write,
    security_group::write,
    security_group::write_rules,
    nat_gateway::write,
    load_balancer::write,
    endpoint::write_services,
    endpoint::write,
    traffic_mirror_session::write,
    resolver_endpoint::write,
    private_zone::write,
    service_network::write,
    route_table::write_peerings,
    transit_gateway::write,
    transit_gateway::write_attachments,
    transit_gateway::write_routes,
    route_table::write_routes,
    vpn_connection::write,
    direct_connect_gateway::write,
    unwritten::note,
];

/// The stacks, in the order of deploying.
fn stacks<'a>(draft: &'a Draft<'_>, splits: &Splits) -> Stacks<'a> {
    let mut all: BTreeMap<StackId, Stack<'a>> = BTreeMap::new();
    let placed = plan::place(draft, splits);
    let one_place = {
        let places: BTreeSet<_> = draft.scopes.values().map(|scope| &scope.place).collect();
        let joined: BTreeSet<_> = placed.iter().filter_map(|id| id.place(&draft.scopes)).collect();
        places.union(&joined).count() < 2
    };
    for (resource, id) in draft.resources.iter().zip(placed) {
        let stack = all.entry(id).or_insert_with_key(|id| readme::stack(draft, id, one_place));
        stack.resources.push(resource);
    }
    let mut all: Vec<Stack<'a>> = all.into_values().collect();
    crate::ordering::Ordered::order_by_cached_key(all.as_mut_slice(), |stack| {
        let round = match &stack.id {
            StackId::Shared(_) => 0,
            StackId::Vpc(..) => 1,
            StackId::Between(_, round) => 2 + round,
        };
        let piece = match &stack.id {
            StackId::Vpc(vpc, piece) => Some((draft.scopes.get(vpc).map(|scope| scope.key.clone()), *piece)),
            StackId::Shared(_) | StackId::Between(..) => None,
        };
        (round, piece, stack.path.clone())
    });
    all.iter_mut().for_each(Stack::name_all);
    readme::name_apart(&mut all);
    let home = all.iter().enumerate().flat_map(|(index, stack)| stack.resources.iter().map(move |r| (&r.key, index)));
    let home = home.collect();
    Stacks { all, home }
}

/// Templates and their texts in YAML, by which limits are measured.
struct Written {
    templates: Vec<Template>,
    yaml: Vec<String>,
}

/// A template that is handed over as it is may have so many bytes; a larger one goes through a bucket.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html>
const INLINE_BYTES: usize = 51_200;

impl Written {
    async fn of(stacks: &Stacks<'_>, pace: Pace<'_>) -> Written {
        let none = BTreeSet::new();
        let mut asked: BTreeMap<usize, BTreeSet<_>> = BTreeMap::new();
        let all = stacks.all.len();
        for index in 0..all {
            pace.part(0.0, 0.3).done(index, all).await;
            for (key, attribute) in stacks.template(index, &none).asked {
                if let Some(home) = stacks.home.get(&key) {
                    asked.entry(*home).or_default().insert((key, attribute));
                }
            }
        }
        let (mut templates, mut yaml) = (Vec::with_capacity(all), Vec::with_capacity(all));
        for index in 0..all {
            pace.part(0.3, 1.0).done(index, all).await;
            let template = stacks.template(index, asked.get(&index).unwrap_or(&none));
            yaml.push(print::text(&template, TemplateSyntax::Yaml));
            templates.push(template);
        }
        Written { templates, yaml }
    }

    /// Is more of a limit used than `percent`? 500 resources, 200 parameters and outputs, 1 MB are what AWS takes.
    fn is_above(&self, index: usize, percent: usize) -> bool {
        let template = &self.templates[index];
        let of = [
            (template.resources.len(), 500),
            (template.parameters, 200),
            (template.outputs, 200),
            (self.yaml[index].len(), 1_000_000),
        ];
        of.into_iter().any(|(there, most)| there * 100 > most * percent)
    }
}

/// How much of a limit a stack may use before its VPC is split: room is left to grow into.
const FULL_PERCENT: usize = 90;

/// Splits VPCs whose stacks are too large one step finer; `false` when nothing is left to split.
fn split(stacks: &Stacks<'_>, written: &Written, splits: &mut Splits) -> bool {
    let mut finer = BTreeSet::new();
    for (index, stack) in stacks.all.iter().enumerate() {
        let StackId::Vpc(vpc, _) = &stack.id else { continue };
        let now = splits.get(vpc).copied().unwrap_or_default();
        let whole = now == 0 && written.yaml[index].len() > INLINE_BYTES;
        if (whole || written.is_above(index, FULL_PERCENT)) && now < FINEST {
            finer.insert(*vpc);
        }
    }
    finer.iter().for_each(|vpc| *splits.entry(*vpc).or_default() += 1);
    !finer.is_empty()
}

/// The files, and which lines stand for which object.
struct Files {
    files: Vec<File>,
    spans: BTreeMap<EntityId, Vec<Span>>,
}

impl Files {
    async fn of(stacks: &Stacks<'_>, written: &Written, syntax: TemplateSyntax, pace: Pace<'_>) -> Files {
        let mut files = Files { files: Vec::new(), spans: BTreeMap::new() };
        for ((stack, template), yaml) in stacks.all.iter().zip(&written.templates).zip(&written.yaml) {
            pace.done(files.files.len(), stacks.all.len()).await;
            let text = match syntax {
                TemplateSyntax::Yaml => yaml.clone(),
                TemplateSyntax::Json => print::text(template, syntax),
            };
            for (object, span) in print::spans(&text, template, syntax, files.files.len()) {
                files.spans.entry(object).or_default().push(span);
            }
            files.files.push(File::text(format!("{}.{}", stack.path, syntax.key()), text));
        }
        files
    }

    fn bundle(mut self, design: &Design, notes: Notes, head: String, script: String) -> Bundle {
        let notes = notes.finish();
        let readme = head + &terraform::readme::notes(design, &notes);
        self.files.push(File::text("README.md", readme));
        self.files.push(File { executable: true, ..File::text("deploy.sh", script) });
        Bundle { files: self.files, notes, spans: self.spans }.sorted()
    }
}
