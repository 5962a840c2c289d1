//! How wide texts are, as the browser draws them.

use std::collections::HashMap;

use cidraw::scene::{Font, Measure};
use web_sys::CanvasRenderingContext2d;

use super::palette::Palette;

/// Widths of texts as the browser draws them, each asked for once.
pub struct CanvasMeasure {
    context: CanvasRenderingContext2d,
    ui: String,
    mono: String,
    widths: HashMap<(u32, bool, u16), HashMap<String, f64>>,
    known: usize,
}

/// So many widths are kept; then the cache starts again.
const WIDTHS_MOST: usize = 20_000;

impl CanvasMeasure {
    /// Measures with this context.
    pub fn new(context: CanvasRenderingContext2d) -> CanvasMeasure {
        CanvasMeasure { context, ui: String::new(), mono: String::new(), widths: HashMap::new(), known: 0 }
    }

    /// Measures with the fonts of the look from now on.
    pub fn take_fonts(&mut self, palette: &Palette) {
        self.ui.clone_from(&palette.ui);
        self.mono.clone_from(&palette.mono);
        self.widths.clear();
    }
}

impl Measure for CanvasMeasure {
    fn width(&mut self, text: &str, font: Font) -> f64 {
        if self.known > WIDTHS_MOST {
            self.widths.clear();
            self.known = 0;
        }
        // Sizes come in steps of a half pixel.
        let key = ((font.px * 2.0).round() as u32, font.mono, font.weight.number());
        let widths = self.widths.entry(key).or_default();
        if let Some(width) = widths.get(text) {
            return *width;
        }
        let family = if font.mono { &self.mono } else { &self.ui };
        self.context.set_font(&format!("{} {}px {family}", font.weight.number(), font.px));
        let width = self.context.measure_text(text).map_or(0.0, |m| m.width());
        widths.insert(text.to_owned(), width);
        self.known += 1;
        width
    }
}
