//! Route tables and their routes.

use super::source::VPC_QUOTAS;
use super::{Limit, Scope, hard, soft};

/// Route tables of one VPC, the main one included.
pub const ROUTE_TABLES_PER_VPC: Limit =
    soft("route-tables-per-vpc", "Route tables per VPC", 200, Scope::Vpc, VPC_QUOTAS)
        .quota("vpc", "L-589F43AA")
        .error("RouteTableLimitExceeded")
        .note("The main route table counts.");

/// Routes that are not propagated, in one route table and address family.
pub const ROUTES_PER_ROUTE_TABLE: Limit = soft(
    "routes-per-route-table",
    "Routes per route table (non-propagated, per address family)",
    500,
    Scope::RouteTableFamily,
    VPC_QUOTAS,
)
.quota("vpc", "L-93826ACB")
.up_to(1000)
.error("RouteLimitExceeded")
.note(
    "The default was 50 until 2025 and some AWS pages still say so: older accounts \
     may have 50.",
);

/// Routes that virtual private gateways propagate into one route table.
pub const PROPAGATED_ROUTES_PER_ROUTE_TABLE: Limit =
    hard("propagated-routes-per-route-table", "Propagated routes per route table", 100, Scope::RouteTable, VPC_QUOTAS);
