//! Facts about AWS networks, as constant tables: no logic lives here.
//!
//! A row states a value and where it was read. What follows from the facts is decided above, in
//! `model`, `reach` and `rules`. Compiled 2026-11-21; `tests/aws_facts.rs` holds every row against
//! the reference it was compiled from.

pub mod asn;
pub mod demand;
pub mod hostname;
pub mod limits;
pub mod mtu;
pub mod nau;
pub mod ports;
pub mod price;
pub mod ranges;
pub mod region;
pub mod reserved;
pub mod services;
