//! Addresses, prefixes and what can be carved out of them.
//!
//! The bottom layer: it knows nothing of AWS objects, and it is the only room that names `ipnetwork`.

mod binary;
mod carve;
mod cidr;
mod literal;
mod prefix_set;
mod reserved;

pub use binary::{Bit, BitRole, bits_of, bits_of_address};
pub use carve::{Policy, free_blocks, next_free, place_all};
pub use cidr::{CidrBlock, CidrError, Family};
pub use prefix_set::{PrefixSet, smallest_cover, summarise};
pub use reserved::*;
