//! The canvas that is seen, and its size.

use std::cell::Cell;
use std::rc::Rc;

use cidraw::scene::Point;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::shown::Shown;
use crate::ui::frame;
use crate::ui::platform::document;

/// How long a view must have been smaller before the canvas is, in milliseconds.
const TRIM_MS: u32 = 250;

/// The canvas of the page.
pub struct Screen {
    pub canvas: HtmlCanvasElement,
    pub context: CanvasRenderingContext2d,
    /// Device pixels a pixel when it got its size.
    ratio: f64,
    trim: Option<Timeout>,
    trim_due: Rc<Cell<bool>>,
}

pub fn context_of(canvas: &HtmlCanvasElement) -> CanvasRenderingContext2d {
    let context = canvas.get_context("2d").ok().flatten();
    context.expect("every browser with WebAssembly draws in 2D").unchecked_into()
}

pub fn new_canvas() -> HtmlCanvasElement {
    document().create_element("canvas").expect("a page makes elements").unchecked_into()
}

/// A canvas that is not in the page, to draw a picture on that is kept.
pub struct Sheet {
    pub canvas: HtmlCanvasElement,
    pub context: CanvasRenderingContext2d,
}

impl Sheet {
    pub fn new() -> Sheet {
        let canvas = new_canvas();
        Sheet { context: context_of(&canvas), canvas }
    }

    /// Puts its picture on the screen, moved and scaled to where the camera is now.
    pub fn put(&self, screen: &CanvasRenderingContext2d, shown: &Shown, now: &Shown) {
        let factor = now.camera.scale / shown.camera.scale;
        let origin = now.camera.to_screen(shown.camera.to_world(Point::ZERO)) * now.ratio;
        // Calls of the context fail only for numbers that are not finite, which a camera never has.
        let _ = screen.set_transform(factor, 0.0, 0.0, factor, origin.x, origin.y);
        let _ = screen.draw_image_with_html_canvas_element(&self.canvas, 0.0, 0.0);
    }
}

/// Gives a canvas the size of the view in device pixels, and says whether it had another.
pub fn resize(canvas: &HtmlCanvasElement, now: &Shown) -> bool {
    let (w, h) = now.device_size();
    let other = canvas.width() != w || canvas.height() != h;
    if other {
        canvas.set_width(w);
        canvas.set_height(h);
    }
    other
}

impl Screen {
    pub fn new(canvas: HtmlCanvasElement) -> Screen {
        let context = context_of(&canvas);
        Screen { canvas, context, ratio: 0.0, trim: None, trim_due: Rc::default() }
    }

    /// Gives the canvas the size of the view, which empties it: `true` then. In a view that becomes smaller the rest of
    /// the canvas lies outside the stage for a while: what is drawn stays, and a panel opens in the frame that it asked
    /// for.
    pub fn fit(&mut self, now: &Shown) -> bool {
        let (w, h) = now.device_size();
        let (had_w, had_h) = (self.canvas.width(), self.canvas.height());
        let enough = had_w >= w && had_h >= h && self.ratio == now.ratio;
        if enough && (had_w, had_h) != (w, h) && !self.trim_due.take() {
            let due = self.trim_due.clone();
            self.trim = Some(Timeout::new(TRIM_MS, move || {
                due.set(true);
                frame::request_paint();
            }));
            return false;
        }
        self.trim = None;
        self.trim_due.set(false);
        self.ratio = now.ratio;
        let emptied = resize(&self.canvas, now);
        if emptied {
            let style = self.canvas.style();
            // These names are those of CSS: the calls cannot fail.
            let _ = style.set_property("width", &format!("{}px", f64::from(w) / now.ratio));
            let _ = style.set_property("height", &format!("{}px", f64::from(h) / now.ratio));
        }
        emptied
    }
}
