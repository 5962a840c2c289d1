//! The sizes of the panels, kept in this browser.

use cidraw::editor::{Panel, Panels};
use gloo::events::EventListener;
use leptos::prelude::*;

use crate::ui::bridge::Bridge;
use crate::ui::platform::{page, preferences, window};

/// Under which name the preferences have them.
const PANELS: &str = "panels";

/// Gives the panels the sizes that they had last, and keeps what is made of them from now on.
pub fn keep_panels(bridge: Bridge) {
    let signals = bridge.signals;
    let kept: Option<Panels> = preferences::get(PANELS).and_then(|text| serde_json::from_str(&text).ok());
    if let Some(kept) = kept {
        // What is open as a sheet covers the drawing: that is begun without.
        if !untrack(|| signals.has_sheets()) {
            for panel in Panel::ALL {
                signals.open(panel).set(!kept.is_closed(panel));
            }
        }
        signals.panels.set(kept);
    }
    EventListener::new(&window(), "resize", move |_| signals.window.set(page::size())).forget();
    Effect::new(move |before: Option<Option<Panels>>| {
        let (now, before) = (signals.arranged(), before.flatten());
        // A drag is kept when it ends, and sheets are nobody's choice for a wide window.
        if signals.resizing.get().is_some() || signals.has_sheets() {
            return before;
        }
        if before.is_some_and(|before| before != now)
            && let Ok(text) = serde_json::to_string(&now)
        {
            preferences::set(PANELS, &text);
        }
        Some(now)
    });
}
