//! Addresses, prefixes and what can be carved out of them.
//!
//! The bottom layer: it knows nothing of AWS objects, and it is the only room that names `ipnetwork`.

mod binary;
mod carve;
mod cidr;
mod literal;
mod overlap;
mod prefix_capacity;
mod prefix_map;
mod prefix_set;
mod reserved;
mod resize;
mod tiers;

pub use binary::{Bit, BitRole, bits_of, bits_of_address};
pub use carve::{Policy, free_blocks, next_free, place_all};
pub use cidr::{CidrBlock, CidrError, Family};
pub use overlap::{OverlappingPairs, overlapping_pairs};
pub use prefix_capacity::{PrefixCapacity, prefix_capacity};
pub use prefix_map::PrefixMap;
pub use prefix_set::{PrefixSet, smallest_cover, summarise};
pub use reserved::*;
pub use resize::{
    JoinError, MOST_PIECES, ResizeError, SplitError, grow, join, largest_growth, shrink, split, split_into,
};
pub use tiers::{PlanError, TierPlan, TierRequest, fit_hosts, plan_tiers, room_for_zones};
