//! Endpoints and endpoint services.

pub(super) mod gwe_duplicate;
pub(super) mod gwe_no_route_table;
pub(super) mod gwe_service_unsupported;
pub(super) mod gwlbe_subnet;
pub(super) mod ife_private_dns_attributes;
pub(super) mod ife_private_dns_conflict;
pub(super) mod ife_two_subnets_same_az;
pub(super) mod vpces_load_balancer_kind;
