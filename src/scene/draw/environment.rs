use crate::scene::display_list::Align;
use crate::scene::environments::EnvironmentStyle;
use crate::scene::geometry::{Point, Rect};
use crate::scene::ink::{Font, Weight, environment_inks};

use super::pen::Pen;

/// The coloured and patterned edge inside the left border of a VPC.
pub(super) fn edge(pen: &mut Pen, style: EnvironmentStyle, rect: Rect) {
    let (ink, _, pattern) = environment_inks(style.colour);
    pen.hatch(rect, 2.0 * pen.px.min(rect.w / 4.0), ink, pattern);
}

/// The square with the environment's letter, its middle left at `at`.
pub(super) fn tag(pen: &mut Pen, style: EnvironmentStyle, at: Point, size: f64) {
    let (ink, on, _) = environment_inks(style.colour);
    let rect = Rect::new(at.x, at.y - size / 2.0, size, size);
    pen.rect(rect, 3.0 * size / 16.0, ink, None);
    let px = (pen.on_screen(size) * 11.0 / 16.0).clamp(11.0, 15.0);
    let font = Font { px, weight: Weight::Bold, mono: false };
    let baseline = Point::new(rect.center().x, rect.center().y + px * pen.px * 0.34);
    pen.text(baseline, style.letter.to_string(), font, on, Align::Middle);
}
