use serde::{Deserialize, Serialize};

use super::{is_default, let_go};
use crate::addressing::CidrBlock;
use crate::model::entity::References;
use crate::model::{AccountId, EntityId, ExternalNetworkId, Ref, Written};

/// The global meeting point of Direct Connect lines and the gateways of VPCs in any Region.
///
/// <https://docs.aws.amazon.com/directconnect/latest/UserGuide/direct-connect-gateways-intro.html>
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DirectConnectGateway {
    /// The account that owns it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub account: Option<AccountId>,
    /// Its BGP number on the AWS side, 64512 to 65534 or 4200000000 to 4294967294; 64512 when not set.
    #[serde(default, skip_serializing_if = "is_default")]
    pub asn: Option<u32>,
    /// The gateways that it leads to.
    #[serde(default, skip_serializing_if = "is_default")]
    pub associations: Vec<DirectConnectAssociation>,
    /// The network at the other end of the line.
    #[serde(default, skip_serializing_if = "is_default")]
    pub network: Option<ExternalNetworkId>,
}

/// A gateway that a Direct Connect gateway leads to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DirectConnectAssociation {
    /// A VPN gateway or a transit gateway.
    pub gateway: EntityId,
    /// The ranges announced to the other end. A VPN gateway announces its VPC's blocks that lie in them, a transit
    /// gateway exactly these.
    #[serde(default, skip_serializing_if = "is_default")]
    pub allowed_prefixes: Vec<Written<CidrBlock>>,
}

impl References for DirectConnectGateway {
    fn visit_refs(&self, visit: &mut dyn FnMut(Ref)) {
        self.account.iter().for_each(|id| visit(Ref::other("account", *id)));
        self.associations.iter().for_each(|to| visit(Ref::other("associations", to.gateway)));
        self.network.iter().for_each(|id| visit(Ref::other("network", *id)));
    }

    fn forget(&mut self, gone: EntityId) {
        let_go(&mut self.account, gone);
        self.associations.retain(|to| to.gateway != gone);
        let_go(&mut self.network, gone);
    }
}
