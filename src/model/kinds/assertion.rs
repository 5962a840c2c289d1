use std::convert::Infallible;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::is_default;
use super::traffic::{PortRange, Protocol, as_text};
use crate::addressing::CidrBlock;
use crate::model::entity::References;
use crate::model::{EntityId, Ref, Written};

/// What must hold of who reaches whom: checked on every edit, and by the command line.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Assertion {
    /// What is demanded.
    #[serde(default, skip_serializing_if = "is_default")]
    pub demand: Demand,
    /// Where packets start. Nothing is checked without it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub from: Option<AssertionEnd>,
    /// Where they are going. Nothing is checked without it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub to: Option<AssertionEnd>,
    /// Which protocol; all of them when not set.
    #[serde(default, skip_serializing_if = "is_default")]
    pub protocol: Option<Written<Protocol>>,
    /// Which destination ports; all of them when not set.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ports: Option<Written<PortRange>>,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "is_default")]
    pub text: String,
}

/// What an assertion demands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Demand {
    /// Nothing of the one reaches anything of the other.
    #[default]
    Never,
    /// All of the one reach all of the other.
    Always,
    /// Nothing but the one reaches the other.
    Only,
}

/// An end of what an assertion is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AssertionEnd {
    /// The internet.
    Internet,
    /// An object: a workload, subnet, tier, VPC, environment, account, group, endpoint, external network, ...
    Object(EntityId),
    /// Addresses of a block, as it was written.
    Block(Written<CidrBlock>),
}

as_text!(AssertionEnd);

impl AssertionEnd {
    fn read(text: &str) -> Result<AssertionEnd, Infallible> {
        Ok(match text.parse() {
            _ if text == "internet" => AssertionEnd::Internet,
            Ok(id) => AssertionEnd::Object(id),
            Err(_) => AssertionEnd::Block(Written::parse(text)),
        })
    }

    /// The object that it names.
    pub fn object(&self) -> Option<EntityId> {
        match self {
            AssertionEnd::Object(id) => Some(*id),
            AssertionEnd::Internet | AssertionEnd::Block(_) => None,
        }
    }

    /// The block as it was written, when it is one.
    pub fn written(&self) -> Option<&Written<CidrBlock>> {
        match self {
            AssertionEnd::Block(block) => Some(block),
            AssertionEnd::Internet | AssertionEnd::Object(_) => None,
        }
    }

    /// The block as it was written, to be corrected.
    pub fn written_mut(&mut self) -> Option<&mut Written<CidrBlock>> {
        match self {
            AssertionEnd::Block(block) => Some(block),
            AssertionEnd::Internet | AssertionEnd::Object(_) => None,
        }
    }
}

impl fmt::Display for AssertionEnd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AssertionEnd::Internet => f.write_str("internet"),
            AssertionEnd::Object(id) => id.fmt(f),
            AssertionEnd::Block(block) => block.fmt(f),
        }
    }
}

impl References for Assertion {
    fn visit_refs(&self, visit: &mut dyn FnMut(Ref)) {
        self.from.iter().filter_map(AssertionEnd::object).for_each(|id| visit(Ref::other("from", id)));
        self.to.iter().filter_map(AssertionEnd::object).for_each(|id| visit(Ref::other("to", id)));
    }

    fn forget(&mut self, gone: EntityId) {
        self.from.take_if(|end| end.object() == Some(gone));
        self.to.take_if(|end| end.object() == Some(gone));
    }
}
