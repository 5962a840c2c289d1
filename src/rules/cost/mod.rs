//! What is paid for and not used.

pub(super) mod eip_idle;
pub(super) mod nat_cross_az_route;
pub(super) mod nat_for_s3_dynamodb;
pub(super) mod nat_unused;
pub(super) mod public_ipv4_cost;
pub(super) mod vpc_tenancy_dedicated;
pub(super) mod vpce_cost;
