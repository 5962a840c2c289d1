//! The whole drawing in a corner, with the part that the view shows.

use cidraw::model::{EntityId, Revision};
use cidraw::scene::{Ink, Overview, Point, Rect};
use gloo::timers::callback::Timeout;
use leptos::html::Canvas;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, PointerEvent};

use super::edit_pace::EditPace;
use super::palette::Palette;
use crate::ui::bridge::{Bridge, bridge};
use crate::ui::effects;
use crate::ui::platform::window;
use crate::ui::signals::MapShown;

/// Its size in pixels.
const SIZE: Point = Point::new(160.0, 100.0);
/// A smaller canvas than this, in pixels, has no map unless it is asked for.
const ROOM: Point = Point::new(560.0, 280.0);
/// How long camera and document must rest before the boxes are drawn again.
const REST_MS: u32 = 90;

fn overview(bridge: Bridge) -> Option<Overview> {
    bridge.with(|editor| {
        let view = editor.camera().view(editor.viewport());
        Overview::new(editor.layout().bounds(), view, SIZE)
    })
}

/// The frame of what is seen. On a canvas of its own: an element that moves has the browser lay out the page.
fn draw_view(bridge: Bridge, context: &CanvasRenderingContext2d, map: Overview, accent: &str) {
    let view = bridge.with(|editor| editor.camera().view(editor.viewport()));
    // What lies outside the map is not drawn over its edge.
    let rect = map.to_map(view).intersection(Rect::new(0.0, 0.0, SIZE.x, SIZE.y)).unwrap_or_default();
    let ratio = window().device_pixel_ratio();
    let _ = context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0);
    context.clear_rect(0.0, 0.0, SIZE.x, SIZE.y);
    context.set_global_alpha(0.1);
    context.set_fill_style_str(accent);
    context.fill_rect(rect.x, rect.y, rect.w, rect.h);
    context.set_global_alpha(1.0);
    context.set_stroke_style_str(accent);
    context.set_line_width(1.5);
    context.stroke_rect(rect.x + 0.75, rect.y + 0.75, (rect.w - 1.5).max(0.0), (rect.h - 1.5).max(0.0));
}

/// The context of a canvas, sized for the screen.
fn sized(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    let ratio = window().device_pixel_ratio();
    let (w, h) = ((SIZE.x * ratio) as u32, (SIZE.y * ratio) as u32);
    if (canvas.width(), canvas.height()) != (w, h) {
        canvas.set_width(w);
        canvas.set_height(h);
    }
    Some(canvas.get_context("2d").ok().flatten()?.unchecked_into())
}

/// Draws every box, and what is selected above the others.
fn draw(bridge: Bridge, context: &CanvasRenderingContext2d, map: Overview, palette: &Palette) {
    let ratio = window().device_pixel_ratio();
    let _ = context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0);
    context.clear_rect(0.0, 0.0, SIZE.x, SIZE.y);
    let boxes = |rects: &mut dyn Iterator<Item = Rect>, fill: Ink, edge: Ink| {
        context.begin_path();
        for rect in rects {
            let rect = map.to_map(rect);
            context.rect(rect.x, rect.y, rect.w.max(1.0), rect.h.max(1.0));
        }
        context.set_fill_style_str(palette.css(fill));
        context.fill();
        context.set_stroke_style_str(palette.css(edge));
        context.set_line_width(0.75);
        context.stroke();
    };
    bridge.with(|editor| {
        let layout = editor.layout();
        boxes(&mut layout.vpcs().map(|(_, rect)| rect), Ink::Line, Ink::LineStrong);
        boxes(&mut layout.free_standing().map(|(_, rect)| rect), Ink::GatewayFill, Ink::Gateway);
        let of = |id: &EntityId| layout.rect(*id);
        boxes(&mut editor.selection().iter().filter_map(of), Ink::AccentSoft, Ink::Accent);
    });
}

/// A map of the drawing. A press or a drag on it moves the view there.
#[component]
pub fn Minimap() -> impl IntoView {
    let bridge = bridge();
    let signals = bridge.signals;
    let something = Memo::new(move |_| {
        signals.painted.track();
        bridge.with(|editor| editor.layout().bounds().is_some())
    });
    view! {
        <Show when=move || signals.minimap.get() != MapShown::Never && something.get() && !signals.presenting.get()>
            <Map />
        </Show>
    }
}

/// Is some of the drawing out of view, and room for a map? One of what is all in view only covers a part of it, and on a
/// small canvas it covers too much.
fn is_needed(bridge: Bridge) -> bool {
    bridge.with(|editor| {
        let room = editor.viewport();
        let view = editor.camera().view(room);
        let is_roomy = room.x >= ROOM.x && room.y >= ROOM.y;
        is_roomy && editor.layout().bounds().is_some_and(|drawn| !view.contains_rect(drawn))
    })
}

/// Sends the map away when it is shown, and shows it for good when it is not.
pub fn toggle_minimap(bridge: Bridge) {
    let shown = bridge.signals.minimap;
    let visible = match shown.get_untracked() {
        MapShown::WhenNeeded => is_needed(bridge),
        now => now == MapShown::Always,
    };
    shown.set(if visible { MapShown::Never } else { MapShown::Always });
    effects::say(bridge, if visible { "The minimap is hidden." } else { "The minimap is shown." });
}

#[component]
fn Map() -> impl IntoView {
    let bridge = bridge();
    let signals = bridge.signals;
    let node = NodeRef::<Canvas>::new();
    // What is drawn now: the frame of the view goes by it until the boxes are drawn again.
    let drawn = RwSignal::new(None::<(Overview, String)>);
    let view = NodeRef::<Canvas>::new();
    let waiting = StoredValue::new_local(None::<Timeout>);
    let refresh = move || {
        let Some(context) = node.get_untracked().as_ref().and_then(sized) else { return };
        let Some(map) = overview(bridge) else { return };
        let palette = Palette::read();
        draw(bridge, &context, map, &palette);
        drawn.set(Some((map, palette.css(Ink::Accent).to_owned())));
    };
    let refresh_in = move |ms: u32| waiting.set_value(Some(Timeout::new(ms, refresh)));
    let refresh_soon = move || refresh_in(REST_MS);
    let pace = EditPace::default();
    node.on_load(move |_| refresh());
    // Timers are started here; what is drawn follows when all rests.
    Effect::new(move |before: Option<Revision>| {
        signals.selection.track();
        signals.theme.track();
        let now = signals.revision.get();
        let edited = before.is_some_and(|before| before != now);
        refresh_in(if edited { pace.wait(REST_MS) } else { REST_MS });
        now
    });
    Effect::new(move |_| {
        signals.camera.track();
        if drawn.with_untracked(|drawn| drawn.as_ref().is_some_and(|(map, _)| Some(*map) != overview(bridge))) {
            refresh_soon();
        }
    });
    Effect::new(move |_| {
        signals.camera.track();
        let Some(context) = view.get().as_ref().and_then(sized) else { return };
        drawn.with(|drawn| drawn.as_ref().map(|(map, accent)| draw_view(bridge, &context, *map, accent)));
    });
    // It stays in the page: to make it anew in the middle of a pan would hold that up. It comes and goes when all rests,
    // as the browser would put the page's layers together again in the middle of a gesture.
    let is_away = move || signals.minimap.get_untracked() == MapShown::WhenNeeded && !is_needed(bridge);
    let away = RwSignal::new(is_away());
    let turning = StoredValue::new_local(None::<Timeout>);
    let turn = move || {
        if away.get_untracked() != is_away() {
            away.set(is_away());
        }
    };
    Effect::new(move |_| {
        signals.camera.track();
        signals.painted.track();
        signals.window.track();
        turning.set_value((away.get() != is_away()).then(|| Timeout::new(REST_MS, turn)));
    });
    Effect::new(move |_| {
        signals.minimap.track();
        turn();
    });
    let look = move |event: &PointerEvent| {
        let at = Point::new(f64::from(event.offset_x()), f64::from(event.offset_y()));
        let Some((map, _)) = drawn.get_untracked() else { return };
        bridge.change(|editor| {
            let camera = map.look(at, editor.camera(), editor.viewport());
            editor.look(camera)
        });
    };
    view! {
        <div class="float minimap" class:away=move || away.get() data-testid="minimap" aria-hidden="true" title="Drag to move the view (M hides the map)">
            <canvas
                node_ref=node
                on:pointerdown=move |event: PointerEvent| {
                    event.prevent_default();
                    if let Some(canvas) = node.get_untracked() {
                        let _ = canvas.set_pointer_capture(event.pointer_id());
                    }
                    look(&event);
                }
                on:pointermove=move |event: PointerEvent| if event.buttons() != 0 { look(&event) }
            ></canvas>
            <canvas class="view" node_ref=view></canvas>
        </div>
    }
}
