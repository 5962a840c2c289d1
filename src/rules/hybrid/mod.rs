//! VPN, Direct Connect and the networks at the other end.

pub(super) mod cgw_address_private;
pub(super) mod cgw_asn_reserved;
pub(super) mod dxgw_asn_of_transit_gateway;
pub(super) mod dxgw_supernet_hairpin;
pub(super) mod dxgw_vpc_overlap;
pub(super) mod onprem_overlap;
pub(super) mod vgw_ipv6;
pub(super) mod vgw_two_per_vpc;
pub(super) mod vpn_duplicate;
pub(super) mod vpn_inside_cidr;
pub(super) mod vpn_no_routes;
pub(super) mod vpn_single_path;
pub(super) mod vpn_static_routes_missing;
