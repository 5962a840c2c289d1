use std::fmt;

use serde::{Deserialize, Serialize};

use super::is_default;
use crate::addressing::CidrBlock;
use crate::model::entity::References;
use crate::model::{EntityId, Ref, VpcId, Written};

/// Routes, and the subnets that follow them (a subnet names its table).
///
/// The local route of each of the VPC's blocks is always there and is not listed.
/// <https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html>
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RouteTable {
    /// The VPC it is in.
    pub vpc: VpcId,
    /// Does it hold for the subnets that name no table? Each VPC has one main table.
    #[serde(default, skip_serializing_if = "is_default")]
    pub main: bool,
    /// The routes, in the order they were written. AWS ignores the order: the longest prefix wins.
    #[serde(default, skip_serializing_if = "is_default")]
    pub routes: Vec<Route>,
}

/// Where packets for a destination go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Route {
    /// Which packets.
    pub destination: Written<CidrBlock>,
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
        RouteTable { vpc, main: false, routes: Vec::new() }
    }
}

impl References for RouteTable {
    fn visit_refs(&self, visit: &mut dyn FnMut(Ref)) {
        visit(Ref::owner("vpc", self.vpc));
        for target in self.routes.iter().filter_map(|route| route.target.object()) {
            visit(Ref::other("routes", target));
        }
    }

    fn forget(&mut self, gone: EntityId) {
        self.routes.retain(|route| route.target != RouteTarget::To(gone));
    }
}
