//! What the browser shows and hears. Every rule, address and drawing decision is the library's; this room turns DOM
//! events into the editor's inputs, and what changed into signals and pixels.

mod platform;

/// Puts the application into the page.
pub fn mount() {}
