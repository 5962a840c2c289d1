//! What is drawn, with no browser in it: where everything is ([`Layout`]), how much of it shows ([`Level`]) and the
//! display list that painters and exports read.

mod camera;
mod damage;
mod display_list;
mod draw;
mod environments;
mod geometry;
mod grouping;
mod hash;
mod index;
mod ink;
mod labels;
mod lanes;
mod layout;
mod level;
mod marks;
mod measures;
mod overview;
mod picture;
mod strip;
mod svg;
mod theme;

pub use camera::Camera;
pub use damage::damage;
pub use display_list::{Align, DisplayList, Item, Shape};
pub use draw::{Part, Scene, draw, draw_design, draw_ground, draw_marks, draw_part, handle_places};
pub use environments::{EnvironmentStyle, environment_styles};
pub use geometry::{Point, Rect, distance_to_segment};
pub use grouping::{GroupFrame, Grouping, group_frames};
pub use index::SpatialIndex;
pub use ink::{Font, Ink, Pattern, Stroke, Tile, TileMark, Weight, environment_inks};
pub use labels::{Measure, TableMeasure, ellipsize};
pub use layout::{Cell, Grid, Laying, Layout, Line, TierRow, ZoneColumn, standing_size};
pub use level::Level;
pub use marks::{Distance, DropTarget, FindingMarks, Mark, Marks, Overlap};
pub use overview::Overview;
pub use picture::Picture;
pub use strip::{Span, SpanUse, Strip};
pub use svg::{SvgParts, SvgWriter, corner_points, to_svg};
pub use theme::{FONT_MONO, FONT_UI, Theme};
