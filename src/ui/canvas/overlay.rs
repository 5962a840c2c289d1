//! Elements above the picture: one accessible proxy for each object in view, and the field for a name.
//!
//! Proxies take no pointer events. They follow the camera only when it rests: while it moves nobody reads them, and
//! moving a thousand elements would cost the frame.

use cidraw::editor::{Describer, Editor, Intent};
use cidraw::model::{EntityId, Kind};
use cidraw::scene::Rect;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;

use super::note_field::NoteField;
use crate::ui::bridge::bridge;
use crate::ui::effects;

/// How long the camera and the document must be still.
const REST_MS: u32 = 90;
/// More than these are not told apart by anyone; then only what contains others is listed.
const MOST: usize = 1_500;

/// An object in view, as the layer above the canvas has it.
#[derive(Clone, PartialEq)]
pub struct Proxy {
    id: EntityId,
    name: String,
    label: String,
    rect: Rect,
    selected: bool,
}

/// The id of the element that stands for an object.
pub fn proxy_id(id: EntityId) -> String {
    format!("on-canvas-{id}")
}

/// What stands for the objects in view.
pub fn in_view(editor: &Editor) -> Vec<Proxy> {
    let (camera, layout) = (editor.camera(), editor.layout());
    let view = camera.view(editor.viewport());
    let mut ids = layout.objects_in(view);
    if ids.len() > MOST {
        ids.retain(|id| id.kind == Kind::Vpc);
        ids.truncate(MOST);
    }
    let mut describer = Describer::new(editor.design(), editor.is_checked().then(|| editor.analyses()));
    let proxy = |id: EntityId| {
        // A line has no box of its own: what stands for it lies around it.
        let rect = layout.rect(id).or_else(|| layout.line(id).map(|line| line.bounds()))?;
        Some(Proxy {
            id,
            name: editor.design().name(id),
            label: describer.describe(id),
            rect: camera.rect_to_screen(rect),
            selected: editor.selection().contains(&id),
        })
    };
    ids.into_iter().filter_map(proxy).collect()
}

/// The layer above the canvas.
#[component]
pub fn Overlay() -> impl IntoView {
    let bridge = bridge();
    let signals = bridge.signals;
    let proxies = RwSignal::new(Vec::<Proxy>::new());
    let waiting = StoredValue::new_local(None::<Timeout>);
    let refresh = move || {
        waiting.set_value(Some(Timeout::new(REST_MS, move || {
            let Some(workbench) = signals.workbench.get_untracked() else { return };
            let now = bridge.with(workbench.picture.proxies);
            if proxies.with_untracked(|shown| *shown != now) {
                proxies.set(now);
            }
        })));
    };
    // A timer is started here, not a signal written: the list follows when the camera rests.
    Effect::new(move |_| {
        signals.camera.track();
        signals.revision.track();
        signals.selection.track();
        signals.painted.track();
        refresh();
    });
    view! {
        <div class="proxies" id="proxies" role="group" aria-label="Objects in view">
            <For
                each=move || proxies.get()
                key=|proxy| (proxy.id, proxy.name.clone(), proxy.label.clone(), rounded(proxy.rect), proxy.selected)
                let:proxy
            >
                <div
                    id=proxy_id(proxy.id)
                    role="graphics-symbol"
                    aria-roledescription=proxy.id.kind.title()
                    aria-label=proxy.label.clone()
                    aria-selected=if proxy.selected { "true" } else { "false" }
                    data-id=proxy.id.to_string()
                    data-kind=proxy.id.kind.key()
                    data-name=proxy.name.clone()
                    style:left=format!("{}px", proxy.rect.x.round())
                    style:top=format!("{}px", proxy.rect.y.round())
                    style:width=format!("{}px", proxy.rect.w.round())
                    style:height=format!("{}px", proxy.rect.h.round())
                ></div>
            </For>
        </div>
        <Rename />
    }
}

fn rounded(rect: Rect) -> [i32; 4] {
    [rect.x, rect.y, rect.w, rect.h].map(|side| side.round() as i32)
}

/// The field over an object whose name is being changed.
#[component]
fn Rename() -> impl IntoView {
    let bridge = bridge();
    let signals = bridge.signals;
    let field = move |id: EntityId| {
        let name = bridge.design(|design| design.name(id));
        let place = bridge.with(|editor| {
            let rect = editor.layout().rect(id).map(|rect| editor.camera().rect_to_screen(rect));
            rect.unwrap_or(Rect::new(24.0, 24.0, 0.0, 0.0))
        });
        if id.kind == Kind::Note {
            return view! { <NoteField id=id place=place /> }.into_any();
        }
        let done = move |text: String| {
            // Enter closes the field, which then loses the focus and comes here again.
            if signals.rename.try_update(Option::take).flatten().is_some() && !text.trim().is_empty() {
                bridge.perform(Intent::Rename { id, name: text.trim().to_owned() });
            }
            effects::focus_soon("[data-testid=canvas]");
        };
        effects::focus_soon(".rename > input");
        let select_all = |event: web_sys::FocusEvent| event_target::<web_sys::HtmlInputElement>(&event).select();
        let on_key = move |event: web_sys::KeyboardEvent| {
            event.stop_propagation();
            match event.key().as_str() {
                "Enter" => done(event_target_value(&event)),
                "Escape" => {
                    signals.rename.set(None);
                    effects::focus_soon("[data-testid=canvas]");
                }
                _ => {}
            }
        };
        view! {
            <div
                class="field rename"
                style:transform=format!("translate({}px, {}px)", place.x.max(4.0) + 8.0, place.y.max(4.0) + 6.0)
            >
                <input
                    aria-label="Name"
                    data-testid="rename"
                    prop:value=name
                    on:focus=select_all
                    on:keydown=on_key
                    on:blur=move |event: web_sys::FocusEvent| done(event_target_value(&event))
                />
            </div>
        }
        .into_any()
    };
    move || signals.rename.get().map(field)
}
