//! The laws of `addressing`, against a model too simple to be wrong: an address space of 64 places as 64 bits.
#![cfg(not(target_arch = "wasm32"))]

mod carving;
mod lookups;
mod model;
mod resizing;
mod sets;
mod tiers;
