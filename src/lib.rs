//! cidraw: AWS networks, drawn and checked.

pub mod addressing;
pub mod export;
pub mod analysis;
pub mod aws;
pub mod format;
pub mod editor;
pub mod generate;
pub mod model;
pub mod notation;
pub mod rules;
pub mod scene;
