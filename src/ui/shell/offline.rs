use gloo::events::EventListener;
use leptos::prelude::*;

use crate::ui::bridge::bridge;
use crate::ui::platform::{page, window};
use crate::ui::widgets::Icon;
use crate::ui::workbench;

/// Says that the network is gone, and that it does not matter: while it is gone, and no longer.
#[component]
pub fn Offline() -> impl IntoView {
    let bridge = bridge();
    let signals = bridge.signals;
    let offline = RwSignal::new(!page::is_online());
    for (name, gone) in [("offline", true), ("online", false)] {
        EventListener::new(&window(), name, move |_| {
            offline.set(gone);
            let text = if gone { "Offline. Everything here goes on working." } else { "Online again." };
            signals.said.set(text.to_owned());
            // What could not be fetched while the network was gone is fetched now.
            if !gone && signals.workbench.get_untracked().is_none() {
                signals.bar.set(None);
                workbench::fetch(bridge);
            }
        })
        .forget();
    }
    view! {
        <Show when=move || offline.get()>
            <div class="float offline" data-testid="offline">
                <Icon name="info" class="icon-14" />
                <span><strong>"Offline."</strong>" Drawing, checking and exporting go on; your work is kept in this browser."</span>
            </div>
        </Show>
    }
}
