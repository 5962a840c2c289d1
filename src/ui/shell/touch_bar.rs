use leptos::prelude::*;

use cidraw::editor::Command;

use crate::ui::bridge::bridge;
use crate::ui::widgets::Icon;

/// What keys do, for fingers: it shows for what is selected, on screens that are touched.
#[component]
pub fn TouchBar() -> impl IntoView {
    let bridge = bridge();
    let signals = bridge.signals;
    let selected = Memo::new(move |_| signals.selection.with(|selection| !selection.is_empty()));
    let button = move |command: Command, icon: &'static str, label: &'static str| {
        let can = move || {
            signals.selection.track();
            signals.revision.track();
            bridge.with(|editor| editor.can(command))
        };
        view! {
            <button class="btn btn-icon" aria-label=label disabled=move || !can() on:click=move |_| bridge.run(command)>
                <Icon name=icon class="icon-20" />
            </button>
        }
    };
    view! {
        <Show when=move || selected.get() && !signals.presenting.get()>
            <div class="float touch-bar" role="group" aria-label="Selection" data-testid="touch-bar">
                {button(Command::ConnectTo, "connect", "Connect to")}
                {button(Command::Duplicate, "copy", "Duplicate")}
                {button(Command::Delete, "trash", "Delete")}
                {button(Command::Menu, "more", "More")}
            </div>
        </Show>
    }
}
