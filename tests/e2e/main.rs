//! Journeys through the built page in a real browser. `cargo xtask test journeys` builds the page and names the
//! programs; see `browser.rs`.

mod browser;
mod devtools;
mod server;

mod access;
mod drawing;
mod export_states;
mod exporting;
mod faults;
mod first_light;
mod painting;
mod panels;
mod planning;
mod problems;
mod renames;
mod shots;
mod states;
mod steps;
mod tour;
mod versions;
mod vocabulary;
