use leptos::prelude::*;

use cidraw::editor::Intent;
use cidraw::scene::Rect;

use crate::ui::bridge::bridge;
use crate::ui::keep;
use crate::ui::platform::files;
use crate::ui::signals::Offer;
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
    let bar = bridge().signals.bar;
    let offers = move || bar.get().map(|notice| notice.offers).unwrap_or_default();
    view! {
        <Show when=move || bar.with(Option::is_some)>
            <div class="notice" role="alert" data-testid="notice">
                <span class="error"><Icon name="error" /></span>
                <p class="grow">{move || bar.get().map(|notice| notice.text)}</p>
                {move || offers().into_iter().map(|offer| view! { <OfferButton offer=offer /> }).collect_view()}
                <button class="btn btn-icon" aria-label="Close this message" on:click=move |_| bar.set(None)>
                    <Icon name="close" />
                </button>
            </div>
        </Show>
    }
}

/// The button of something that a notice offers.
#[component]
fn OfferButton(
    /// What it does.
    offer: Offer,
) -> impl IntoView {
    let bridge = bridge();
    let (testid, icon, words) = match &offer {
        Offer::RefusedText { .. } => ("refused-text", "export", "Download its text"),
        Offer::Design => ("download-design", "export", "Download the design"),
        Offer::Report(_) => ("download-report", "note", "Download a report"),
        Offer::Overwrite => ("overwrite", "swap", "Save over it"),
        Offer::CheckAgain => ("check-again", "check", "Check again"),
    };
    let press = move |_| {
        let downloaded = match &offer {
            Offer::RefusedText { name, text } => {
                files::download(&format!("{name}.refused.json"), "application/json", text.as_bytes())
            }
            Offer::Report(text) => files::download("cidraw-report.txt", "text/plain", text.as_bytes()),
            Offer::Design => {
                keep::download(bridge);
                Ok(())
            }
            Offer::Overwrite => {
                keep::save_over(bridge);
                Ok(())
            }
            Offer::CheckAgain => {
                bridge.check_again();
                Ok(())
            }
        };
        if let Err(why) = downloaded {
            bridge.signals.bar.set(Some(why.into()));
        }
    };
    view! {
        <button class="btn btn-sm btn-line" data-testid=testid on:click=press>
            <Icon name=icon />
            {words}
        </button>
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
