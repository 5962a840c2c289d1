//! The headless editor, driven as a person would: gestures, keys, panels, and a monkey.

#[path = "../common/mod.rs"]
mod common;

mod accepting;
mod arranging;
mod broken_checks;
mod commands;
mod copying;
mod destinations;
mod drawing;
mod everybody;
mod fields;
mod gateways;
mod gestures;
mod history;
mod hubs;
mod journeys;
mod keyboard;
mod later_lines;
mod laws;
mod monkey;
mod objects;
mod planning;
mod planning_laws;
mod quotas;
mod regional;
mod reserving;
mod stamping;
mod support;
mod tools;
mod versions;
