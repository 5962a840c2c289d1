//! What is paid for and not used.

pub(super) mod eip_idle;
pub(super) mod nat_cross_az_route;
pub(super) mod nat_unused;
pub(super) mod vpc_tenancy_dedicated;
