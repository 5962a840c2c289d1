use crate::scene::display_list::Align;
use crate::scene::environments::EnvironmentStyle;
use crate::scene::geometry::{Point, Rect};
use crate::scene::grouping::FRAME;
use crate::scene::ink::{Font, Ink, Stroke, Weight, environment_inks};

use super::Context;
use super::pen::{BASE, Pen};

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

/// How far a frame reaches below its VPCs at most, in canvas units: what stands below has room yet.
const FOOT: f64 = 116.0;
/// How tall its label is, in screen pixels.
const LABEL: f64 = 24.0;

/// The frames around VPCs that belong together: a tint, a dashed edge, and a label in the left lower corner, away from
/// the gateways and their lines on the upper edges.
pub(super) fn frames(pen: &mut Pen, cx: &Context) {
    let px = pen.px;
    for frame in cx.scene.marks.frames.iter() {
        let (ink, _, _) = environment_inks(frame.style.colour);
        let (r, label) = (frame.rect, LABEL * px);
        let foot = (label + 4.0 * px).clamp(FRAME, FOOT);
        let rect = Rect::new(r.x - FRAME, r.y - FRAME, r.w + 2.0 * FRAME, r.h + FRAME + foot);
        if !rect.intersects(pen.view) {
            continue;
        }
        let radius = (12.0 * px).min(FRAME / 2.0);
        pen.stand_for(None, 0.07);
        pen.rect(rect, radius, ink, None);
        pen.stand_for(None, 0.75);
        pen.rect(rect, radius, None, Stroke::dashed(ink, 1.5, 6.0, 4.0));
        pen.stand_for(frame.id, 1.0);
        let size = 16.0 * px;
        let at = Point::new(rect.x + 10.0 * px, rect.bottom() - foot / 2.0);
        let room = rect.w - size - 26.0 * px;
        if pen.on_screen(room) >= 40.0 && size <= foot {
            tag(pen, frame.style, at, size);
            let font = Font::name(pen.size(BASE));
            let baseline = Point::new(at.x + size + 6.0 * px, at.y + font.px * 0.36 * px);
            let width = pen.name(baseline, &frame.label, font, Ink::Text, room);
            let count = format!("{} VPCs", frame.vpcs);
            let small = Font::ui(pen.size(BASE));
            let beside = Point::new(baseline.x + width + 8.0 * px, baseline.y);
            _ = pen.whole(beside, &count, small, Ink::Text3, Align::Start, room - width - 8.0 * px);
        }
    }
    pen.stand_for(None, 1.0);
}
