use leptos::prelude::*;

use cidraw::editor::Command;

use crate::ui::bridge::bridge;
use crate::ui::widgets::Icon;

/// Zoom by buttons, for those who do not turn a wheel.
#[component]
pub fn ZoomBar() -> impl IntoView {
    let bridge = bridge();
    let camera = bridge.signals.camera;
    let percent = Memo::new(move |_| camera.with(|camera| (camera.scale * 100.0).round()));
    view! {
        <div class="float zoombar" role="group" aria-label="Zoom">
            <button class="btn btn-icon" aria-label="Zoom out" title="Zoom out (Ctrl −)" on:click=move |_| bridge.run(Command::ZoomOut)>
                <Icon name="zoom-out" />
            </button>
            <button class="btn level" aria-label="Zoom to 100 %" title="Zoom to 100 % (Ctrl 0)" data-testid="zoom-level"
                on:click=move |_| bridge.run(Command::ZoomReset)>
                {move || format!("{}%", percent.get())}
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
