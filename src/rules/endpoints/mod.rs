//! Endpoints and endpoint services.

pub(super) mod gwe_dns_attributes;
pub(super) mod gwe_duplicate;
pub(super) mod gwe_ipv6;
pub(super) mod gwe_no_route_table;
pub(super) mod gwe_other_region;
pub(super) mod gwe_service_unsupported;
pub(super) mod gwe_used_from_outside;
pub(super) mod gwlbe_in_workload_subnet;
pub(super) mod gwlbe_subnet;
pub(super) mod ife_ip_type;
pub(super) mod ife_private_dns_attributes;
pub(super) mod ife_private_dns_conflict;
pub(super) mod ife_service_not_in_az;
pub(super) mod ife_sg_blocks_clients;
pub(super) mod ife_single_az;
pub(super) mod ife_two_subnets_same_az;
pub(super) mod vpce_companions_missing;
pub(super) mod vpce_s3_interface_inbound_dns;
pub(super) mod vpces_load_balancer_kind;
pub(super) mod vpces_single_az;
