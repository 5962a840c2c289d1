//! Everybody: what axe-core finds on the screens, what a screen reader is told, what the keyboard alone can do, how
//! large targets are, forced colours, no motion. `docs/accessibility.md` says which requirement is held by which test.

mod by_keyboard;
mod comfort;
mod offered;
mod screens;
mod told;
