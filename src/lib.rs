//! cidraw: AWS networks, drawn and checked.

pub mod addressing;
pub mod aws;
pub mod editor;
pub mod model;
