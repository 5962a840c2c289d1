//! What people say about a design.

use super::traffic::{PORTS, PROTOCOL};
use super::{Control, Field};
use crate::model::Kind;

const END: Control = Control::Peer {
    kinds: &[
        Kind::Workload,
        Kind::Subnet,
        Kind::Tier,
        Kind::Vpc,
        Kind::Environment,
        Kind::Account,
        Kind::SecurityGroup,
        Kind::Endpoint,
        Kind::ExternalNetwork,
    ],
    words: &[("internet", "The internet")],
    block: true,
};

pub(super) const ASSERTION: &[Field] = &[
    Field::may("from", "From", END, "Where packets start."),
    Field::may(
        "demand",
        "Demand",
        Control::Choice(&[("never", "Never reaches"), ("always", "Always reaches"), ("only", "Alone reaches")]),
        "What must hold.",
    ),
    Field::may("to", "To", END, "Where they are going."),
    PROTOCOL,
    PORTS,
    Field::may("text", "Why", Control::Lines, "Why it must hold."),
];

pub(super) const NOTE: &[Field] = &[Field::may("text", "Text", Control::Lines, "What it says.")];

pub(super) const COMMENT: &[Field] = &[
    Field::may("target", "About", Control::Ref(&[]), "The object it is about; the design when left out."),
    Field::may("text", "Text", Control::Lines, "What is said."),
    Field::may("author", "Author", Control::Text, "Who says it."),
    Field::may("resolved", "Resolved", Control::Switch { on_by_default: false }, "The matter is settled."),
];
