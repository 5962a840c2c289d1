//! Availability Zones.

pub(super) mod region_unknown;
pub(super) mod subnet_az_name_cross_account;
pub(super) mod subnet_az_unknown;
pub(super) mod subnet_az_unset;
pub(super) mod subnet_constrained_az;
