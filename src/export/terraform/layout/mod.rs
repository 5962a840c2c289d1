//! How files and folders are laid out.

pub(super) mod connections;
pub(super) mod environments;
pub(super) mod flat;
mod joined;
pub(super) mod module;
