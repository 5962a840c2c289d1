//! Elements above the picture: one accessible proxy for each object in view, and the field for a name.
//!
//! Proxies take no pointer events. They follow the camera only when it rests: while it moves nobody reads them, and
//! moving a thousand elements would cost the frame.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use cidraw::editor::{Describer, Editor, Intent, put_in_reading_order};
use cidraw::model::{EntityId, Kind, Revision};
use cidraw::scene::Rect;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;

use super::edit_pace::EditPace;
use super::note_field::NoteField;
use crate::ui::bridge::bridge;
use crate::ui::effects;

/// How long the camera and the document must be still.
const REST_MS: u32 = 90;
/// More than these are not told apart by anyone; then only what contains others is listed.
const MOST: usize = 1_500;
/// So many elements come or go in one task: all of them at once would hold up a frame.
const STEP: usize = 60;

/// An object in view, as the layer above the canvas has it.
#[derive(Clone, PartialEq)]
pub struct Proxy {
    id: EntityId,
    name: String,
    label: String,
    rect: Rect,
    selected: bool,
}

impl Proxy {
    /// Does it stand for this object?
    pub fn is_of(&self, id: EntityId) -> bool {
        self.id == id
    }
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
    // What has the keyboard is always told of.
    if let Some(focus) = editor.focus().filter(|focus| !ids.contains(focus)) {
        ids.push(focus);
    }
    put_in_reading_order(editor.design(), &mut ids);
    let mut describer = Describer::new(editor.design(), editor.is_checked().then(|| editor.analyses()));
    let proxy = |id: EntityId| {
        // A line has no box of its own: what stands for it lies around it.
        let rect = layout.rect(id).or_else(|| layout.line(id).map(|line| line.bounds()))?;
        let selected = editor.selection().contains(&id);
        let mut label = describer.describe(id);
        // A symbol has no state for it.
        label.push_str(if selected { ", selected" } else { "" });
        Some(Proxy { id, name: editor.design().name(id), label, rect: camera.rect_to_screen(rect), selected })
    };
    ids.into_iter().filter_map(proxy).collect()
}

/// Brings what is shown to `now`, in as many tasks as it takes. A refresh meanwhile takes over.
fn advance(
    proxies: RwSignal<Vec<Proxy>>,
    now: Vec<Proxy>,
    show: impl Fn(Vec<Proxy>) + Copy + 'static,
    waiting: StoredValue<Option<Timeout>, LocalStorage>,
) {
    let Some((next, last)) = proxies.try_with_untracked(|shown| (*shown != now).then(|| step(shown, &now))).flatten()
    else {
        return;
    };
    show(next);
    if !last {
        waiting.set_value(Some(Timeout::new(0, move || advance(proxies, now, show, waiting))));
    }
}

/// The next list on the way from `shown` to `now`, and whether that is the last one: what stays, some of what is new in
/// its place, and at the end what still has to go.
fn step(shown: &[Proxy], now: &[Proxy]) -> (Vec<Proxy>, bool) {
    let ids = |list: &[Proxy]| list.iter().map(|proxy| proxy.id).collect::<HashSet<EntityId>>();
    let (there, wanted) = (ids(shown), ids(now));
    let mut room = STEP;
    let mut within = || {
        let fits = room > 0;
        room = room.saturating_sub(1);
        fits
    };
    let mut next: Vec<Proxy> = now.iter().filter(|proxy| there.contains(&proxy.id) || within()).cloned().collect();
    next.extend(shown.iter().filter(|proxy| !wanted.contains(&proxy.id) && !within()).cloned());
    let last = next == now;
    (next, last)
}

/// The layer above the canvas.
#[component]
pub fn Overlay(
    /// What stands for the objects in view: kept here.
    proxies: RwSignal<Vec<Proxy>>,
) -> impl IntoView {
    let bridge = bridge();
    let signals = bridge.signals;
    // An element stays what it is while its object changes: a screen reader that stands on it does not fall off.
    let kept = StoredValue::new_local(RefCell::new(HashMap::<EntityId, ArcRwSignal<Proxy>>::new()));
    let show = move |now: Vec<Proxy>| {
        kept.with_value(|kept| {
            let mut kept = kept.borrow_mut();
            let ids: HashSet<EntityId> = now.iter().map(|proxy| proxy.id).collect();
            kept.retain(|id, _| ids.contains(id));
            for proxy in &now {
                match kept.get(&proxy.id) {
                    Some(signal) if signal.with_untracked(|old| old == proxy) => {}
                    Some(signal) => signal.set(proxy.clone()),
                    None => drop(kept.insert(proxy.id, ArcRwSignal::new(proxy.clone()))),
                }
            }
        });
        proxies.set(now);
    };
    let waiting = StoredValue::new_local(None::<Timeout>);
    let refresh_in = move |ms: u32| {
        waiting.set_value(Some(Timeout::new(ms, move || {
            let Some(workbench) = signals.workbench.get_untracked() else { return };
            advance(proxies, bridge.with(workbench.picture.proxies), show, waiting);
        })));
    };
    // Timers are started here, no signal is written: the list follows when the camera rests.
    let pace = EditPace::default();
    Effect::new(move |before: Option<(Revision, u64)>| {
        signals.camera.track();
        signals.selection.track();
        let now = (signals.revision.get(), signals.findings.get());
        let edited = before.is_some_and(|before| before != now);
        refresh_in(if edited { pace.wait(REST_MS) } else { REST_MS });
        now
    });
    view! {
        <div class="proxies" id="proxies" role="group" aria-label="Objects in view">
            <For
                each=move || proxies.get()
                key=|proxy| proxy.id
                children=move |proxy| {
                    let signal = kept.with_value(|kept| kept.borrow().get(&proxy.id).cloned());
                    view! { <ProxyElement now=signal.unwrap_or_else(|| ArcRwSignal::new(proxy)) /> }
                }
            />
        </div>
        <Rename />
    }
}

/// What stands for one object. The element stays and its attributes follow.
#[component]
fn ProxyElement(now: ArcRwSignal<Proxy>) -> impl IntoView {
    move || {
        let Proxy { id, name, label, rect, selected } = now.get();
        view! {
            <div
                id=proxy_id(id)
                role="graphics-symbol"
                aria-roledescription=id.kind.title()
                aria-label=label
                data-selected=selected.then_some("true")
                data-id=id.to_string()
                data-kind=id.kind.key()
                data-name=name
                style:left=pixels(rect.x)
                style:top=pixels(rect.y)
                style:width=pixels(rect.w)
                style:height=pixels(rect.h)
            ></div>
        }
    }
}

fn pixels(side: f64) -> String {
    format!("{}px", side.round())
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
