use std::fmt;

use serde::{Deserialize, Serialize};

use super::traffic::Destination;
use super::{drop_out, is_default, let_go};
use crate::addressing::CidrBlock;
use crate::model::entity::References;
use crate::model::{EntityId, Ref, VpcId, VpnGatewayId};

/// Routes, and the subnets that follow them (a subnet names its table).
///
/// The local route of each of the VPC's blocks is always there and is not listed.
/// <https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html>
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RouteTable {
    /// The VPC it is in.
    pub vpc: VpcId,
    /// Does it hold for the subnets that name no table? Each VPC has one main table.
    #[serde(default, skip_serializing_if = "is_default")]
    pub main: bool,
    /// The routes, in the order they were written. AWS ignores the order: the longest prefix wins.
    #[serde(default, skip_serializing_if = "is_default")]
    pub routes: Vec<Route>,
    /// VPN gateways whose learned ranges are routes in it as well (route propagation).
    #[serde(default, skip_serializing_if = "is_default")]
    pub propagating_gateways: Vec<VpnGatewayId>,
    /// The internet gateway or VPN gateway whose incoming packets follow it (a gateway route table).
    /// <https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html>
    #[serde(default, skip_serializing_if = "is_default")]
    pub edge_gateway: Option<EntityId>,
}

/// Where packets for a destination go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Route {
    /// Which packets: a block, or the blocks of a prefix list.
    pub destination: Destination,
    /// Where they go.
    pub target: RouteTarget,
}

/// Where a route sends packets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RouteTarget {
    /// Inside the VPC.
    Local,
    /// To a gateway, a peering, ... Rules say which kinds AWS takes.
    To(EntityId),
}

impl RouteTarget {
    /// The object it points at.
    pub fn object(self) -> Option<EntityId> {
        match self {
            RouteTarget::Local => None,
            RouteTarget::To(id) => Some(id),
        }
    }
}

impl fmt::Display for RouteTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RouteTarget::Local => f.write_str("local"),
            RouteTarget::To(id) => id.fmt(f),
        }
    }
}

impl Serialize for RouteTarget {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RouteTarget {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<RouteTarget, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        match &*text {
            "local" => Ok(RouteTarget::Local),
            id => id.parse().map(RouteTarget::To).map_err(serde::de::Error::custom),
        }
    }
}

impl Route {
    /// A route for `destination` to `target`.
    pub fn new(destination: CidrBlock, target: impl Into<EntityId>) -> Route {
        Route { destination: destination.into(), target: RouteTarget::To(target.into()) }
    }
}

impl RouteTable {
    /// An empty table of `vpc`.
    pub fn new(vpc: VpcId) -> RouteTable {
        RouteTable { vpc, main: false, routes: Vec::new(), propagating_gateways: Vec::new(), edge_gateway: None }
    }
}

impl References for RouteTable {
    fn visit_refs(&self, visit: &mut dyn FnMut(Ref)) {
        visit(Ref::owner("vpc", self.vpc));
        for route in &self.routes {
            route.target.object().iter().for_each(|id| visit(Ref::other("routes", *id)));
            route.destination.prefix_list().iter().for_each(|id| visit(Ref::other("routes", *id)));
        }
        self.propagating_gateways.iter().for_each(|id| visit(Ref::other("propagating_gateways", *id)));
        self.edge_gateway.iter().for_each(|id| visit(Ref::other("edge_gateway", *id)));
    }

    fn forget(&mut self, gone: EntityId) {
        self.routes.retain(|route| {
            let list = route.destination.prefix_list().map(EntityId::from);
            route.target != RouteTarget::To(gone) && list != Some(gone)
        });
        drop_out(&mut self.propagating_gateways, gone);
        let_go(&mut self.edge_gateway, gone);
    }
}
