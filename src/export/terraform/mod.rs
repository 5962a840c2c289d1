//! Terraform (and OpenTofu): code that plans cleanly and survives later edits.
//!
//! Every resource that there may be several of has a `for_each` over keys made of names, so that an edit touches what it
//! is about and nothing else; blocks are literal; routes and associations are resources of their own.

mod account;
mod elastic_ip;
mod environment;
mod guard;
pub(crate) mod hcl;
mod home;
mod internet_gateway;
mod layout;
mod nat_gateway;
mod network;
mod object;
mod peering;
mod plan_test;
mod readme;
mod route;
mod route_table;
mod rows;
mod settings;
mod subnet;
mod unwritten;
mod vpc;
mod writer;

use network::Network;
use writer::Files;

use super::Exporter;
use super::bundle::{Bundle, Notes};
use super::options::{Layout, Options};
use crate::model::Design;

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

    fn layouts(&self) -> &'static [Layout] {
        &Layout::ALL
    }

    fn export(&self, design: &Design, options: &Options) -> Bundle {
        let mut notes = Notes::default();
        let network = Network::of(design, options, &mut notes);
        let mut files = Files::default();
        let folders = match options.layout {
            Layout::Flat => Vec::new(),
            Layout::Environments => environment::folders(design, &network),
        };
        match options.layout {
            Layout::Flat => layout::flat::write(design, &network, options, &mut files, &mut notes),
            Layout::Environments => {
                layout::environments::write(design, &network, &folders, options, &mut files, &mut notes)
            }
        }
        let notes = notes.finish();
        let readme = match options.layout {
            Layout::Flat => readme::flat(design, &network, &notes),
            Layout::Environments => readme::environments(design, &network, &folders, &notes),
        };
        files.text("README.md", readme);
        Bundle { files: files.files, notes, spans: files.spans }.sorted()
    }
}
