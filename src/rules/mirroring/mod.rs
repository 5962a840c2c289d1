//! Traffic mirroring.

pub(super) mod tm_filter_rules;
pub(super) mod tm_region;
pub(super) mod tm_sessions_per_interface;
pub(super) mod tm_source_and_target;
pub(super) mod tm_sources_per_target;
pub(super) mod tm_target_blocks_vxlan;
