//! The browser application: the only crate target that knows Leptos and the DOM.

mod ui;

fn main() {
    console_error_panic_hook::set_once();
    ui::mount();
}
