//! The design, accounts, environments, and the ranges that are owned or not to be used.

use super::traffic::ACCOUNT as OF_ACCOUNT;
use super::{Control, Field};
use crate::model::Kind;

pub(super) const SETTINGS: &[Field] = &[
    Field::may("description", "Description", Control::Lines, "What the design is for."),
    Field::may("default_tags", "Default tags", Control::Tags, "Tags that every exported resource gets."),
    Field::may("quotas", "Quotas", Control::Quotas, "Limits that AWS raised for objects without an account."),
    Field::may("accepted", "Accepted problems", Control::Entries(ACCEPTANCE), "Findings that may stay as they are."),
];

const ACCEPTANCE: &[Field] = &[
    Field::must("finding", "Problem", Control::Text, "The rule, then the ids of the objects, apart by spaces."),
    Field::must("reason", "Reason", Control::Text, "Why it may stay."),
    Field::may("until", "Until", Control::Text, "The last day on which it may, as 2027-03-31."),
];

pub(super) const ACCOUNT: &[Field] = &[
    Field::may("number", "Number", Control::Text, "The twelve digits of the account."),
    Field::may("role_arn", "Role", Control::Text, "The ARN of the role that Terraform assumes in it."),
    Field::may("quotas", "Quotas", Control::Quotas, "Limits that AWS raised for it."),
];

pub(super) const ENVIRONMENT: &[Field] = &[
    Field::may(
        "production",
        "Production",
        Control::Switch { on_by_default: false },
        "It serves customers; exported code protects it.",
    ),
    Field::may(
        "colour",
        "Colour",
        Control::Number { least: 0, most: 6 },
        "Which of six colours and patterns, 1 to 6; 0 picks by order.",
    ),
    Field::may("pool", "Pool", Control::Ref(&[Kind::AddressPool]), "Where its VPCs take addresses from."),
    OF_ACCOUNT,
];

pub(super) const ADDRESS_POOL: &[Field] = &[
    Field::may("blocks", "Blocks", Control::Blocks, "The ranges that are handed out."),
    Field::may("parent", "Part of", Control::Ref(&[Kind::AddressPool]), "The pool that it is a part of."),
    Field::may(
        "policy",
        "Next block",
        Control::Choice(&[
            ("first_fit", "The lowest free one"),
            ("best_fit", "The tightest fit"),
            ("spaced", "Far from its neighbours"),
        ]),
        "How the next free block is chosen.",
    ),
    Field::may(
        "vpc_length",
        "VPC prefix length",
        Control::Number { least: 16, most: 28 },
        "The prefix length of a new VPC's block, 16 to 28; 16 when left out.",
    ),
];

pub(super) const EXTERNAL_NETWORK: &[Field] = &[
    Field::may("blocks", "Blocks", Control::Blocks, "Its ranges. They must not be used again."),
    Field::may(
        "site",
        "Whose",
        Control::Choice(&[
            ("on_premises", "On-premises"),
            ("partner", "A partner's"),
            ("other_cloud", "In another cloud"),
        ]),
        "Whose network it is.",
    ),
    Field::may("description", "Description", Control::Lines, "What it is."),
];
