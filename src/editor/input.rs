use crate::scene::Point;

/// What the host passes on from its devices: no type of the browser in it. Places are pixels of the canvas element,
/// from its top left corner.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// A button went down, or a finger.
    PointerDown(Pointer),
    /// The pointer moved. The host may leave out all but the last before a frame.
    PointerMove(Pointer),
    /// The button went up.
    PointerUp(Pointer),
    /// The gesture was taken away: the browser scrolled, a second finger came down, the window lost the pointer.
    PointerCancel,
    /// The pointer left the canvas.
    PointerLeave,
    /// The wheel turned, or two fingers slid over a trackpad.
    Wheel {
        /// Where the pointer is.
        at: Point,
        /// How far to scroll, in pixels; positive to the right and down.
        delta: Point,
        /// Keys that are held. A pinch on a trackpad arrives as a wheel with `mod_key`.
        modifiers: Modifiers,
        /// The device, as far as the host can tell.
        device: WheelDevice,
    },
    /// Two fingers moved on a touch screen.
    Pinch {
        /// The point between them.
        at: Point,
        /// How far that point moved.
        by: Point,
        /// How much further apart they are: 2 is twice as far.
        factor: f64,
    },
    /// A key went down on the canvas.
    KeyDown(KeyPress),
    /// A key went up.
    KeyUp(KeyPress),
    /// The canvas lost the keyboard.
    Blur,
    /// The canvas has another size.
    Resize {
        /// Width and height in pixels.
        viewport: Point,
    },
    /// Time passed, while [`Editor::wants_ticks`](super::Editor::wants_ticks): for long presses, and for scrolling at
    /// the edge during a drag.
    Tick {
        /// Milliseconds since the last tick, or since the input before it.
        elapsed: f64,
    },
}

/// A pointer at a moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pointer {
    /// Where it is, in pixels of the canvas.
    pub at: Point,
    /// The button that went down or up; the main one while moving.
    pub button: Button,
    /// Keys that are held.
    pub modifiers: Modifiers,
    /// The device.
    pub kind: PointerKind,
    /// Which click of a double or triple click it is: 1, 2, 3. 0 while moving.
    pub clicks: u8,
}

impl Pointer {
    /// A mouse with its main button, at `x`, `y`.
    pub fn mouse(x: f64, y: f64) -> Pointer {
        Pointer {
            at: Point::new(x, y),
            button: Button::Main,
            modifiers: Modifiers::default(),
            kind: PointerKind::Mouse,
            clicks: 1,
        }
    }
}

/// A button of a pointer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Button {
    /// The left one of a mouse, a finger, the tip of a pen.
    #[default]
    Main,
    /// The wheel of a mouse.
    Middle,
    /// The right one of a mouse, the barrel of a pen.
    Secondary,
}

/// A pointing device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PointerKind {
    /// A mouse or a trackpad.
    #[default]
    Mouse,
    /// A stylus: as exact as a mouse, and it never pans.
    Pen,
    /// A finger.
    Touch,
}

impl PointerKind {
    /// How far, in pixels, it moves before a press becomes a drag.
    pub const fn drag_threshold(self) -> f64 {
        match self {
            PointerKind::Mouse | PointerKind::Pen => 4.0,
            PointerKind::Touch => 10.0,
        }
    }

    /// How near, in pixels, it must come to something thin. Targets are 24 pixels wide for fingers (WCAG 2.5.8).
    pub const fn slop(self) -> f64 {
        match self {
            PointerKind::Mouse => 6.0,
            PointerKind::Pen => 8.0,
            PointerKind::Touch => 14.0,
        }
    }
}

/// What turned the wheel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WheelDevice {
    /// A wheel with notches.
    #[default]
    Mouse,
    /// A trackpad.
    Trackpad,
}

/// Keys that are held with another key or a pointer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Modifiers {
    /// Shift.
    pub shift: bool,
    /// Alt, Option on a Mac.
    pub alt: bool,
    /// Ctrl, Cmd on a Mac.
    pub mod_key: bool,
}

impl Modifiers {
    /// None held.
    pub const NONE: Modifiers = Modifiers { shift: false, alt: false, mod_key: false };
    /// Shift alone.
    pub const SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::NONE };
    /// Alt alone.
    pub const ALT: Modifiers = Modifiers { alt: true, ..Modifiers::NONE };
    /// Ctrl or Cmd alone.
    pub const MOD: Modifiers = Modifiers { mod_key: true, ..Modifiers::NONE };
    /// Ctrl or Cmd, and Shift.
    pub const MOD_SHIFT: Modifiers = Modifiers { mod_key: true, shift: true, ..Modifiers::NONE };
    /// Alt and Shift.
    pub const ALT_SHIFT: Modifiers = Modifiers { alt: true, shift: true, ..Modifiers::NONE };
}

/// A key at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyPress {
    /// What it types or is called, in the keyboard's layout: `z`, `Z`, `?`, `Enter`, `ArrowLeft`.
    pub key: String,
    /// Where it is on the keyboard: `KeyZ`, `Digit1`.
    pub code: String,
    /// Keys that are held.
    pub modifiers: Modifiers,
    /// Does it repeat because it is held?
    pub repeat: bool,
}

impl KeyPress {
    /// The key with this name, or that types this character, pressed once.
    pub fn new(key: &str, modifiers: Modifiers) -> KeyPress {
        KeyPress { key: key.to_owned(), code: String::new(), modifiers, repeat: false }
    }
}
