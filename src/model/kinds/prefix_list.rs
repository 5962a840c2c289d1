use serde::{Deserialize, Serialize};

use super::{is_default, let_go};
use crate::addressing::CidrBlock;
use crate::model::entity::References;
use crate::model::{AccountId, EntityId, Ref, Written};

/// Blocks under one name, for routes and security group rules of one Region.
///
/// Each use counts as many routes or rules as the list may have entries.
/// <https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html>
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PrefixList {
    /// The Region's code.
    #[serde(default, skip_serializing_if = "is_default")]
    pub region: String,
    /// The account that owns it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub account: Option<AccountId>,
    /// The service whose addresses AWS keeps in it (`com.amazonaws.eu-west-1.s3`); empty for a list of one's own.
    #[serde(default, skip_serializing_if = "is_default")]
    pub service: String,
    /// Whether its entries are IPv4 or IPv6. It cannot be changed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub family: ListFamily,
    /// How many entries it may have, 1 to 1,000; as many as it has when not set.
    #[serde(default, skip_serializing_if = "is_default")]
    pub max_entries: Option<u32>,
    /// Its blocks. Each may be in it once.
    #[serde(default, skip_serializing_if = "is_default")]
    pub entries: Vec<PrefixListEntry>,
}

/// A block of a prefix list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PrefixListEntry {
    /// The block.
    pub block: Written<CidrBlock>,
    /// What it is, in words; up to 255 characters.
    #[serde(default, skip_serializing_if = "is_default")]
    pub description: String,
}

/// The family of the blocks in a prefix list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ListFamily {
    /// IPv4.
    #[default]
    Ipv4,
    /// IPv6.
    Ipv6,
}

impl PrefixList {
    /// What one use of it counts against the quotas of routes and rules.
    pub fn weight(&self) -> u32 {
        self.max_entries.unwrap_or(u32::try_from(self.entries.len()).unwrap_or(u32::MAX))
    }

    /// The sound blocks.
    pub fn blocks(&self) -> impl Iterator<Item = CidrBlock> {
        self.entries.iter().filter_map(|entry| entry.block.get())
    }
}

impl References for PrefixList {
    fn visit_refs(&self, visit: &mut dyn FnMut(Ref)) {
        self.account.iter().for_each(|id| visit(Ref::other("account", *id)));
    }

    fn forget(&mut self, gone: EntityId) {
        let_go(&mut self.account, gone);
    }
}
