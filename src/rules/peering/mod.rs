//! Connections of two VPCs.

pub(super) mod peering_cidr_overlap;
pub(super) mod peering_route_missing;
