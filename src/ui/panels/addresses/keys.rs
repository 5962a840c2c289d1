use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::State;
use super::block::field_of;
use crate::ui::effects;

/// A key was pressed in the table.
pub fn pressed(state: State, event: &KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() || state.editing.get_untracked().is_some() {
        return;
    }
    let (at, row, last) = state.rows.with_untracked(|rows| {
        let active = state.active.get_untracked();
        let at = rows.iter().position(|row| Some(row.what) == active).unwrap_or(0);
        (at, rows.get(at).cloned(), rows.len().saturating_sub(1))
    });
    let Some(row) = row else { return };
    let go = |at: usize| {
        let what = state.rows.with_untracked(|rows| rows.get(at).map(|row| row.what));
        state.active.set(what);
        state.viewport.show(at);
        effects::focus_soon("[data-testid=addresses] tr[tabindex='0']");
    };
    let open = |open: bool| {
        state.toggled.update(|toggled| toggled.extend([(row.what, open)]));
        // The row is made anew; the focus goes to the new one.
        effects::focus_soon("[data-testid=addresses] tr[tabindex='0']");
    };
    match (event.key().as_str(), row.open) {
        ("ArrowDown", _) => go((at + 1).min(last)),
        ("ArrowUp", _) => go(at.saturating_sub(1)),
        ("Home", _) => go(0),
        ("End", _) => go(last),
        ("PageDown", _) => go((at + state.viewport.page()).min(last)),
        ("PageUp", _) => go(at.saturating_sub(state.viewport.page())),
        ("ArrowRight", Some(false)) => open(true),
        ("ArrowRight", Some(true)) => go((at + 1).min(last)),
        ("ArrowLeft", Some(true)) => open(false),
        ("ArrowLeft", _) => row.parent.into_iter().for_each(go),
        ("Enter" | " ", _) => row.what.object().into_iter().for_each(|id| state.bridge.go_to(id)),
        ("F2", _) => state
            .editing
            .set(Some(row.what).filter(|what| state.bridge.design(|design| field_of(design, *what).is_some()))),
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
}
