//! DOM events as the editor's inputs. One set of listeners on the canvas; nothing here decides anything.

use std::cell::RefCell;

use cidraw::editor::{
    Button, Command, Input, KeyPress, Modifiers, Pointer, PointerKind, WheelSense, WheelTurn, command_for,
};
use cidraw::scene::Point;
use gloo::events::{EventListener, EventListenerOptions};
use js_sys::Reflect;
use web_sys::{HtmlCanvasElement, KeyboardEvent, MouseEvent, PointerEvent, WheelEvent};

use crate::ui::bridge::Bridge;
use crate::ui::frame;
use crate::ui::platform::page;

/// How long and how far apart two presses may be to count as a double click.
const CLICK_MS: f64 = 300.0;
const CLICK_PX: f64 = 6.0;
const TAP_PX: f64 = 35.0;

/// How long after a pen a hand may still rest on the glass, in milliseconds.
const PALM_MS: f64 = 500.0;

/// Marks the canvas while keys are used on it: then the focus shows.
const KEYS: &str = "data-keys";

/// A finger on the canvas.
#[derive(Clone, Copy)]
struct Finger {
    id: i32,
    at: Point,
}

#[derive(Default)]
struct Touches {
    fingers: Vec<Finger>,
    pinching: bool,
    /// When a pen was last on the glass: a hand that rests there beside it means nothing.
    pen: Option<f64>,
    /// Tells wheels from trackpads.
    wheel: WheelSense,
    /// When and where the last press was, and how many there were before it.
    last_press: Option<(f64, Point, u8)>,
    /// Was the last input a key? Then the focus shows.
    by_keyboard: bool,
}

thread_local! {
    static TOUCHES: RefCell<Touches> = RefCell::new(Touches::default());
}

fn modifiers_of(shift: bool, alt: bool, ctrl: bool, meta: bool) -> Modifiers {
    let mod_key = if page::is_apple() { meta } else { ctrl };
    Modifiers { shift, alt, mod_key }
}

fn place(event: &MouseEvent) -> Point {
    Point::new(f64::from(event.offset_x()), f64::from(event.offset_y()))
}

fn pointer(event: &PointerEvent, clicks: u8) -> Pointer {
    Pointer {
        at: place(event),
        button: match event.button() {
            1 => Button::Middle,
            2 => Button::Secondary,
            _ => Button::Main,
        },
        modifiers: modifiers_of(event.shift_key(), event.alt_key(), event.ctrl_key(), event.meta_key()),
        kind: match event.pointer_type().as_str() {
            "touch" => PointerKind::Touch,
            "pen" => PointerKind::Pen,
            _ => PointerKind::Mouse,
        },
        clicks,
    }
}

/// A button or a finger went down.
pub fn pointer_down(bridge: Bridge, canvas: &HtmlCanvasElement, event: &PointerEvent) {
    if is_palm(event) {
        return;
    }
    frame::flush();
    // The canvas keeps the keyboard while it is drawn on; capture brings the release back even from outside.
    let _ = canvas.focus();
    let _ = canvas.remove_attribute(KEYS);
    let _ = canvas.set_pointer_capture(event.pointer_id());
    let at = place(event);
    let touch = event.pointer_type() == "touch";
    let second_finger = TOUCHES.with_borrow_mut(|touches| {
        touches.by_keyboard = false;
        if touch {
            touches.fingers.retain(|finger| finger.id != event.pointer_id());
            touches.fingers.push(Finger { id: event.pointer_id(), at });
        }
        touches.fingers.len() == 2
    });
    if second_finger {
        TOUCHES.with_borrow_mut(|touches| touches.pinching = true);
        return bridge.input(Input::PointerCancel);
    }
    let clicks = count_clicks(event.time_stamp(), at, if touch { TAP_PX } else { CLICK_PX });
    bridge.input(Input::PointerDown(pointer(event, clicks)));
}

/// Is it a hand beside a pen? Notes when a pen is there.
fn is_palm(event: &PointerEvent) -> bool {
    let now = event.time_stamp();
    TOUCHES.with_borrow_mut(|touches| match event.pointer_type().as_str() {
        "pen" => {
            touches.pen = Some(now);
            false
        }
        "touch" => {
            let beside = touches.pen.is_some_and(|then| now - then < PALM_MS);
            beside && touches.fingers.iter().all(|finger| finger.id != event.pointer_id())
        }
        _ => false,
    })
}

fn count_clicks(now: f64, at: Point, reach: f64) -> u8 {
    TOUCHES.with_borrow_mut(|touches| {
        let clicks = match touches.last_press {
            Some((then, there, clicks)) if now - then < CLICK_MS && there.distance(at) < reach => clicks % 3 + 1,
            _ => 1,
        };
        touches.last_press = Some((now, at, clicks));
        clicks
    })
}

/// A pointer moved. Fingers of a pinch speak for themselves; the rest waits for the frame.
pub fn pointer_move(bridge: Bridge, event: &PointerEvent) {
    if is_palm(event) {
        return;
    }
    let at = place(event);
    let pinch = TOUCHES.with_borrow_mut(|touches| {
        let before = touches.fingers.clone();
        if let Some(finger) = touches.fingers.iter_mut().find(|finger| finger.id == event.pointer_id()) {
            finger.at = at;
        }
        match (touches.pinching, &before[..], &touches.fingers[..]) {
            (true, [a, b], [c, d]) => {
                let (from, to) = (a.at.middle(b.at), c.at.middle(d.at));
                let factor = c.at.distance(d.at).max(1.0) / a.at.distance(b.at).max(1.0);
                Some(Input::Pinch { at: to, by: to - from, factor })
            }
            _ => None,
        }
    });
    match pinch {
        Some(input) => bridge.input(input),
        None if TOUCHES.with_borrow(|touches| touches.pinching) => {}
        None => frame::latest(Input::PointerMove(pointer(event, 0))),
    }
}

/// A button or a finger went up.
pub fn pointer_up(bridge: Bridge, event: &PointerEvent) {
    if is_palm(event) {
        return;
    }
    frame::flush();
    let (was_pinching, clicks) = TOUCHES.with_borrow_mut(|touches| {
        touches.fingers.retain(|finger| finger.id != event.pointer_id());
        let was = touches.pinching;
        // The last finger of a pinch ends it; until then no single finger means anything.
        touches.pinching &= !touches.fingers.is_empty();
        (was, touches.last_press.map_or(1, |(_, _, clicks)| clicks))
    });
    if !was_pinching {
        bridge.input(Input::PointerUp(pointer(event, clicks)));
    }
}

/// The gesture was taken away.
pub fn pointer_cancel(bridge: Bridge, event: &PointerEvent) {
    TOUCHES.with_borrow_mut(|touches| {
        touches.fingers.retain(|finger| finger.id != event.pointer_id());
        touches.pinching &= !touches.fingers.is_empty();
    });
    bridge.input(Input::PointerCancel);
}

/// The wheel turned. Lines and pages are counted as pixels.
pub fn wheel(bridge: Bridge, event: &WheelEvent) {
    event.prevent_default();
    let unit = match event.delta_mode() {
        WheelEvent::DOM_DELTA_LINE => 16.0,
        WheelEvent::DOM_DELTA_PAGE => 400.0,
        _ => 1.0,
    };
    let (dx, dy) = (event.delta_x() * unit, event.delta_y() * unit);
    let older = Reflect::get(event, &"wheelDelta".into()).ok().and_then(|value| value.as_f64());
    let turn = WheelTurn {
        at: event.time_stamp(),
        delta: (dx, dy),
        in_pixels: event.delta_mode() == WheelEvent::DOM_DELTA_PIXEL,
        notches: older,
    };
    let device = TOUCHES.with_borrow_mut(|touches| touches.wheel.sense(turn));
    // A pinch on a trackpad arrives as a wheel with Ctrl, on Apple's platforms too.
    let mut modifiers = modifiers_of(event.shift_key(), event.alt_key(), event.ctrl_key(), event.meta_key());
    modifiers.mod_key |= event.ctrl_key();
    bridge.input(Input::Wheel { at: place(event), delta: Point::new(dx, dy), modifiers, device });
}

/// Safari tells of a pinch on a trackpad by events of its own, and would zoom the page.
pub fn listen_to_gestures(bridge: Bridge, canvas: &HtmlCanvasElement) {
    let scale_of = |event: &web_sys::Event| Reflect::get(event, &"scale".into()).ok().and_then(|value| value.as_f64());
    let last = std::rc::Rc::new(std::cell::Cell::new(1.0));
    for name in ["gesturestart", "gesturechange", "gestureend"] {
        let (last, options) = (last.clone(), EventListenerOptions::enable_prevent_default());
        EventListener::new_with_options(canvas, name, options, move |event| {
            event.prevent_default();
            let (Some(scale), touching) = (scale_of(event), TOUCHES.with_borrow(|touches| touches.pinching)) else {
                return;
            };
            // On a touch screen the fingers speak for themselves.
            let factor = if name == "gesturechange" && !touching { scale / last.get() } else { 1.0 };
            last.set(if name == "gestureend" { 1.0 } else { scale });
            if factor != 1.0 && factor.is_finite() {
                use wasm_bindgen::JsCast;
                let at = place(event.unchecked_ref());
                bridge.input(Input::Pinch { at, by: Point::ZERO, factor });
            }
        })
        .forget();
    }
}

/// Is it the chord that pastes?
pub fn is_paste(press: &KeyPress) -> bool {
    command_for(press, true) == Some(Command::Paste)
}

/// Is it a key that is only held with others?
pub fn is_modifier(press: &KeyPress) -> bool {
    matches!(press.key.as_str(), "Shift" | "Alt" | "Control" | "Meta")
}

/// Notes that a key was used on the canvas.
pub fn note_key(canvas: &HtmlCanvasElement) {
    let _ = canvas.set_attribute(KEYS, "");
    TOUCHES.with_borrow_mut(|touches| touches.by_keyboard = true);
}

/// Was the last input on the canvas a key?
pub fn by_keyboard() -> bool {
    TOUCHES.with_borrow(|touches| touches.by_keyboard)
}

/// A key as the editor takes it.
pub fn key_press(event: &KeyboardEvent) -> KeyPress {
    KeyPress {
        key: event.key(),
        code: event.code(),
        modifiers: modifiers_of(event.shift_key(), event.alt_key(), event.ctrl_key(), event.meta_key()),
        repeat: event.repeat(),
    }
}
