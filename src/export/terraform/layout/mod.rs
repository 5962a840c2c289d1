//! How files and folders are laid out.

pub(super) mod flat;
