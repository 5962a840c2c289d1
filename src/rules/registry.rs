//! Every rule.

use super::rule::Rule;

/// Every rule, by id.
pub static RULES: &[&Rule] = &[
    &super::addressing::cidr_host_bits_set::RULE,
    &super::addressing::cidr_malformed::RULE,
    &super::addressing::subnet_outside_vpc::RULE,
    &super::addressing::subnet_overlaps_subnet::RULE,
    &super::addressing::subnet_size_invalid::RULE,
    &super::addressing::vpc_cidr_overlap_self::RULE,
    &super::addressing::vpc_cidr_size::RULE,
    &super::addressing::vpc_cidrs_overlap_in_design::RULE,
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
