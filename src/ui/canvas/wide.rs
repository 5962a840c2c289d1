//! A picture of more of the drawing than is in view: while the camera moves away it lies under the picture that is
//! moved, so that what comes into view is not empty until a new picture is drawn.

use super::screen::Sheet;
use super::shown::Shown;

/// The picture from farthest away that still shows the design as it is.
pub struct Wide {
    sheet: Sheet,
    shown: Option<Shown>,
}

impl Wide {
    pub fn new() -> Wide {
        Wide { sheet: Sheet::new(), shown: None }
    }

    /// Takes the kept picture before another takes its place, where it shows more than that and than the one here.
    /// `sheet` is another one then, to draw the next on.
    pub fn keep(&mut self, sheet: &mut Sheet, shown: Option<&Shown>, next: &Shown) {
        if self.shown.as_ref().is_some_and(|wide| !wide.is_of_the_same(next)) {
            self.shown = None;
        }
        let Some(shown) = shown.filter(|shown| shown.is_of_the_same(next)) else { return };
        let farthest = self.shown.as_ref().map_or(next.camera.scale, |wide| wide.camera.scale);
        if shown.camera.scale < farthest {
            std::mem::swap(&mut self.sheet, sheet);
            self.shown = Some(shown.clone());
        }
    }

    /// The picture, where it shows the same as `now`, and from farther away than the one that is moved.
    pub fn under(&self, moved: &Shown, now: &Shown) -> Option<(&Sheet, &Shown)> {
        let farther = |wide: &&Shown| wide.camera.scale < moved.camera.scale && wide.is_of_the_same(now);
        Some((&self.sheet, self.shown.as_ref().filter(farther)?))
    }
}
