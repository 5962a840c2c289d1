//! What stops when one zone does.

pub(super) mod nat_single_az;
pub(super) mod subnet_tier_single_az;
pub(super) mod subnet_uneven_zones;
