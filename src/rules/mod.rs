//! What AWS would refuse, what will not work as drawn, and what a colleague would advise against: one rule a file.
//!
//! A rule looks at one object, or at the design as a whole, through a [`Context`] that notes what it read; `analysis`
//! runs it again only when that changes. Rules change nothing: a [`Fix`] is a list of edits to be applied by whoever
//! shows the finding. Files of a group import no sibling; what two rules share stands here, beside the groups.

mod acls;
mod address_usage;
mod asn;
mod blocks;
mod census;
mod context;
mod demand;
mod environment;
mod exposure;
mod filters;
mod finding;
mod home;
mod household;
mod index;
mod interfaces;
mod learned;
mod macros;
mod names;
mod nat;
mod network;
mod one_per_vpc;
mod private_link;
mod quota;
mod quota_beyond;
mod quota_services;
mod ranges;
mod registry;
mod remove;
mod routes;
mod rule;
mod space;
mod transit_tables;
mod transit_ways;

mod addressing;
mod balancers;
mod cost;
mod dns;
mod endpoints;
mod environments;
mod file;
mod filtering;
mod gateways;
mod hybrid;
mod lattice;
mod limits;
mod managed;
mod mirroring;
mod peering;
mod reference;
mod resilience;
mod routing;
mod tags;
mod transit;
mod zones;

mod words;
mod workloads;

pub use census::{Brief, Census};
pub use context::{Context, Read};
pub use finding::{Finding, Findings, Fix, Safety};
pub use home::home;
pub use household::{Held, Household};
pub use index::{Dirty, Index};
pub use network::Network;
pub use quota::{Load, Quota, loads_of_design, loads_of_vpc};
pub use registry::{RULES, rule};
pub use rule::{Check, Example, Expect, Rule, Section, Severity};

use macros::rule;
