//! Internet gateways, NAT gateways and the public addresses they use.

pub(super) mod eigw_two_per_vpc;
pub(super) mod eigw_with_gwlb;
pub(super) mod eip_other_region;
pub(super) mod igw_ipv6_open;
pub(super) mod igw_not_attached;
pub(super) mod igw_private_destination;
pub(super) mod igw_two_per_vpc;
pub(super) mod igw_unused;
pub(super) mod nat_eip_reused;
pub(super) mod nat_nacl_ports;
pub(super) mod nat_private_no_path;
pub(super) mod nat_private_with_eip;
pub(super) mod nat_public_needs_eip;
pub(super) mod nat_regional_private;
pub(super) mod nat_regional_suggest;
pub(super) mod nat_regional_with_subnet;
pub(super) mod nat_regional_zone_without_address;
pub(super) mod nat_routes_to_itself;
pub(super) mod nat_subnet_not_public;
pub(super) mod nat_vpc_without_igw;
pub(super) mod nat_zonal_without_subnet;
pub(super) mod vpc_bpa_blocks_path;
