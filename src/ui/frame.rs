//! One animation frame per burst of input: the latest pointer input wins, and the canvas is painted once.

use std::cell::RefCell;

use cidraw::editor::Input;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::bridge::Bridge;
use super::platform::window;

#[derive(Default)]
struct Frame {
    bridge: Option<Bridge>,
    paint: Option<Box<dyn Fn()>>,
    latest: Option<Input>,
    paint_due: bool,
    /// The editor wants to hear of time: when it heard last, in milliseconds.
    tick: Option<f64>,
    tick_due: bool,
    /// The camera has rested: a sharp picture is wanted.
    rested: bool,
    requested: bool,
    callback: Option<Closure<dyn FnMut(f64)>>,
}

thread_local! {
    static FRAME: RefCell<Frame> = RefCell::new(Frame::default());
}

/// Says what a frame does: hands inputs to `bridge` and paints by `paint`. To be called once.
pub fn start(bridge: Bridge, paint: impl Fn() + 'static) {
    FRAME.with_borrow_mut(|frame| {
        frame.bridge = Some(bridge);
        frame.paint = Some(Box::new(paint));
        frame.callback = Some(Closure::new(run));
    });
    request_paint();
}

/// Paints in the next frame.
pub fn request_paint() {
    FRAME.with_borrow_mut(|frame| {
        frame.paint_due = true;
        frame.request();
    });
}

/// Paints at once: the canvas has another size, and until it is painted the browser shows the old picture stretched.
pub fn paint_now() {
    let paint = FRAME.with_borrow_mut(|frame| {
        frame.paint_due = false;
        frame.paint.take()
    });
    let Some(paint) = paint else { return };
    paint();
    FRAME.with_borrow_mut(|frame| frame.paint = Some(paint));
}

/// Tells the editor in the next frame how much time has passed.
pub fn request_tick() {
    FRAME.with_borrow_mut(|frame| {
        frame.tick_due = true;
        frame.request();
    });
}

/// Acts once the browser has shown what is there now.
pub fn after_paint(act: impl FnOnce() + 'static) {
    leptos::prelude::request_animation_frame(|| {
        Timeout::new(0, act).forget();
    });
}

/// The camera rests: the next frame paints a sharp picture.
pub fn request_rest() {
    FRAME.with_borrow_mut(|frame| frame.rested = true);
    request_paint();
}

/// Has the camera rested since this was asked last?
pub fn take_rest() -> bool {
    FRAME.with_borrow_mut(|frame| std::mem::take(&mut frame.rested))
}

/// Hands a pointer's move to the editor in the next frame. A later one in the same frame takes its place.
pub fn latest(input: Input) {
    FRAME.with_borrow_mut(|frame| {
        frame.latest = Some(input);
        frame.request();
    });
}

/// Hands over the move that waits for the frame, so that a press or a release comes after it.
pub fn flush() {
    let (bridge, input) = FRAME.with_borrow_mut(|frame| (frame.bridge, frame.latest.take()));
    if let (Some(bridge), Some(input)) = (bridge, input) {
        bridge.input(input);
    }
}

impl Frame {
    fn request(&mut self) {
        let Some(callback) = self.callback.as_ref().filter(|_| !self.requested) else { return };
        self.requested = window().request_animation_frame(callback.as_ref().unchecked_ref()).is_ok();
    }
}

fn run(now: f64) {
    let (bridge, elapsed) = FRAME.with_borrow_mut(|frame| {
        frame.requested = false;
        let due = std::mem::take(&mut frame.tick_due);
        let last = if due { frame.tick.replace(now) } else { frame.tick.take() };
        (frame.bridge, due.then(|| last.map_or(0.0, |last| now - last)))
    });
    flush();
    if let (Some(bridge), Some(elapsed)) = (bridge, elapsed) {
        bridge.input(Input::Tick { elapsed });
        if bridge.with(cidraw::editor::Editor::wants_ticks) {
            request_tick();
        }
    }
    if FRAME.with_borrow(|frame| frame.paint_due) {
        paint_now();
    }
}
