use serde::{Deserialize, Serialize};

use super::{is_default, let_go};
use crate::addressing::CidrBlock;
use crate::model::entity::References;
use crate::model::{CustomerGatewayId, EntityId, Ref, Written};

/// Two IPsec tunnels between a customer gateway and a VPN gateway or transit gateway.
///
/// <https://docs.aws.amazon.com/vpn/latest/s2svpn/how_it_works.html>
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VpnConnection {
    /// The customer's end.
    pub customer_gateway: CustomerGatewayId,
    /// The AWS end: a VPN gateway or a transit gateway.
    #[serde(default, skip_serializing_if = "is_default")]
    pub gateway: Option<EntityId>,
    /// How each end learns the other's ranges.
    #[serde(default, skip_serializing_if = "is_default")]
    pub routing: VpnRouting,
    /// The ranges behind the customer gateway, with static routing.
    #[serde(default, skip_serializing_if = "is_default")]
    pub static_routes: Vec<Written<CidrBlock>>,
    /// The inside blocks of the two tunnels, each a /30 of 169.254.0.0/16; AWS chooses when not set.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tunnel_inside: Vec<Written<CidrBlock>>,
    /// Do the tunnels enter AWS at the nearest edge? Only with a transit gateway.
    #[serde(default, skip_serializing_if = "is_default")]
    pub acceleration: bool,
}

/// How the ends of a VPN connection learn of each other's ranges.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum VpnRouting {
    /// By BGP.
    #[default]
    Bgp,
    /// From a list.
    Static,
}

impl VpnConnection {
    /// A connection with `customer_gateway`, whose AWS end is not decided yet.
    pub fn new(customer_gateway: CustomerGatewayId) -> VpnConnection {
        VpnConnection {
            customer_gateway,
            gateway: None,
            routing: VpnRouting::Bgp,
            static_routes: Vec::new(),
            tunnel_inside: Vec::new(),
            acceleration: false,
        }
    }
}

impl References for VpnConnection {
    fn visit_refs(&self, visit: &mut dyn FnMut(Ref)) {
        visit(Ref::owner("customer_gateway", self.customer_gateway));
        self.gateway.iter().for_each(|id| visit(Ref::other("gateway", *id)));
    }

    fn forget(&mut self, gone: EntityId) {
        let_go(&mut self.gateway, gone);
    }
}
