//! What a person chose about the application itself, kept in localStorage. Never part of a design.

use super::window;

fn store() -> Option<web_sys::Storage> {
    // Blocked storage is an error here; the defaults hold then.
    window().local_storage().ok().flatten()
}

/// The value kept under `name`.
pub fn get(name: &str) -> Option<String> {
    store()?.get_item(&format!("cidraw.{name}")).ok().flatten()
}

/// Keeps `value` under `name`. A full or blocked store keeps nothing: the choice holds until the tab closes.
pub fn set(name: &str, value: &str) {
    if let Some(store) = store() {
        let _ = store.set_item(&format!("cidraw.{name}"), value);
    }
}

/// Forgets what is kept under `name`.
pub fn forget(name: &str) {
    if let Some(store) = store() {
        let _ = store.remove_item(&format!("cidraw.{name}"));
    }
}
