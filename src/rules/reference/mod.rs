//! Objects that name others.

pub(super) mod account_number_invalid;
pub(super) mod dangling;
pub(super) mod tier_of_another_vpc;
