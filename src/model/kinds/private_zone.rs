use serde::{Deserialize, Serialize};

use super::{drop_out, is_default, let_go};
use crate::model::entity::References;
use crate::model::{AccountId, EntityId, Ref, VpcId};

/// A Route 53 private hosted zone: DNS names that only its VPCs can resolve.
///
/// <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zones-private.html>
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PrivateZone {
    /// The domain: `internal.example.com`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub domain: String,
    /// The account that owns it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub account: Option<AccountId>,
    /// The VPCs that can resolve its names. Each needs both DNS attributes.
    #[serde(default, skip_serializing_if = "is_default")]
    pub vpcs: Vec<VpcId>,
}

impl References for PrivateZone {
    fn visit_refs(&self, visit: &mut dyn FnMut(Ref)) {
        self.account.iter().for_each(|id| visit(Ref::other("account", *id)));
        self.vpcs.iter().for_each(|id| visit(Ref::other("vpcs", *id)));
    }

    fn forget(&mut self, gone: EntityId) {
        let_go(&mut self.account, gone);
        drop_out(&mut self.vpcs, gone);
    }
}
