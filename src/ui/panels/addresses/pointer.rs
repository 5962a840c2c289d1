use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

use super::State;

/// Something in the table was pressed. Rows have no listeners of their own: they come and go with every turn of the wheel.
pub fn pressed(state: State, event: &MouseEvent) {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    let within = |selector: &str| target.closest(selector).ok().flatten();
    let at = within("tr[aria-rowindex]").and_then(|row| row.get_attribute("aria-rowindex")?.parse::<usize>().ok());
    // The heading is row 1.
    let Some(at) = at.and_then(|at| at.checked_sub(2)) else { return };
    let Some(row) = state.rows.with_untracked(|rows| rows.get(at).cloned()) else { return };
    let what = row.what;
    if let (Some(_), Some(open)) = (within(".twist"), row.open) {
        return state.toggled.update(|toggled| toggled.extend([(what, !open)]));
    }
    if within(".block-button").is_some() {
        return state.editing.set(Some(what));
    }
    state.active.set(Some(what));
    what.object().into_iter().for_each(|id| state.bridge.go_to(id));
}
