//! What is drawn, with no browser in it: where everything is ([`Layout`]), how much of it shows ([`Level`]) and the
//! display list that painters and exports read.

mod camera;
mod geometry;
mod index;
mod ink;
mod labels;
mod layout;
mod level;
mod measures;
mod strip;

pub use camera::Camera;
pub use geometry::{Point, Rect, distance_to_segment};
pub use index::SpatialIndex;
pub use ink::{Font, Ink, Pattern, Stroke, Tile, TileMark, Weight, environment_inks};
pub use labels::{Measure, TableMeasure, ellipsize, grouped};
pub use layout::{Cell, Grid, Layout, Line, TierRow, ZoneColumn};
pub use level::Level;
pub use strip::{Span, SpanUse, Strip};
