//! cidraw: AWS networks, drawn and checked.

pub mod addressing;
pub mod analysis;
pub mod aws;
pub mod editor;
pub mod export;
pub mod format;
pub mod generate;
pub mod model;
pub mod notation;
pub mod rules;
pub mod scene;
