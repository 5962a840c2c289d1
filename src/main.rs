//! The browser application: the only crate target that knows Leptos and the DOM.

mod ui;

fn main() {
    ui::mount();
}
