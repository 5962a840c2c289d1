//! Connections of two VPCs.

pub(super) mod nat_via_peering;
pub(super) mod peering_ambiguous_reply;
pub(super) mod peering_cidr_overlap;
pub(super) mod peering_duplicate;
pub(super) mod peering_inter_region_sg_reference;
pub(super) mod peering_mesh_suggest_tgw;
pub(super) mod peering_partition_mismatch;
pub(super) mod peering_resolver_not_shared;
pub(super) mod peering_route_misses_secondary;
pub(super) mod peering_route_missing;
pub(super) mod peering_route_too_wide;
pub(super) mod peering_self;
pub(super) mod peering_transitive;
