//! What the browser shows and hears. Every rule, address and drawing decision is the library's; this room turns DOM
//! events into the editor's inputs, and what changed into signals and pixels.

mod app;
mod bridge;
mod canvas;
mod effects;
mod frame;
mod inspector;
mod keep;
mod panels;
mod platform;
mod queries;
mod shell;
mod signals;
mod widgets;
mod workbench;

/// Puts the application into the page.
pub fn mount() {
    platform::fault::watch();
    leptos::mount::mount_to_body(app::App);
}
