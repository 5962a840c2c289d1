//! A design in a link: opened without ever overwriting one's own.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{WORK, opened, start_other};
use crate::ui::bridge::Bridge;
use crate::ui::effects;
use crate::ui::platform::{address, share};
use crate::ui::signals::Dialog;
use crate::ui::workbench::workbench;

/// Opens what the page's address names: a design, a rule, or a rule above a design.
pub async fn open_address(bridge: Bridge) {
    open_link(bridge).await;
    show_rule(bridge).await;
}

/// Opens the page of the rule that the address names. While one's own work is asked about it waits for the answer.
async fn show_rule(bridge: Bridge) {
    let Some(rule) = address::rule() else { return };
    let dialog = bridge.signals.dialog;
    if workbench(bridge).await.is_some() && dialog.get_untracked() != Some(Dialog::KeepOrReplace) {
        dialog.set(Some(Dialog::Rules(Some(rule))));
    }
}

/// Opens the design of a link. One's own work is asked about first.
async fn open_link(bridge: Bridge) {
    let fragment = address::fragment();
    let text = match share::unpack(&fragment).await {
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
    address::set_fragment(&address::fragment().with(share::PART, None));
}

/// Opens the design that a link offered. One's own stays among the recent ones.
pub fn take_offered(bridge: Bridge) {
    if let Some((name, design)) = WORK.with_borrow_mut(|work| work.offered.take()) {
        start_other(bridge, &name, design, None);
        effects::say(bridge, "The design of the link is open. Yours is under Recent.");
    }
    spawn_local(show_rule(bridge));
}

/// Leaves the design that a link offered.
pub fn leave_offered(bridge: Bridge) {
    WORK.with_borrow_mut(|work| work.offered = None);
    spawn_local(show_rule(bridge));
}
