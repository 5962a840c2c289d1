use gloo::timers::callback::Timeout;
use leptos::prelude::*;

use cidraw::editor::{Command, Tool};

use crate::ui::bridge::{Bridge, bridge};
use crate::ui::widgets::Icon;

/// The ways the view moves by a button, and how its arrow is turned.
const PANS: [(Command, &str); 4] =
    [(Command::ViewLeft, "back"), (Command::ViewUp, "up"), (Command::ViewDown, "turn"), (Command::ViewRight, "")];

/// How often the number of the zoom is written at most, in milliseconds: a text that changes has the browser lay out and
/// paint the page anew, which no frame of a moving camera has time for.
const EVERY_MS: u32 = 120;

/// The zoom in percent, as it is shown.
fn percent(bridge: Bridge) -> RwSignal<f64> {
    let camera = bridge.signals.camera;
    let now = move || (camera.with_untracked(|camera| camera.scale) * 100.0).round();
    let shown = RwSignal::new(now());
    let waiting = StoredValue::new_local(None::<Timeout>);
    Effect::new(move |_| {
        camera.track();
        if now() != shown.get_untracked() && waiting.with_value(Option::is_none) {
            waiting.set_value(Some(Timeout::new(EVERY_MS, move || {
                waiting.set_value(None);
                shown.set(now());
            })));
        }
    });
    shown
}

/// Zoom by buttons, for those who do not turn a wheel; and with the hand, moving the view by buttons, for those who do
/// not drag.
#[component]
pub fn ZoomBar() -> impl IntoView {
    let bridge = bridge();
    let percent = percent(bridge);
    view! {
        <Show when=move || bridge.signals.tool.get() == Tool::Hand>
            <div class="float panbar" role="group" aria-label="Move the view" data-testid="pan">
                {PANS.map(|(command, turn)| view! {
                    <button class="btn btn-icon" aria-label=command.words() title=command.words() on:click=move |_| bridge.run(command)>
                        <Icon name="chevron" class=turn />
                    </button>
                }).collect_view()}
            </div>
        </Show>
        <div class="float zoombar" role="group" aria-label="Zoom">
            <button class="btn btn-icon" aria-label="Zoom out" title="Zoom out (Ctrl −)" on:click=move |_| bridge.run(Command::ZoomOut)>
                <Icon name="zoom-out" />
            </button>
            <button class="btn level" title="Zoom to 100 % (Ctrl 0)" data-testid="zoom-level"
                on:click=move |_| bridge.run(Command::ZoomReset)>
                {move || format!("{}%", percent.get())}<span class="sr">", zoom to 100 %"</span>
            </button>
            <button class="btn btn-icon" aria-label="Zoom in" title="Zoom in (Ctrl +)" on:click=move |_| bridge.run(Command::ZoomIn)>
                <Icon name="zoom-in" />
            </button>
            <button class="btn btn-icon" aria-label="Zoom to fit" title="Zoom to fit (Shift 1)" data-testid="zoom-fit"
                on:click=move |_| bridge.run(Command::ZoomToFit)>
                <Icon name="fit" />
            </button>
        </div>
    }
}
