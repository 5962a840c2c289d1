use serde::{Deserialize, Serialize};

use super::is_default;
use crate::model::entity::References;
use crate::model::{EntityId, Ref, VpcId};

/// A connection of two VPCs. Not transitive: it carries only what starts in one and ends in the other.
///
/// <https://docs.aws.amazon.com/vpc/latest/peering/what-is-vpc-peering.html>
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Peering {
    /// The VPC that asks.
    pub requester: VpcId,
    /// The VPC that accepts.
    pub accepter: VpcId,
    /// Does the requester's DNS answer the accepter's questions with private addresses?
    #[serde(default, skip_serializing_if = "is_default")]
    pub requester_dns: bool,
    /// Does the accepter's DNS answer the requester's questions with private addresses?
    #[serde(default, skip_serializing_if = "is_default")]
    pub accepter_dns: bool,
}

impl Peering {
    /// A peering that `requester` asks `accepter` for.
    pub fn new(requester: VpcId, accepter: VpcId) -> Peering {
        Peering { requester, accepter, requester_dns: false, accepter_dns: false }
    }

    /// The VPC at the other end, seen from `vpc`.
    pub fn other_end(&self, vpc: VpcId) -> Option<VpcId> {
        match vpc {
            _ if vpc == self.requester => Some(self.accepter),
            _ if vpc == self.accepter => Some(self.requester),
            _ => None,
        }
    }
}

impl References for Peering {
    fn visit_refs(&self, visit: &mut dyn FnMut(Ref)) {
        visit(Ref::owner("requester", self.requester));
        visit(Ref::owner("accepter", self.accepter));
    }

    fn forget(&mut self, _: EntityId) {}
}
