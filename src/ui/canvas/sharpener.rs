//! The sharp picture of a large drawing, drawn a little in each frame while the screen shows the old one, moved.

use cidraw::scene::DisplayList;

use super::brush::Brush;
use super::palette::Palette;
use super::screen::Sheet;
use super::shown::Shown;
use crate::ui::platform::time::now;

/// So much of a frame is spent on it, in milliseconds.
const SLICE_MS: f64 = 6.0;
/// The clock is asked after so many items.
const ITEMS: usize = 64;
/// The side of the canvas that makes the browser finish, in device pixels. Browsers keep small canvases out of the
/// graphics card, and would read the whole picture back from there.
const SIDE: u32 = 256;

/// Draws a picture in slices, on a canvas of its own.
pub struct Sharpener {
    pub sheet: Sheet,
    /// What a pixel is copied from to here the browser has to finish, in this frame and not all in the last.
    finisher: Sheet,
    brush: Brush,
    work: Option<Work>,
}

struct Work {
    list: DisplayList,
    done: usize,
    shown: Shown,
    took: f64,
}

impl Sharpener {
    pub fn new() -> Sharpener {
        let finisher = Sheet::new();
        finisher.canvas.set_width(SIDE);
        finisher.canvas.set_height(SIDE);
        Sharpener { sheet: Sheet::new(), finisher, brush: Brush::default(), work: None }
    }

    /// Is this the picture that is being drawn?
    pub fn draws(&self, shown: &Shown) -> bool {
        self.work.as_ref().is_some_and(|work| work.shown == *shown)
    }

    /// Begins a picture, and gives up another that was begun. `took` is what making the list took, in milliseconds.
    pub fn begin(&mut self, list: DisplayList, shown: Shown, took: f64, palette: &Palette) {
        let (w, h) = shown.device_size();
        let Sheet { canvas, context } = &self.sheet;
        canvas.set_width(w);
        canvas.set_height(h);
        self.brush.forget_patterns();
        self.brush.begin(context, shown.camera, shown.ratio);
        self.brush.clear(context, palette, shown.viewport);
        self.work = Some(Work { list, done: 0, shown, took });
    }

    /// Draws the next slice. The list and the milliseconds that all of it took, once the picture is whole.
    pub fn go_on(&mut self, palette: &Palette) -> Option<(DisplayList, f64)> {
        let work = self.work.as_mut()?;
        let start = now();
        while work.done < work.list.items.len() && now() - start < SLICE_MS {
            let end = (work.done + ITEMS).min(work.list.items.len());
            self.brush.draw(&self.sheet.context, palette, &work.list.items[work.done..end], work.shown.grid);
            work.done = end;
        }
        let _ = self.finisher.context.draw_image_with_html_canvas_element_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
            &self.sheet.canvas,
            0.0,
            0.0,
            1.0,
            1.0,
            0.0,
            0.0,
            1.0,
            1.0,
        );
        work.took += now() - start;
        if work.done < work.list.items.len() {
            return None;
        }
        self.work.take().map(|work| (work.list, work.took))
    }
}
