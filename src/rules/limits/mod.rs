//! Quotas: how many of something an account may have.

pub(super) mod account_quota_nearly_reached;
pub(super) mod dxgw_limits;
pub(super) mod eigw_count_exceeds_quota;
pub(super) mod eip_exceeds_quota;
pub(super) mod gwe_count_exceeds_quota;
pub(super) mod hybrid_count_exceeds_quota;
pub(super) mod igw_count_exceeds_quota;
pub(super) mod nacl_rules_exceed_quota;
pub(super) mod nat_addresses_exceed_quota;
pub(super) mod nat_count_exceeds_quota;
pub(super) mod peering_count_exceeds_quota;
pub(super) mod pl_count_exceeds_quota;
pub(super) mod profile_unknown_quota;
pub(super) mod rt_count_exceeds_quota;
pub(super) mod rt_propagated_exceed_quota;
pub(super) mod rt_routes_exceed_quota;
pub(super) mod sg_rules_exceed_quota;
pub(super) mod subnet_count_exceeds_quota;
pub(super) mod tgw_quota;
pub(super) mod vpc_cidr_blocks_exceed_quota;
pub(super) mod vpc_count_exceeds_quota;
pub(super) mod vpc_ipv6_blocks_exceed_quota;
pub(super) mod vpc_nau_exceeds_quota;
pub(super) mod vpc_quota_nearly_reached;
pub(super) mod vpce_count_exceeds_quota;
