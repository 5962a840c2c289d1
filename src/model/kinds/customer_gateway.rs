use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::{is_default, let_go};
use crate::model::entity::References;
use crate::model::{AccountId, EntityId, ExternalNetworkId, Ref, Written};

/// The router at the customer's end of VPN connections, as AWS knows it.
///
/// <https://docs.aws.amazon.com/vpn/latest/s2svpn/your-cgw.html>
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CustomerGateway {
    /// The Region's code.
    #[serde(default, skip_serializing_if = "is_default")]
    pub region: String,
    /// The account that owns it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub account: Option<AccountId>,
    /// Its BGP number, 1 to 4294967295; 65000 when not set.
    #[serde(default, skip_serializing_if = "is_default")]
    pub asn: Option<u32>,
    /// The address that the tunnels end at, as AWS sees it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub address: Option<Written<IpAddr>>,
    /// The network behind it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub network: Option<ExternalNetworkId>,
}

impl References for CustomerGateway {
    fn visit_refs(&self, visit: &mut dyn FnMut(Ref)) {
        self.account.iter().for_each(|id| visit(Ref::other("account", *id)));
        self.network.iter().for_each(|id| visit(Ref::other("network", *id)));
    }

    fn forget(&mut self, gone: EntityId) {
        let_go(&mut self.account, gone);
        let_go(&mut self.network, gone);
    }
}
