//! The symbols of the page's sprite as paths for the canvas, each read once.

use std::collections::HashMap;

use web_sys::{CanvasRenderingContext2d, Element, Path2d};

use crate::ui::platform::document;

/// The side of the grid that symbols are drawn on.
const GRID: f64 = 24.0;
/// The stroke of symbols, in units of that grid.
const STROKE: f64 = 1.75;

/// Paths by the symbol's name.
#[derive(Default)]
pub struct Icons {
    paths: HashMap<&'static str, Option<Path2d>>,
}

impl Icons {
    /// Draws a symbol into the square of `size` at `x`, `y`, in the context's stroke colour.
    pub fn draw(&mut self, context: &CanvasRenderingContext2d, name: &'static str, x: f64, y: f64, size: f64) {
        let Some(path) = self.paths.entry(name).or_insert_with(|| read(name)) else { return };
        context.save();
        let scale = size / GRID;
        // Neither call fails for finite numbers.
        let _ = context.translate(x, y);
        let _ = context.scale(scale, scale);
        context.set_line_width(STROKE);
        context.set_line_cap("round");
        context.set_line_join("round");
        context.stroke_with_path(path);
        context.restore();
    }
}

/// The shapes of a symbol as one path; `None` when the sprite has no such symbol.
fn read(name: &str) -> Option<Path2d> {
    let symbol = document().get_element_by_id(name)?;
    let mut data = String::new();
    let shapes = symbol.children();
    for shape in (0..shapes.length()).filter_map(|i| shapes.item(i)) {
        outline(&shape, &mut data);
    }
    Path2d::new_with_path_string(&data).ok()
}

fn outline(shape: &Element, data: &mut String) {
    let number = |name: &str| shape.get_attribute(name).and_then(|v| v.parse::<f64>().ok()).unwrap_or(0.0);
    match shape.tag_name().as_str() {
        "path" => data.push_str(&shape.get_attribute("d").unwrap_or_default()),
        "rect" => {
            let (x, y, w, h) = (number("x"), number("y"), number("width"), number("height"));
            let r = number("rx").min(w / 2.0).min(h / 2.0);
            let (right, bottom, wide, tall) = (x + w, y + h, w - 2.0 * r, h - 2.0 * r);
            data.push_str(&format!(
                "M{} {y}h{wide}A{r} {r} 0 0 1 {right} {}v{tall}A{r} {r} 0 0 1 {} {bottom}h{}A{r} {r} 0 0 1 {x} {}v{}A{r} {r} 0 0 1 {} {y}z",
                x + r, y + r, right - r, -wide, bottom - r, -tall, x + r,
            ));
        }
        "circle" => {
            let (x, y, r) = (number("cx"), number("cy"), number("r"));
            data.push_str(&format!("M{} {y}a{r} {r} 0 1 0 {} 0a{r} {r} 0 1 0 {} 0z", x - r, 2.0 * r, -2.0 * r));
        }
        "ellipse" => {
            let (x, y, rx, ry) = (number("cx"), number("cy"), number("rx"), number("ry"));
            data.push_str(&format!("M{} {y}a{rx} {ry} 0 1 0 {} 0a{rx} {ry} 0 1 0 {} 0z", x - rx, 2.0 * rx, -2.0 * rx));
        }
        // The sprite uses no other shapes; one that did would be drawn without that part.
        _ => {}
    }
    data.push(' ');
}
