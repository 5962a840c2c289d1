use leptos::prelude::*;

use cidraw::editor::Command;

use crate::ui::bridge::bridge;
use crate::ui::widgets::Icon;

/// What an empty canvas offers: four quiet ways to begin.
#[component]
pub fn Welcome() -> impl IntoView {
    let bridge = bridge();
    let signals = bridge.signals;
    let empty = Memo::new(move |_| {
        signals.revision.track();
        bridge.with(|editor| editor.layout().bounds().is_none())
    });
    view! {
        <Show when=move || empty.get() && signals.tool.get() == cidraw::editor::Tool::Select>
            <div class="welcome" data-testid="welcome">
                <p class="soft">"Nothing is drawn yet."</p>
                <div class="welcome-choices">
                    <button class="btn btn-line btn-lg" on:click=move |_| bridge.run(Command::VpcTool)>
                        <Icon name="vpc" />"Draw a VPC"<span class="kbd">"P"</span>
                    </button>
                    <button class="btn btn-line btn-lg" data-testid="from-template"
                        on:click=move |_| bridge.run(Command::Templates)>
                        <Icon name="copy" />"Start from a template"
                    </button>
                    <button class="btn btn-line btn-lg" data-testid="open-demo" on:click=move |_| bridge.run(Command::Demo)>
                        <Icon name="lesson" />"Look around a demo"
                    </button>
                    <button class="btn btn-line btn-lg" on:click=move |_| bridge.run(Command::Open)>
                        <Icon name="import" />"Open or drop a file"
                    </button>
                </div>
                <p class="quiet">"Everything stays in this browser. Press ? for the shortcuts."</p>
            </div>
        </Show>
    }
}
