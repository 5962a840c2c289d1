//! Availability Zones.

pub(super) mod region_unknown;
pub(super) mod subnet_az_unknown;
pub(super) mod subnet_az_unset;
