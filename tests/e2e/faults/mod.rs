//! What goes wrong around a design: the store, other tabs, the clock, the browser's leave, the program itself. Nothing of
//! it may cost work, and each is said in words that help.

mod broken;
mod clocks;
mod killed;
mod monkey;
mod refused;
mod store;
mod tabs;
