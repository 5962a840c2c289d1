//! VPC Route Server.

use super::source::VPC_QUOTAS;
use super::{Limit, Scope, hard, soft};

/// Route servers associated with one VPC.
pub const ROUTE_SERVERS_PER_VPC: Limit =
    soft("route-servers-per-vpc", "Route servers per VPC", 5, Scope::Vpc, VPC_QUOTAS);

/// Endpoints of one route server.
pub const ROUTE_SERVER_ENDPOINTS: Limit =
    soft("route-server-endpoints", "Route server endpoints per route server", 10, Scope::RouteServer, VPC_QUOTAS);

/// Endpoints of one route server in one subnet.
pub const ROUTE_SERVER_ENDPOINTS_PER_SUBNET: Limit = hard(
    "route-server-endpoints-per-subnet",
    "Endpoints per route server and subnet",
    2,
    Scope::RouteServerSubnet,
    VPC_QUOTAS,
);

/// BGP sessions of route server peers to one network interface.
pub const ROUTE_SERVER_PEERING_SESSIONS_PER_ENI: Limit = soft(
    "route-server-peering-sessions-per-eni",
    "Route server sessions per network interface",
    20,
    Scope::NetworkInterface,
    VPC_QUOTAS,
);

/// Routes that one peer may advertise to a route server.
pub const ROUTES_PER_ROUTE_SERVER_PEER: Limit =
    hard("routes-per-route-server-peer", "Routes per route server peer", 100, Scope::RouteServerPeer, VPC_QUOTAS);

/// Routes that one route server holds in its forwarding table.
pub const ROUTES_PER_ROUTE_SERVER: Limit =
    hard("routes-per-route-server", "Routes per route server", 100, Scope::RouteServer, VPC_QUOTAS);
