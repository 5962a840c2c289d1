//! cidraw: AWS networks, drawn and checked.

pub mod addressing;
pub mod export;
pub mod model;
