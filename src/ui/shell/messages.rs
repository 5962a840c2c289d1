use leptos::prelude::*;

use cidraw::editor::Intent;
use cidraw::scene::Rect;

use crate::ui::bridge::bridge;
use crate::ui::platform::files;
use crate::ui::widgets::Icon;

/// The one polite live region: what a screen reader is told.
#[component]
pub fn LiveRegion() -> impl IntoView {
    let said = bridge().signals.said;
    view! { <div class="sr" role="status" aria-live="polite" data-testid="announcements">{move || said.get()}</div> }
}

/// A message that stays until it is closed: a file that could not be opened, storage that is full.
#[component]
pub fn NoticeBar() -> impl IntoView {
    let bridge = bridge();
    let (bar, refused) = (bridge.signals.bar, bridge.signals.refused);
    let close = move |_| {
        bar.set(None);
        refused.set(None);
    };
    let download = move |_| {
        let saved = refused.with_untracked(|refused| {
            let (name, text) = refused.as_ref()?;
            files::download(&format!("{name}.refused.json"), "application/json", text.as_bytes()).err()
        });
        if let Some(why) = saved {
            bar.set(Some(why));
        }
    };
    view! {
        <Show when=move || bar.with(Option::is_some)>
            <div class="notice" role="alert" data-testid="notice">
                <span class="error"><Icon name="error" /></span>
                <p class="grow">{move || bar.get().unwrap_or_default()}</p>
                <Show when=move || refused.with(Option::is_some)>
                    <button class="btn btn-sm btn-line" data-testid="refused-text" on:click=download>
                        <Icon name="export" />
                        "Download its text"
                    </button>
                </Show>
                <button class="btn btn-icon" aria-label="Close this message" on:click=close>
                    <Icon name="close" />
                </button>
            </div>
        </Show>
    }
}

/// How high messages reach from the edge of the canvas, in pixels.
const PLACE: f64 = 150.0;

/// Short messages over the canvas, the latest at the bottom.
#[component]
pub fn Toasts() -> impl IntoView {
    let bridge = bridge();
    let toasts = bridge.signals.toasts;
    // What is selected is being worked on: messages go where it is not.
    let above = Memo::new(move |_| {
        bridge.signals.camera.track();
        bridge.signals.selection.track();
        if toasts.with(Vec::is_empty) {
            return false;
        }
        bridge.with(|editor| {
            let (view, middle) = (editor.viewport(), editor.viewport().x / 2.0);
            let place = Rect::new(middle - 280.0, view.y - PLACE, 560.0, PLACE);
            let selected = editor.layout().bounds_of(editor.selection().iter().copied());
            let selected = selected.map(|rect| editor.camera().rect_to_screen(rect));
            // What fills the view is under them wherever they are.
            selected.is_some_and(|rect| rect.intersects(place) && rect.y > PLACE)
        })
    });
    view! {
        <div class="toasts" class:toasts-top=move || above.get()>
            <For each=move || toasts.get() key=|toast| toast.id let:toast>
                <div class="toast float" role=if toast.refusal { "alert" } else { "presentation" } data-testid="toast">
                    {toast.refusal.then(|| view! { <span class="error"><Icon name="error" /></span> })}
                    <p>{toast.text.clone()}</p>
                    {toast.undoable.then(|| view! {
                        <button class="btn btn-sm" on:click=move |_| {
                            bridge.perform(Intent::Undo);
                            toasts.update(|all| all.retain(|t| t.id != toast.id));
                        }>"Undo"</button>
                    })}
                    <button
                        class="btn btn-sm btn-icon"
                        aria-label="Close this message"
                        on:click=move |_| toasts.update(|all| all.retain(|t| t.id != toast.id))
                    >
                        <Icon name="close" />
                    </button>
                </div>
            </For>
        </div>
    }
}
