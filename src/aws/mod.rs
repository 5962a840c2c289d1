//! Facts about AWS networks, as constant tables: no logic lives here.
//!
//! A row states a value, where it was read, and when. What follows from the facts is decided
//! above, in `model`, `reach` and `rules`. Compiled 2026-11-21.

pub mod limits;
pub mod region;
