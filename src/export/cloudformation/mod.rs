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
mod share;
mod stack;
mod stacks;
mod subnet;
mod traffic_mirror_session;
mod transit_gateway;
mod unwritten;
mod value;
mod vpc;
mod vpn_connection;
mod written;
mod yaml;

use draft::Draft;
use plan::{Splits, StackId};
use stacks::Stacks;
use written::{Files, Kept};

use super::bundle::{Bundle, Notes};
use super::options::{Layout, OfferedLayout, Options, TemplateSyntax};
use super::{Exporter, Job, Making, Pace, terraform};
use crate::model::{Design, Noun};

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
    let mut kept = Kept::new();
    loop {
        let end = (begun + 1.0) / 2.0;
        let round = pace.part(begun, end);
        let stacks = Stacks::of(&draft, &splits, round.part(0.0, 0.2)).await;
        let mut templates = written::write(&stacks, kept, options.syntax, round.part(0.2, 1.0)).await;
        if written::split(&stacks, &templates, &mut splits) {
            kept = stacks.all.into_iter().map(|stack| stack.id).zip(templates).collect();
            begun = end;
            continue;
        }
        // What is above the limits even so is told.
        let big = stacks.all.iter().zip(&templates).filter(|(_, written)| written.is_above(100));
        let big: Vec<(StackId, String)> = big.map(|(stack, _)| (stack.id.clone(), stack.path.clone())).collect();
        let pace = pace.part(end, 1.0);
        let files = Files::of(&stacks, &mut templates, options.syntax, pace.part(0.0, 0.8)).await;
        let told = readme::Told { draft: &draft, stacks: &stacks, written: &templates, syntax: options.syntax };
        let (head, script) = (told.readme(pace.part(0.8, 0.9)).await, told.script(pace.part(0.9, 0.95)).await);
        drop(stacks);
        drop(templates);
        draft.let_go(pace.part(0.95, 1.0)).await;
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

/// How many kinds are written, each a piece of work.
const STEPS: usize = 27;

/// How many objects are written between two looks at the clock.
const AT_ONCE: usize = 50;

/// Every resource, each after those that it names.
async fn write(draft: &mut Draft<'_>, pace: Pace<'_>) {
    let mut steps = pace.steps(STEPS);
    vpc::write(draft);
    steps.done().await;
    gateways::write(draft);
    steps.done().await;
    prefix_list::write(draft);
    steps.done().await;
    nat_gateway::write_addresses(draft);
    steps.done().await;
    each(draft, steps.piece(), route_table::write).await;
    each(draft, steps.piece(), subnet::write).await;
    each(draft, steps.piece(), route_table::write_associations).await;
    each(draft, steps.piece(), network_acl::write).await;
    each(draft, steps.piece(), network_acl::write_associations).await;
    each(draft, steps.piece(), security_group::write).await;
    each(draft, steps.piece(), security_group::write_rules).await;
    nat_gateway::write(draft);
    steps.done().await;
    each(draft, steps.piece(), load_balancer::write).await;
    endpoint::write_services(draft);
    steps.done().await;
    each(draft, steps.piece(), endpoint::write).await;
    traffic_mirror_session::write(draft);
    steps.done().await;
    resolver_endpoint::write(draft);
    steps.done().await;
    private_zone::write(draft);
    steps.done().await;
    service_network::write(draft);
    steps.done().await;
    each(draft, steps.piece(), route_table::write_peerings).await;
    transit_gateway::write(draft);
    steps.done().await;
    transit_gateway::write_attachments(draft);
    steps.done().await;
    transit_gateway::write_routes(draft);
    steps.done().await;
    each(draft, steps.piece(), route_table::write_routes).await;
    vpn_connection::write(draft);
    steps.done().await;
    direct_connect_gateway::write(draft);
    steps.done().await;
    unwritten::note(draft);
    steps.done().await;
}

/// Writes the objects of a kind.
async fn each<N: Noun>(draft: &mut Draft<'_>, pace: Pace<'_>, write: fn(&mut Draft<'_>, N::Id, &N)) {
    let design = draft.design;
    let all = design.of_kind(N::KIND).count();
    for (number, (id, noun)) in design.all::<N>().enumerate() {
        write(draft, id, noun);
        if number % AT_ONCE == 0 {
            pace.done(number + 1, all).await;
        }
    }
}
