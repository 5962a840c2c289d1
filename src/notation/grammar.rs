//! The words of each kind, its short forms, and which of its fields are references.
//!
//! A new kind is one arm of [`grammar`].

use crate::model::Kind;

/// How a kind is written.
pub(super) struct Grammar {
    /// Its words besides the kind's key; the first is printed.
    pub words: &'static [&'static str],
    /// What values without a key mean.
    pub positional: Positional,
    /// Fields that name objects, and of which kind.
    pub references: &'static [(&'static str, Kind)],
}

/// What values without a key mean.
#[derive(Clone, Copy)]
pub(super) enum Positional {
    /// A field each, in this order.
    Fields(&'static [&'static str]),
    /// The entries of one list.
    List(&'static str),
    /// The names of switches to turn on.
    Switches(&'static [&'static str]),
    /// Blocks: the lists `ipv4` and `ipv6`, told apart by a colon.
    Blocks,
    /// The zone, or its last letter, then the blocks `ipv4` and `ipv6`.
    ZoneAndBlocks,
}

pub(super) const fn grammar(kind: Kind) -> Grammar {
    use Positional::{Blocks, Fields, List, Switches, ZoneAndBlocks};
    let (words, positional, references): (&[&str], Positional, &[(&str, Kind)]) = match kind {
        Kind::Settings => (&["design"], Fields(&[]), &[]),
        Kind::Account => (&["account"], Fields(&["number"]), &[]),
        Kind::Environment => (
            &["environment", "env"],
            Switches(&["production"]),
            &[("pool", Kind::AddressPool), ("account", Kind::Account)],
        ),
        Kind::AddressPool => (&["pool"], List("blocks"), &[("parent", Kind::AddressPool)]),
        Kind::Vpc => (
            &["vpc"],
            Blocks,
            &[("environment", Kind::Environment), ("account", Kind::Account), ("pool", Kind::AddressPool)],
        ),
        Kind::Tier => (&["tier"], Fields(&["role"]), &[("vpc", Kind::Vpc)]),
        Kind::Subnet => {
            (&["subnet"], ZoneAndBlocks, &[("vpc", Kind::Vpc), ("tier", Kind::Tier), ("route_table", Kind::RouteTable)])
        }
        Kind::RouteTable => (&["route_table", "rtb"], Switches(&["main"]), &[("vpc", Kind::Vpc)]),
        Kind::InternetGateway => (&["igw"], Fields(&[]), &[("vpc", Kind::Vpc)]),
        Kind::NatGateway => {
            (&["nat"], List("elastic_ips"), &[("subnet", Kind::Subnet), ("elastic_ips", Kind::ElasticIp)])
        }
        Kind::ElasticIp => (&["eip"], Fields(&["address"]), &[("account", Kind::Account)]),
        Kind::Peering => (
            &["peering", "pcx"],
            Fields(&["requester", "accepter"]),
            &[("requester", Kind::Vpc), ("accepter", Kind::Vpc)],
        ),
    };
    Grammar { words, positional, references }
}

impl Grammar {
    /// The kind that a reference field takes; `None` for other fields.
    pub fn target_of(&self, field: &str) -> Option<Kind> {
        self.references.iter().find(|(name, _)| *name == field).map(|(_, kind)| *kind)
    }
}

/// The kind that `word` stands for.
pub(super) fn kind_of(word: &str) -> Option<Kind> {
    Kind::ALL.into_iter().find(|kind| kind.key() == word || grammar(*kind).words.contains(&word))
}

/// Every printed word, for the message about an unknown one.
pub(super) fn all_words() -> String {
    Kind::ALL.map(|kind| grammar(kind).words[0]).join(", ")
}
