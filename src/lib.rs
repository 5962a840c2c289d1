//! cidraw: AWS networks, drawn and checked. Everything that can be tested without a browser.
//!
//! Rooms by layer; a room uses only those above it in this list, and never its neighbours on the same line:
//!
//! 0. [`ordering`]: sorting, compiled once
//! 0. [`wording`]: numbers and sentences as people read them
//! 0. [`addressing`]: prefixes and what can be carved out of them
//! 1. [`aws`]: facts as tables
//! 2. [`model`]: the document, edits, diffs, history
//! 3. [`notation`], [`mod@format`], [`generate`], [`export`]: text in and out
//! 4. [`rules`]: what AWS would refuse and what will not work
//! 5. [`analysis`]: findings and address usage, kept up to date; [`scene`]: what is drawn
//! 6. [`editor`]: the headless editor
//!
//! `tests/layering.rs` holds the code against it.

pub mod addressing;
pub mod analysis;
pub mod aws;
pub mod editor;
pub mod export;
pub mod format;
pub mod generate;
pub mod import;
pub mod model;
pub mod notation;
pub mod ordering;
pub mod rules;
pub mod scene;
pub mod wording;
