//! What keeps environments apart.

pub(super) mod env_mixed_in_vpc;
pub(super) mod env_no_free_block;
pub(super) mod multi_region_summary;
pub(super) mod peering_prod_nonprod;
