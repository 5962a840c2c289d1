use leptos::prelude::*;

use cidraw::editor::{Command, Tool};

use crate::ui::bridge::bridge;
use crate::ui::effects;
use crate::ui::widgets::Icon;

/// What a presentation needs: the pointer, the laser, all in view, and the way out. Escape ends it too.
#[component]
pub fn PresentBar() -> impl IntoView {
    let bridge = bridge();
    let signals = bridge.signals;
    let pressed = move |tool: Tool| if signals.tool.get() == tool { "true" } else { "false" };
    view! {
        <Show when=move || signals.presenting.get()>
            <div class="float present-bar" role="group" aria-label="Presentation" data-testid="present-bar">
                <button class="btn btn-icon" aria-label="Select" title="Select (V)"
                    aria-pressed=move || pressed(Tool::Select) on:click=move |_| bridge.run(Command::SelectTool)>
                    <Icon name="select" />
                </button>
                <button class="btn btn-icon" aria-label="Laser" title="Laser (K)"
                    aria-pressed=move || pressed(Tool::Laser) on:click=move |_| bridge.run(Command::LaserTool)>
                    <Icon name="target" />
                </button>
                <button class="btn btn-icon" aria-label="Zoom to fit" title="Zoom to fit (Shift 1)"
                    on:click=move |_| bridge.run(Command::ZoomToFit)>
                    <Icon name="fit" />
                </button>
                <button class="btn btn-icon" aria-label="End the presentation" title="End the presentation (Esc)"
                    data-testid="end-present" on:click=move |_| effects::present(bridge, false)>
                    <Icon name="close" />
                </button>
            </div>
        </Show>
    }
}
