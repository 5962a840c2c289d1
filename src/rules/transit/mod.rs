//! Transit gateways, their attachments and route tables.

pub(super) mod tf_tgw_default_association;
pub(super) mod tgw_appliance_mode_off;
pub(super) mod tgw_asn_duplicate;
pub(super) mod tgw_asn_invalid;
pub(super) mod tgw_attachment_not_associated;
pub(super) mod tgw_attachment_subnet_kind;
pub(super) mod tgw_attachment_two_subnets_same_az;
pub(super) mod tgw_attachment_zone_missing;
pub(super) mod tgw_cidr_block_size;
pub(super) mod tgw_flat_network;
pub(super) mod tgw_no_return_route;
pub(super) mod tgw_overlapping_vpcs;
pub(super) mod tgw_peering_duplicate;
pub(super) mod tgw_peering_static_routes;
pub(super) mod tgw_region_mismatch;
pub(super) mod tgw_route_without_attachment;
pub(super) mod tgw_sg_reference;
pub(super) mod tgw_shared_attachment_subnet;
pub(super) mod tgw_vpc_attached_twice;
pub(super) mod tgw_vpc_route_missing;
