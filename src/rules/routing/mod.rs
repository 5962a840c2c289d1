//! Route tables, and where they lead.

pub(super) mod public_tier_without_gateway_route;
pub(super) mod rt_duplicate_destination;
pub(super) mod rt_family_mismatch;
pub(super) mod rt_link_local_destination;
pub(super) mod rt_local_route_missing;
pub(super) mod rt_main_count;
pub(super) mod rt_main_has_internet_route;
pub(super) mod rt_more_specific_bad_target;
pub(super) mod rt_more_specific_not_a_subnet;
pub(super) mod rt_subnet_two_tables;
pub(super) mod rt_target_kind;
pub(super) mod rt_target_missing;
pub(super) mod rt_target_other_vpc;
pub(super) mod rt_unused;
pub(super) mod subnet_auto_public_ip_without_igw;
pub(super) mod subnet_implicit_main_table;
pub(super) mod subnet_name_contradicts_routes;
