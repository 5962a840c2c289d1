use serde::{Deserialize, Serialize};

use super::{is_default, let_go};
use crate::model::entity::References;
use crate::model::{EntityId, Ref, VpcId};

/// The AWS end of VPN connections and Direct Connect of one VPC. A VPC has at most one.
///
/// <https://docs.aws.amazon.com/vpn/latest/s2svpn/VPC_VPN.html>
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VpnGateway {
    /// The VPC it is attached to.
    #[serde(default, skip_serializing_if = "is_default")]
    pub vpc: Option<VpcId>,
    /// Its BGP number on the AWS side, 64512 to 65534 or 4200000000 to 4294967294; 64512 when not set.
    #[serde(default, skip_serializing_if = "is_default")]
    pub asn: Option<u32>,
}

impl References for VpnGateway {
    fn visit_refs(&self, visit: &mut dyn FnMut(Ref)) {
        self.vpc.iter().for_each(|id| visit(Ref::other("vpc", *id)));
    }

    fn forget(&mut self, gone: EntityId) {
        let_go(&mut self.vpc, gone);
    }
}
