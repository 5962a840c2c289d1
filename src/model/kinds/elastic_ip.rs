use std::net::Ipv4Addr;

use serde::{Deserialize, Serialize};

use super::is_default;
use crate::model::entity::References;
use crate::model::{AccountId, EntityId, Ref, Written};

/// A fixed public IPv4 address of an account in a Region.
///
/// <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-eips.html>
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ElasticIp {
    /// The Region's code.
    #[serde(default, skip_serializing_if = "is_default")]
    pub region: String,
    /// The account that owns it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub account: Option<AccountId>,
    /// The address, where it exists already.
    #[serde(default, skip_serializing_if = "is_default")]
    pub address: Option<Written<Ipv4Addr>>,
}

impl References for ElasticIp {
    fn visit_refs(&self, visit: &mut dyn FnMut(Ref)) {
        self.account.iter().for_each(|id| visit(Ref::other("account", *id)));
    }

    fn forget(&mut self, gone: EntityId) {
        self.account.take_if(|id| EntityId::from(*id) == gone);
    }
}
