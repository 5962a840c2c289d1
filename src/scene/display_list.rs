use crate::model::EntityId;

use super::geometry::{Point, Rect};
use super::ink::{Font, Ink, Pattern, Stroke};

/// What to paint, in order. Places and sizes are canvas units; letters, strokes and patterns are screen pixels at
/// [`DisplayList::scale`]: a painter that draws it at another scale for a moment scales them all alike.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DisplayList {
    /// The camera's scale that it was made for: screen pixels per canvas unit.
    pub scale: f64,
    /// The lowest first.
    pub items: Vec<Item>,
}

/// One thing to paint.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The object it stands for.
    pub id: Option<EntityId>,
    /// How opaque, 0 to 1: 0.32 when dimmed.
    pub opacity: f32,
    /// What it looks like.
    pub shape: Shape,
}

/// What a thing looks like.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A box with round corners.
    Rect {
        /// Where.
        rect: Rect,
        /// The radius of its corners.
        radius: f64,
        /// The ground.
        fill: Option<Ink>,
        /// The edge, half inside and half outside.
        stroke: Option<Stroke>,
    },
    /// A disc.
    Circle {
        /// Its centre.
        center: Point,
        /// Its radius.
        radius: f64,
        /// The ground.
        fill: Option<Ink>,
        /// The edge.
        stroke: Option<Stroke>,
    },
    /// A line with round corners.
    Path {
        /// From end to end.
        points: Vec<Point>,
        /// The radius of its corners; smaller where a piece is too short.
        radius: f64,
        /// How it is drawn.
        stroke: Stroke,
    },
    /// One line of text.
    Text {
        /// A point of the baseline: its start, middle or end.
        at: Point,
        /// The words, shortened already where they had to be.
        text: String,
        /// Font and size.
        font: Font,
        /// The colour.
        ink: Ink,
        /// What `at` is.
        align: Align,
        /// Does it need a halo of the canvas, 4 screen pixels wide, because it stands outside a box?
        halo: bool,
        /// Is it struck through?
        struck: bool,
    },
    /// An icon of `icons.svg`.
    Icon {
        /// The symbol's id: `i-nat-gateway`.
        name: &'static str,
        /// The left top corner.
        at: Point,
        /// Width and height.
        size: f64,
        /// The colour.
        ink: Ink,
    },
    /// A box filled with a pattern.
    Hatch {
        /// Where.
        rect: Rect,
        /// The radius of its corners.
        radius: f64,
        /// The colour.
        ink: Ink,
        /// What repeats, counted from the left top corner of `rect`.
        pattern: Pattern,
    },
    /// The grid of the ground: dots with a radius of one screen pixel.
    Dots {
        /// Where.
        rect: Rect,
        /// Their distance; they stand on multiples of it.
        step: f64,
        /// The colour.
        ink: Ink,
    },
}

/// Which point of a text its place names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// The first letter begins there.
    Start,
    /// The middle is there.
    Middle,
    /// The last letter ends there.
    End,
}

impl DisplayList {
    /// Every text, in painting order: for tests and for readers of the screen.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.items.iter().filter_map(|item| match &item.shape {
            Shape::Text { text, .. } => Some(text.as_str()),
            _ => None,
        })
    }
}
