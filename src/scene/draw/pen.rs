use crate::model::EntityId;
use crate::scene::display_list::{Align, DisplayList, Item, Shape};
use crate::scene::geometry::{Point, Rect};
use crate::scene::ink::{Font, Ink, Pattern, Stroke};
use crate::scene::labels::{Measure, ellipsize};
use crate::scene::level::Level;

/// Collects items: knows the scale, so that letters and edges have their size on the screen.
pub(super) struct Pen<'a> {
    items: Vec<Item>,
    measure: &'a mut dyn Measure,
    /// Canvas units per screen pixel.
    pub px: f64,
    pub level: Level,
    /// What is on the screen, in canvas units.
    pub view: Rect,
    id: Option<EntityId>,
    opacity: f32,
}

/// The sizes of letters at 100 %.
pub(super) const TITLE: f64 = 15.0;
pub(super) const BASE: f64 = 12.0;
pub(super) const SMALL: f64 = 11.0;

impl<'a> Pen<'a> {
    pub fn new(scale: f64, level: Level, view: Rect, measure: &'a mut dyn Measure) -> Pen<'a> {
        Pen { items: Vec::with_capacity(256), measure, px: 1.0 / scale, level, view, id: None, opacity: 1.0 }
    }

    pub fn finish(self) -> DisplayList {
        DisplayList { scale: 1.0 / self.px, items: self.items }
    }

    /// What follows stands for `id`, at this opacity.
    pub fn stand_for(&mut self, id: Option<EntityId>, opacity: f32) {
        (self.id, self.opacity) = (id, opacity);
    }

    /// The size on the screen of letters that are `at_100` high at 100 %: 11 to 15 px at any scale, in half pixels.
    pub fn size(&self, at_100: f64) -> f64 {
        // What is small stays small close up, so that names keep standing out.
        let most = if at_100 <= SMALL {
            12.0
        } else if at_100 <= BASE {
            13.0
        } else {
            TITLE
        };
        ((at_100 / self.px).clamp(SMALL, most) * 2.0).round() / 2.0
    }

    /// How many screen pixels `world` is.
    pub fn on_screen(&self, world: f64) -> f64 {
        world / self.px
    }

    pub fn push(&mut self, shape: Shape) {
        self.items.push(Item { id: self.id, opacity: self.opacity, shape });
    }

    pub fn rect(&mut self, rect: Rect, radius: f64, fill: impl Into<Option<Ink>>, stroke: impl Into<Option<Stroke>>) {
        self.push(Shape::Rect { rect, radius, fill: fill.into(), stroke: stroke.into() });
    }

    pub fn circle(
        &mut self,
        center: Point,
        radius: f64,
        fill: impl Into<Option<Ink>>,
        stroke: impl Into<Option<Stroke>>,
    ) {
        self.push(Shape::Circle { center, radius, fill: fill.into(), stroke: stroke.into() });
    }

    pub fn path(&mut self, points: Vec<Point>, radius: f64, stroke: Stroke) {
        self.push(Shape::Path { points, radius, stroke });
    }

    pub fn line(&mut self, from: Point, to: Point, stroke: Stroke) {
        self.path(vec![from, to], 0.0, stroke);
    }

    pub fn icon(&mut self, name: &'static str, at: Point, size: f64, ink: Ink) {
        self.push(Shape::Icon { name, at, size, ink });
    }

    pub fn hatch(&mut self, rect: Rect, radius: f64, ink: Ink, pattern: Pattern) {
        if pattern == Pattern::Solid {
            return self.rect(rect, radius, ink, None);
        }
        self.push(Shape::Hatch { rect, radius, ink, pattern });
    }

    /// The width of a text in canvas units.
    pub fn width(&mut self, text: &str, font: Font) -> f64 {
        self.measure.width(text, font) * self.px
    }

    /// Writes a text as it is.
    pub fn text(&mut self, at: Point, text: impl Into<String>, font: Font, ink: Ink, align: Align) {
        self.push(Shape::Text { at, text: text.into(), font, ink, align, halo: false, struck: false });
    }

    /// Writes a text with a halo of the canvas: for names outside boxes.
    pub fn text_outside(&mut self, at: Point, text: impl Into<String>, font: Font, ink: Ink) {
        self.push(Shape::Text { at, text: text.into(), font, ink, align: Align::Start, halo: true, struck: false });
    }

    /// Writes a name, cut with an ellipsis to `room` canvas units. Returns how wide it came out; 0 when nothing fits.
    pub fn name(&mut self, at: Point, text: &str, font: Font, ink: Ink, room: f64) -> f64 {
        match ellipsize(text, font, room / self.px, self.measure) {
            Some(text) => {
                let width = self.width(&text, font);
                self.text(at, text, font, ink, Align::Start);
                width
            }
            None => 0.0,
        }
    }

    /// Writes a text that is shown whole or not at all, as blocks and numbers are. Returns its width, or `None`.
    pub fn whole(&mut self, at: Point, text: &str, font: Font, ink: Ink, align: Align, room: f64) -> Option<f64> {
        let width = self.width(text, font);
        (width <= room).then(|| {
            self.text(at, text, font, ink, align);
            width
        })
    }
}
