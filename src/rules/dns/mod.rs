//! Names inside a VPC.

pub(super) mod peering_dns_needs_hostnames;
pub(super) mod peering_dns_off;
pub(super) mod phz_needs_dns_attributes;
pub(super) mod resolver_endpoint_one_zone;
pub(super) mod resolver_endpoint_two_ips;
pub(super) mod vpc_dns_hostnames_off;
pub(super) mod vpc_dns_hostnames_without_support;
