//! Every rule.

use super::rule::Rule;

/// Every rule, by id.
pub static RULES: &[&Rule] = &[
    &super::addressing::cidr_family_mismatch::RULE,
    &super::addressing::cidr_host_bits_set::RULE,
    &super::addressing::cidr_malformed::RULE,
    &super::addressing::subnet_fills_vpc::RULE,
    &super::addressing::subnet_ipv6_only_limits::RULE,
    &super::addressing::subnet_ipv6_outside_vpc::RULE,
    &super::addressing::subnet_ipv6_prefix_invalid::RULE,
    &super::addressing::subnet_outside_vpc::RULE,
    &super::addressing::subnet_overlaps_subnet::RULE,
    &super::addressing::subnet_size_invalid::RULE,
    &super::addressing::subnet_without_block::RULE,
    &super::addressing::vpc_cidr_198_19::RULE,
    &super::addressing::vpc_cidr_cgnat_note::RULE,
    &super::addressing::vpc_cidr_class_e::RULE,
    &super::addressing::vpc_cidr_docker_172_17::RULE,
    &super::addressing::vpc_cidr_forbidden_range::RULE,
    &super::addressing::vpc_cidr_overlap_self::RULE,
    &super::addressing::vpc_cidr_popular_block::RULE,
    &super::addressing::vpc_cidr_public_range::RULE,
    &super::addressing::vpc_cidr_same_as_default_vpc::RULE,
    &super::addressing::vpc_cidr_size::RULE,
    &super::addressing::vpc_cidrs_overlap_in_design::RULE,
    &super::addressing::vpc_ipv6_prefix_invalid::RULE,
    &super::addressing::vpc_ipv6_ula_range::RULE,
    &super::addressing::vpc_secondary_172_31::RULE,
    &super::addressing::vpc_secondary_198_19::RULE,
    &super::addressing::vpc_secondary_in_10_0_slash_16::RULE,
    &super::addressing::vpc_secondary_mixes_rfc1918::RULE,
    &super::addressing::vpc_secondary_rfc1918_after_public::RULE,
    &super::addressing::vpc_secondary_swallows_route::RULE,
    &super::addressing::vpc_without_block::RULE,
    &super::gateways::nat_subnet_not_public::RULE,
    &super::limits::vpc_count_exceeds_quota::RULE,
    &super::peering::peering_cidr_overlap::RULE,
    &super::peering::peering_route_missing::RULE,
    &super::routing::public_tier_without_gateway_route::RULE,
];

/// The rule with this id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.binary_search_by(|rule| rule.id.cmp(id)).ok().map(|at| RULES[at])
}
