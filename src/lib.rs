//! cidraw: AWS networks, drawn and checked.

pub mod addressing;
pub mod model;
pub mod scene;
