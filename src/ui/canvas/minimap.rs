//! The whole drawing in a corner, with the part that the view shows.

use cidraw::model::EntityId;
use cidraw::scene::{Ink, Overview, Point, Rect};
use gloo::timers::callback::Timeout;
use leptos::html::Canvas;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, PointerEvent};

use super::palette::Palette;
use crate::ui::bridge::{Bridge, bridge};
use crate::ui::effects;
use crate::ui::platform::window;
use crate::ui::signals::MapShown;

/// Its size in pixels.
const SIZE: Point = Point::new(160.0, 100.0);
/// How long camera and document must rest before the boxes are drawn again.
const REST_MS: u32 = 90;

fn overview(bridge: Bridge) -> Option<Overview> {
    bridge.with(|editor| {
        let view = editor.camera().view(editor.viewport());
        Overview::new(editor.layout().bounds(), view, SIZE)
    })
}

/// Draws every box, and what is selected above the others.
fn draw(bridge: Bridge, context: &CanvasRenderingContext2d, map: Overview) {
    let palette = Palette::read();
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

/// Is some of the drawing out of view? A map of what is all in view only covers a part of it.
fn is_needed(bridge: Bridge) -> bool {
    bridge.with(|editor| {
        let view = editor.camera().view(editor.viewport());
        editor.layout().bounds().is_some_and(|drawn| !view.contains_rect(drawn))
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
    let drawn = RwSignal::new(None::<Overview>);
    let waiting = StoredValue::new_local(None::<Timeout>);
    let refresh = move || {
        let Some(canvas) = node.get_untracked() else { return };
        let ratio = window().device_pixel_ratio();
        canvas.set_width((SIZE.x * ratio) as u32);
        canvas.set_height((SIZE.y * ratio) as u32);
        let Some(context) = canvas.get_context("2d").ok().flatten() else { return };
        let Some(map) = overview(bridge) else { return };
        draw(bridge, context.unchecked_ref(), map);
        drawn.set(Some(map));
    };
    let refresh_soon = move || waiting.set_value(Some(Timeout::new(REST_MS, refresh)));
    node.on_load(move |_| refresh());
    // Timers are started here; what is drawn follows when all rests.
    Effect::new(move |_| {
        signals.painted.track();
        signals.selection.track();
        signals.theme.track();
        refresh_soon();
    });
    Effect::new(move |_| {
        signals.camera.track();
        if drawn.with_untracked(|drawn| drawn.is_some() && *drawn != overview(bridge)) {
            refresh_soon();
        }
    });
    let frame = move || {
        let view = signals.camera.with(|camera| camera.view(bridge.with(|editor| editor.viewport())));
        let rect = drawn.get().map_or(Rect::default(), |map| map.to_map(view));
        // What lies outside the map is not drawn over its edge.
        rect.intersection(Rect::new(0.0, 0.0, SIZE.x, SIZE.y)).unwrap_or_default()
    };
    // It stays in the page: to make it anew in the middle of a pan would hold that up.
    let away = Memo::new(move |_| {
        signals.camera.track();
        signals.painted.track();
        signals.window.track();
        signals.minimap.get() == MapShown::WhenNeeded && !is_needed(bridge)
    });
    let px = |value: f64| format!("{value:.1}px");
    let look = move |event: &PointerEvent| {
        let at = Point::new(f64::from(event.offset_x()), f64::from(event.offset_y()));
        let Some(map) = drawn.get_untracked() else { return };
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
            <span
                class="view"
                style:left=move || px(frame().x)
                style:top=move || px(frame().y)
                style:width=move || px(frame().w)
                style:height=move || px(frame().h)
            ></span>
        </div>
    }
}
