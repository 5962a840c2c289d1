use serde::{Deserialize, Serialize};

use crate::model::entity::References;
use crate::model::{EntityId, Ref, VpcId};

/// The way out to the internet for IPv6: what starts inside gets out, what starts outside does not get in.
///
/// <https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html>
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EgressOnlyGateway {
    /// The VPC it belongs to.
    pub vpc: VpcId,
}

impl References for EgressOnlyGateway {
    fn visit_refs(&self, visit: &mut dyn FnMut(Ref)) {
        visit(Ref::owner("vpc", self.vpc));
    }

    fn forget(&mut self, _: EntityId) {}
}
