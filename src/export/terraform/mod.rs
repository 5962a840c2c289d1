//! Terraform (and OpenTofu): code that plans cleanly and survives later edits.
//!
//! Every resource that there may be several of has a `for_each` over keys made of names, so that an edit touches what it
//! is about and nothing else; blocks are literal; routes and associations are resources of their own.

pub(super) mod account;
mod block_public_access;
pub(super) mod customer_gateway;
mod direct_connect_gateway;
mod egress_only_gateway;
mod elastic_ip;
mod endpoint;
pub(super) mod endpoint_service;
mod environment;
pub(super) mod filter;
mod guard;
pub(crate) mod hcl;
mod home;
mod internet_gateway;
mod layout;
mod listener;
mod load_balancer;
mod moves;
mod nat_gateway;
mod network;
mod network_acl;
pub(super) mod object;
mod peering;
mod plan_test;
mod prefix_list;
mod private_zone;
pub(super) mod readme;
mod resolver_endpoint;
mod route;
mod route_table;
mod rows;
mod security_group;
mod service_network;
mod settings;
pub(super) mod share;
mod sheet;
mod sight;
mod subnet;
mod subnet_reservation;
mod traced;
mod traffic_mirror_session;
mod transit_gateway;
mod transit_gateway_attached;
mod transit_gateway_attachment;
mod transit_gateway_route_table;
mod unwritten;
pub(super) mod vpc;
mod vpn_connection;
pub(super) mod vpn_gateway;
mod writer;

use environment::Folder;
use moves::Instance;
use network::Network;
use writer::Files;

use super::bundle::{Bundle, Notes};
use super::options::{Layout, OfferedLayout, Options};
use super::{Exporter, Job, Making, Pace, Since};
use crate::model::Design;

/// The layouts of Terraform code.
const LAYOUTS: [OfferedLayout; 2] = [
    OfferedLayout {
        layout: Layout::Environments,
        title: "Environments",
        summary: "One module, one folder and one state each",
    },
    OfferedLayout { layout: Layout::Flat, title: "Flat", summary: "One folder, one state" },
];

/// Writes Terraform.
pub struct Terraform;

impl Exporter for Terraform {
    fn id(&self) -> &'static str {
        "terraform"
    }

    fn title(&self) -> &'static str {
        "Terraform"
    }

    fn file_extension(&self) -> &'static str {
        "tf"
    }

    fn layouts(&self) -> &'static [OfferedLayout] {
        &LAYOUTS
    }

    fn protection(&self) -> Option<&'static str> {
        Some("A plan that destroys its VPCs or addresses fails (prevent_destroy).")
    }

    fn follows_renames(&self) -> bool {
        true
    }

    fn make<'a>(&'a self, Job { design, options, since, pace, .. }: Job<'a>) -> Making<'a> {
        Box::pin(code(design, options, since, pace))
    }
}

async fn code(design: &Design, options: &Options, since: Option<Since<'_>>, pace: Pace<'_>) -> Bundle {
    let design = &*traced::plain(design);
    let mut notes = Notes::default();
    // Renames are found out by exporting both versions once more.
    let (own, rest) = if since.is_some() { (pace.part(0.0, 0.4), pace.part(0.4, 1.0)) } else { (pace, pace) };
    let network = Network::of(design, options, own.part(0.0, 0.6), &mut notes).await;
    let mut files = Files::default();
    let folders = folders(design, &network, options);
    let joins = write(design, &network, &folders, options, own.part(0.6, 0.9), &mut files, &mut notes).await;
    own.part(0.6, 0.9).done(1, 1).await;
    let mut by_hand = false;
    if let Some(since) = since {
        let earlier = Options { layout: since.layout, ..options.clone() };
        let old = traced::traced(&traced::plain(since.design));
        let old = instances(&old, &earlier, rest.part(0.0, 0.5)).await;
        let new = instances(&traced::traced(design), options, rest.part(0.5, 0.95)).await;
        by_hand = moves::write(&old, &new, &mut files, &mut notes);
    }
    let notes = notes.finish();
    let readme = match options.layout {
        Layout::Flat => readme::flat(design, &network, &notes, by_hand),
        Layout::Environments => readme::environments(design, &network, (&folders, joins), &notes, by_hand),
    };
    files.text("README.md", readme);
    rest.done(1, 1).await;
    Bundle { files: files.files, notes, spans: files.spans }.sorted()
}

fn folders<'n>(design: &Design, network: &'n Network, options: &Options) -> Vec<Folder<'n>> {
    match options.layout {
        Layout::Flat => Vec::new(),
        Layout::Environments => environment::folders(design, network),
    }
}

/// Writes all files but the README. Is there something that joins the folders?
async fn write(
    design: &Design,
    network: &Network,
    folders: &[Folder<'_>],
    options: &Options,
    pace: Pace<'_>,
    files: &mut Files,
    notes: &mut Notes,
) -> bool {
    match options.layout {
        Layout::Flat => {
            layout::flat::write(network, options, pace, files, notes).await;
            false
        }
        Layout::Environments => {
            layout::environments::write(design, network, folders, options, pace, files, notes).await
        }
    }
}

/// What the code of a design would make; with the ids of its objects, when its names are traced.
async fn instances(design: &Design, options: &Options, pace: Pace<'_>) -> Vec<Instance> {
    let options = &Options { import_blocks: false, tests: false, ..options.clone() };
    let mut notes = Notes::default();
    let network = Network::of(design, options, pace.part(0.0, 0.6), &mut notes).await;
    let mut files = Files::of_instances();
    let folders = folders(design, &network, options);
    write(design, &network, &folders, options, pace.part(0.6, 1.0), &mut files, &mut notes).await;
    files.into_instances()
}
