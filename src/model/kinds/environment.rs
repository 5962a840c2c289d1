use serde::{Deserialize, Serialize};

use super::is_default;
use crate::model::entity::References;
use crate::model::{AccountId, AddressPoolId, EntityId, Ref};

/// An environment: the VPCs that belong together and apart from the rest.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Environment {
    /// Does it serve customers? Production is protected in exported code.
    #[serde(default, skip_serializing_if = "is_default")]
    pub production: bool,
    /// Which of the six colours and patterns it is drawn with, 1 to 6; 0 picks by order.
    #[serde(default, skip_serializing_if = "is_default")]
    pub colour: u8,
    /// The pool that its VPCs take addresses from.
    #[serde(default, skip_serializing_if = "is_default")]
    pub pool: Option<AddressPoolId>,
    /// The account that its VPCs are in.
    #[serde(default, skip_serializing_if = "is_default")]
    pub account: Option<AccountId>,
}

impl References for Environment {
    fn visit_refs(&self, visit: &mut dyn FnMut(Ref)) {
        self.pool.iter().for_each(|id| visit(Ref::other("pool", *id)));
        self.account.iter().for_each(|id| visit(Ref::other("account", *id)));
    }

    fn forget(&mut self, gone: EntityId) {
        self.pool.take_if(|id| EntityId::from(*id) == gone);
        self.account.take_if(|id| EntityId::from(*id) == gone);
    }
}
