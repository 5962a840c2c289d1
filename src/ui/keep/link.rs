//! A design in a link: opened without ever overwriting one's own.

use leptos::prelude::*;

use super::{WORK, opened, start_other};
use crate::ui::bridge::Bridge;
use crate::ui::effects;
use crate::ui::platform::{share, window};
use crate::ui::signals::Dialog;

/// Opens the design of a link. One's own work is asked about first.
pub async fn open_link(bridge: Bridge, fragment: &str) {
    let text = match share::unpack(fragment).await {
        None => return,
        Some(Ok(text)) => text,
        Some(Err(error)) => return bridge.signals.bar.set(Some(error.to_string().into())),
    };
    let Some((name, design)) = opened(bridge, "shared design", &text).await else { return };
    let own_work = bridge.design(|own| !own.is_empty() && *own != design);
    if own_work {
        WORK.with_borrow_mut(|work| work.offered = Some((name, design)));
        bridge.signals.dialog.set(Some(Dialog::KeepOrReplace));
    } else {
        start_other(bridge, &name, design, None);
    }
    // The address bar shows the link no longer: a reload opens what is being worked on.
    let _ = window().history().map(|history| {
        history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", window().location().pathname().ok().as_deref())
    });
}

/// Opens the design that a link offered. One's own stays among the recent ones.
pub fn take_offered(bridge: Bridge) {
    if let Some((name, design)) = WORK.with_borrow_mut(|work| work.offered.take()) {
        start_other(bridge, &name, design, None);
        effects::say(bridge, "The design of the link is open. Yours is under Recent.");
    }
}

/// Leaves the design that a link offered.
pub fn leave_offered() {
    WORK.with_borrow_mut(|work| work.offered = None);
}
