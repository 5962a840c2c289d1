use cidraw::editor::Intent;
use cidraw::model::EntityId;
use cidraw::model::kinds::Note;
use cidraw::scene::Rect;
use leptos::prelude::*;

use crate::ui::bridge::bridge;
use crate::ui::effects;

/// The field over a note whose text is written. Enter begins a new line; Escape and Mod+Enter are done.
#[component]
pub fn NoteField(
    /// The note.
    id: EntityId,
    /// Where it is, in pixels of the canvas.
    place: Rect,
) -> impl IntoView {
    let bridge = bridge();
    let rename = bridge.signals.rename;
    let text = bridge.design(|design| {
        let entity = design.entity(id)?;
        entity.as_noun::<Note>().map(|note| note.text.clone())
    });
    let done = move |text: String| {
        // Closing the field takes the focus away, which comes here again.
        if rename.try_update(Option::take).flatten().is_some() {
            let path = "text".to_owned();
            bridge.perform(Intent::SetField { ids: vec![id], path, value: text.trim_end().into() });
            bridge.change(|editor| {
                editor.end_burst();
                cidraw::editor::Response::none()
            });
        }
        effects::focus_soon("[data-testid=canvas]");
    };
    effects::focus_soon(".note-field > textarea");
    let on_key = move |event: web_sys::KeyboardEvent| {
        event.stop_propagation();
        let ends = event.key() == "Enter" && (event.ctrl_key() || event.meta_key());
        if ends || event.key() == "Escape" {
            event.prevent_default();
            done(event_target_value(&event));
        }
    };
    view! {
        <div
            class="field note-field"
            style:transform=format!("translate({}px, {}px)", place.x.max(4.0), place.y.max(4.0))
            style:width=format!("{}px", place.w.max(180.0))
            style:height=format!("{}px", place.h.max(76.0))
        >
            <textarea
                aria-label="Text of the note"
                data-testid="note-text"
                placeholder="Write a note"
                prop:value=text.unwrap_or_default()
                on:keydown=on_key
                on:blur=move |event: web_sys::FocusEvent| done(event_target_value(&event))
            ></textarea>
        </div>
    }
}
