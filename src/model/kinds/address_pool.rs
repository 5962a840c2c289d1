use serde::{Deserialize, Serialize};

use super::is_default;
use crate::addressing::CidrBlock;
use crate::model::entity::References;
use crate::model::{AddressPoolId, EntityId, Ref, Written};

/// Ranges that the organisation owns; VPCs take their blocks from them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AddressPool {
    /// The ranges.
    #[serde(default, skip_serializing_if = "is_default")]
    pub blocks: Vec<Written<CidrBlock>>,
    /// The pool that this one is a part of.
    #[serde(default, skip_serializing_if = "is_default")]
    pub parent: Option<AddressPoolId>,
    /// How the next free block is chosen.
    #[serde(default, skip_serializing_if = "is_default")]
    pub policy: PoolPolicy,
    /// The prefix length of a new VPC's block; 16 when not set. 16 to 28.
    #[serde(default, skip_serializing_if = "is_default")]
    pub vpc_length: Option<u8>,
}

/// How the next free block of a pool is chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PoolPolicy {
    /// The lowest free block.
    #[default]
    FirstFit,
    /// The block that leaves the largest free ranges whole.
    BestFit,
    /// Far from its neighbours, so that each can grow.
    Spaced,
}

impl References for AddressPool {
    fn visit_refs(&self, visit: &mut dyn FnMut(Ref)) {
        self.parent.iter().for_each(|id| visit(Ref::other("parent", *id)));
    }

    fn forget(&mut self, gone: EntityId) {
        self.parent.take_if(|id| EntityId::from(*id) == gone);
    }
}
