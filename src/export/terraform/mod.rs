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

use network::Network;
use writer::Files;

use super::bundle::{Bundle, Notes};
use super::options::{Layout, OfferedLayout, Options};
use super::{Exporter, Job, Making, Pace};
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

    fn make<'a>(&'a self, Job { design, options, pace, .. }: Job<'a>) -> Making<'a> {
        Box::pin(code(design, options, pace))
    }
}

async fn code(design: &Design, options: &Options, pace: Pace<'_>) -> Bundle {
    let mut notes = Notes::default();
    let network = Network::of(design, options, pace.part(0.0, 0.6), &mut notes).await;
    let pace = pace.part(0.6, 0.9);
    let mut files = Files::default();
    let folders = match options.layout {
        Layout::Flat => Vec::new(),
        Layout::Environments => environment::folders(design, &network),
    };
    let joins = match options.layout {
        Layout::Flat => {
            layout::flat::write(&network, options, pace, &mut files, &mut notes).await;
            false
        }
        Layout::Environments => {
            layout::environments::write(design, &network, &folders, options, pace, &mut files, &mut notes).await
        }
    };
    pace.done(1, 1).await;
    let notes = notes.finish();
    let readme = match options.layout {
        Layout::Flat => readme::flat(design, &network, &notes),
        Layout::Environments => readme::environments(design, &network, (&folders, joins), &notes),
    };
    files.text("README.md", readme);
    pace.done(1, 1).await;
    Bundle { files: files.files, notes, spans: files.spans }.sorted()
}
