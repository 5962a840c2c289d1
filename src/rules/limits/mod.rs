//! Quotas: how many of something an account may have.

pub(super) mod eip_exceeds_quota;
pub(super) mod igw_count_exceeds_quota;
pub(super) mod nacl_count_exceeds_quota;
pub(super) mod nacl_rules_exceed_quota;
pub(super) mod nat_addresses_exceed_quota;
pub(super) mod nat_count_exceeds_quota;
pub(super) mod peering_count_exceeds_quota;
pub(super) mod profile_unknown_quota;
pub(super) mod rt_count_exceeds_quota;
pub(super) mod rt_routes_exceed_quota;
pub(super) mod sg_count_exceeds_quota;
pub(super) mod sg_per_interface_exceeded;
pub(super) mod sg_rules_exceed_quota;
pub(super) mod subnet_count_exceeds_quota;
pub(super) mod vpc_cidr_blocks_exceed_quota;
pub(super) mod vpc_count_exceeds_quota;
pub(super) mod vpc_ipv6_blocks_exceed_quota;
