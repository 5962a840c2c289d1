//! The keys of a tree, as the ARIA authoring practices have them.

use cidraw::editor::{Command, Effect, Response, SelectMode};
use web_sys::KeyboardEvent;

use leptos::prelude::*;

use super::row_key::{Key, Row};
use super::state::State;
use crate::ui::platform::time;

/// How long letters typed one after the other are one word.
const WORD_MS: f64 = 700.0;

/// A key was pressed in the tree.
pub fn pressed(state: State, event: &KeyboardEvent) {
    // Chords with Ctrl or Cmd are the application's, and a field inside a row has its own keys.
    let held = event.ctrl_key() || event.meta_key();
    if state.renaming.get_untracked().is_some() || (held && event.key() != " ") {
        return;
    }
    let Some((at, row)) = state.active_row() else { return };
    if act(state, event, at, &row, held) {
        event.prevent_default();
        event.stop_propagation();
    }
}

fn act(state: State, event: &KeyboardEvent, at: usize, row: &Row, held: bool) -> bool {
    let last = state.rows.with_untracked(Vec::len).saturating_sub(1);
    let object = row.key.object();
    match event.key().as_str() {
        "ArrowDown" => state.go((at + 1).min(last)),
        "ArrowUp" => state.go(at.saturating_sub(1)),
        "Home" => state.go(0),
        "End" => state.go(last),
        "PageDown" => state.go((at + state.viewport.page()).min(last)),
        "PageUp" => state.go(at.saturating_sub(state.viewport.page())),
        "ArrowRight" => match row.open {
            Some(false) => state.toggle([row.key.clone()], true),
            Some(true) => state.go((at + 1).min(last)),
            None => {}
        },
        "ArrowLeft" => match (row.open, row.parent) {
            (Some(true), _) => state.toggle([row.key.clone()], false),
            (_, Some(parent)) => state.go(parent),
            (_, None) => {}
        },
        "*" => open_siblings(state, row),
        " " => match object {
            Some(id) if held || event.shift_key() => state.bridge.select([id], SelectMode::Toggle),
            Some(id) => state.bridge.select([id], SelectMode::Replace),
            None => state.toggle([row.key.clone()], row.open == Some(false)),
        },
        "Enter" => match object {
            Some(id) => {
                state.bridge.go_to(id);
                state.bridge.run(Command::FocusInspector);
            }
            None => state.toggle([row.key.clone()], row.open == Some(false)),
        },
        "F2" => rename(state, &row.key),
        "Delete" | "Backspace" => {
            if select_too(state, row) {
                state.bridge.run(Command::Delete);
            }
        }
        "ContextMenu" => menu(state, row),
        "F10" if event.shift_key() => menu(state, row),
        key if key.chars().count() == 1 && !event.alt_key() => type_ahead(state, key, at),
        _ => return false,
    }
    true
}

/// Has the name of a row's object changed: in the row, or where the object is drawn when the row is the end of it.
pub fn rename(state: State, key: &Key) {
    match key {
        Key::Object(id) => state.renaming.set(Some(*id)),
        Key::End(_, id) => {
            state.bridge.select([*id], SelectMode::Replace);
            state.bridge.run(Command::Rename);
        }
        _ => {}
    }
}

/// Commands act on the selection: the row joins it, or becomes it. Says whether the row stands for an object.
fn select_too(state: State, row: &Row) -> bool {
    let Some(id) = row.key.object() else { return false };
    if !state.selected.with_untracked(|ids| ids.contains(&id)) {
        state.bridge.select([id], SelectMode::Replace);
    }
    true
}

/// Opens the menu of a row's object beside the row.
pub fn menu(state: State, row: &Row) {
    if !select_too(state, row) {
        return;
    }
    let at = state.rows.with_untracked(|rows| rows.iter().position(|other| other.key == row.key));
    let at = at.and_then(|_| super::row::place_of(&row.key)).unwrap_or((0.0, 0.0));
    open_menu_at(state, at);
}

/// Opens the menu of the selection at a place of the window.
pub fn open_menu_at(state: State, at: (f64, f64)) {
    let origin = crate::ui::panels::context_menu::canvas_origin();
    let at = (at.0 - origin.0, at.1 - origin.1);
    state.bridge.change(|editor| Response::effect(Effect::OpenMenu { at, items: editor.menu() }));
}

/// Opens the row and its siblings.
fn open_siblings(state: State, row: &Row) {
    let keys = state.rows.with_untracked(|rows| {
        let siblings = rows.iter().filter(|other| other.parent == row.parent && other.open == Some(false));
        siblings.map(|other| other.key.clone()).collect::<Vec<Key>>()
    });
    state.toggle(keys, true);
}

/// Goes to the next row whose name begins with the letters typed.
fn type_ahead(state: State, key: &str, at: usize) {
    let now = time::now();
    let mut word = String::new();
    state.typed.update_value(|(typed, when)| {
        if now - *when > WORD_MS {
            typed.clear();
        }
        typed.push_str(&key.to_lowercase());
        *when = now;
        word.clone_from(typed);
    });
    // One letter again and again goes from one to the next; a longer word may still be the row that it is on.
    let from = if word.chars().count() > 1 { at } else { at + 1 };
    let found = state.rows.with_untracked(|rows| {
        let begins = |row: &Row| super::row::title(state.bridge, &row.key).to_lowercase().starts_with(&word);
        let count = rows.len();
        (0..count).map(|step| (from + step) % count).find(|at| begins(&rows[*at]))
    });
    if let Some(at) = found {
        state.go(at);
    }
}
