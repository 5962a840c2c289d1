//! The one `<canvas>` with its listeners, and the thin layer of elements above it.

mod brush;
mod copied;
mod edit_pace;
mod events;
mod example;
mod icons;
mod marks;
mod measure;
mod minimap;
mod note_field;
mod overlay;
mod painter;
mod palette;
mod picture;
mod screen;
mod sharpener;
mod shown;
mod wide;

pub use copied::{copy_png, png, png_bytes, printed};
pub use events::{is_paste, key_press};
pub use example::ExamplePicture;
pub use minimap::{Minimap, toggle_minimap};
pub use picture::Picture;

use cidraw::editor::{Editor, Input, command_for};
use cidraw::scene::Point;
use leptos::html::Canvas as CanvasElement;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{DragEvent, HtmlCanvasElement, ResizeObserver};

use super::bridge::{Bridge, bridge};
use super::{effects, frame, keep};
use overlay::Overlay;
use painter::Painter;

/// Where the network is drawn: the canvas and what floats above it.
#[component]
pub fn Stage(
    /// What floats: zoom bar, messages.
    children: Children,
) -> impl IntoView {
    let bridge = bridge();
    let node = NodeRef::<CanvasElement>::new();
    let dropping = RwSignal::new(false);
    Effect::new(move |done: Option<bool>| {
        let Some(canvas) = node.get() else { return false };
        if done != Some(true) {
            attach(bridge, canvas);
        }
        true
    });
    let proxies = RwSignal::new(Vec::<overlay::Proxy>::new());
    // It must not name what is not there: what stands for an object comes when the camera rests.
    let active = move || {
        let focus = bridge.signals.focus.get()?;
        proxies.with(|proxies| proxies.iter().any(|proxy| proxy.is_of(focus))).then(|| overlay::proxy_id(focus))
    };
    let cursor = move || bridge.signals.cursor.get();
    view! {
        <main
            class="stage"
            class:dropping=move || dropping.get()
            data-cursor=cursor
            on:dragover=move |event: DragEvent| {
                event.prevent_default();
                dropping.set(true);
            }
            on:dragleave=move |_| dropping.set(false)
            on:drop=move |event: DragEvent| {
                event.prevent_default();
                dropping.set(false);
                let file = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.item(0));
                if let Some(file) = file {
                    keep::open_file(bridge, file, None);
                }
            }
        >
            <canvas
                node_ref=node
                tabindex="0"
                role="application"
                aria-roledescription="network diagram"
                aria-label=move || format!("Network diagram: {}", bridge.signals.file_name.get())
                aria-describedby="canvas-help"
                aria-activedescendant=active
                aria-owns="proxies"
                data-testid="canvas"
                on:keydown=move |event| {
                    if let Some(canvas) = node.get_untracked() {
                        events::note_key(&canvas);
                    }
                    let press = events::key_press(&event);
                    if events::is_paste(&press) {
                        // The browser's own paste brings the text, without asking for leave.
                        event.stop_propagation();
                        return effects::expect_paste(bridge);
                    }
                    if events::is_modifier(&press) && bridge.with(Editor::is_busy) {
                        // What is held changes what a drag does, also while the pointer rests.
                        event.prevent_default();
                        return bridge.input(Input::KeyDown(press));
                    }
                    if bridge.with(|editor| command_for(&press, editor.preferences().single_keys).is_some()) {
                        event.prevent_default();
                        event.stop_propagation();
                        bridge.input(Input::KeyDown(press));
                    }
                }
                on:focus=move |_| {
                    // Tab brings the keyboard here; a press takes the mark away again.
                    if let Some(canvas) = node.get_untracked() {
                        events::note_key(&canvas);
                    }
                }
                on:keyup=move |event| bridge.input(Input::KeyUp(events::key_press(&event)))
                on:blur=move |_| bridge.input(Input::Blur)
                on:contextmenu=move |event| event.prevent_default()
                on:pointermove=move |event| events::pointer_move(bridge, &event)
                on:pointerup=move |event| events::pointer_up(bridge, &event)
                on:pointercancel=move |event| events::pointer_cancel(bridge, &event)
                on:pointerleave=move |_| bridge.input(Input::PointerLeave)
                on:pointerdown=move |event| {
                    if let Some(canvas) = node.get_untracked() {
                        events::pointer_down(bridge, &canvas, &event);
                    }
                }
            ></canvas>
            <p class="sr" id="canvas-help">
                "Arrow keys go from object to object, Enter opens, P draws a VPC, S a tier, C connects, question mark lists all keys. The outline holds the same objects as a tree."
            </p>
            <Show when=move || bridge.signals.hint.with(|hint| !hint.is_empty())>
                <div class="float hint" data-testid="hint">{move || bridge.signals.hint.get()}</div>
            </Show>
            <Overlay proxies=proxies />
            {children()}
        </main>
    }
}

/// Connects the canvas that the page has just shown: size, wheel, painting.
fn attach(bridge: Bridge, canvas: HtmlCanvasElement) {
    // A passive listener could not keep the page from scrolling or zooming.
    let options = web_sys::AddEventListenerOptions::new();
    options.set_passive(false);
    let on_wheel = Closure::<dyn FnMut(web_sys::WheelEvent)>::new(move |event| events::wheel(bridge, &event));
    let _ = canvas.add_event_listener_with_callback_and_add_event_listener_options(
        "wheel",
        on_wheel.as_ref().unchecked_ref(),
        &options,
    );
    on_wheel.forget();
    events::listen_to_gestures(bridge, &canvas);

    // The stage, not the canvas: that follows in its own time.
    let Some(stage) = canvas.parent_element() else { return };
    let observed = stage.clone();
    let on_resize = Closure::<dyn FnMut()>::new(move || {
        let (w, h) = (observed.client_width(), observed.client_height());
        if w > 0 && h > 0 {
            bridge.input(Input::Resize { viewport: Point::new(w.into(), h.into()) });
            // Observers run between layout and paint: the canvas never shows stretched.
            frame::paint_now();
        }
    });
    if let Ok(observer) = ResizeObserver::new(on_resize.as_ref().unchecked_ref()) {
        observer.observe(&stage);
        // Both live as long as the page.
        std::mem::forget(observer);
    }
    on_resize.forget();

    let painter = std::cell::RefCell::new(Painter::new(canvas));
    frame::start(bridge, move || painter.borrow_mut().paint(bridge));
}
