//! cidraw: AWS networks, drawn and checked.
pub mod aws;
