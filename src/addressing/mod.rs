//! Addresses, prefixes and what can be carved out of them.
//!
//! The bottom layer: it knows nothing of AWS objects, and it is the only room that names `ipnetwork`.

mod cidr;

pub use cidr::{CidrBlock, CidrError, Family};
