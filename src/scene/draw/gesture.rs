//! What a gesture under way shows above the drawing: the line that is drawn, guides and distances, the marquee, the laser.

use crate::model::EntityId;
use crate::scene::display_list::Align;
use crate::scene::geometry::{Point, Rect};
use crate::scene::ink::{Font, Ink, Stroke, Weight};
use crate::scene::marks::Distance;

use super::Context;
use super::pen::Pen;

/// How much of what a line cannot end at the veil leaves to be seen: 1 less this.
const VEIL: f32 = 0.62;

/// A veil over what a line cannot end at.
pub(super) fn veil(pen: &mut Pen, cx: &Context) {
    let marks = cx.scene.marks;
    if marks.unfit.is_empty() {
        return;
    }
    pen.stand_for(None, VEIL);
    for id in marks.unfit.iter() {
        if let Some(rect) = cx.scene.layout.rect(*id).filter(|rect| rect.intersects(pen.view)) {
            pen.rect(rect.inflate(pen.px), 8.0 * pen.px, Ink::Canvas, None);
        }
    }
    pen.stand_for(None, 1.0);
}

/// The sign of an object that keeps its place.
pub(super) fn lock(pen: &mut Pen, cx: &Context, id: EntityId) {
    let locked = cx.design().entity(id).and_then(|entity| entity.head.at).is_some_and(|at| at.locked);
    let Some(rect) = cx.scene.layout.rect(id).filter(|rect| locked && rect.intersects(pen.view)) else { return };
    let px = pen.px;
    let badge = Rect::around(Point::new(rect.right() + 4.0 * px, rect.y - 4.0 * px), 22.0 * px, 22.0 * px);
    pen.rect(badge, 5.0 * px, Ink::Surface, Stroke::solid(Ink::Accent, 1.5));
    pen.icon("i-lock", Point::new(badge.x + 4.0 * px, badge.y + 4.0 * px), 14.0 * px, Ink::Accent);
}

/// The line, the guides, the marquee, the laser.
pub(super) fn gesture(pen: &mut Pen, cx: &Context) {
    let marks = cx.scene.marks;
    let px = pen.px;
    if let Some((from, to)) = marks.connection {
        pen.line(from, to, Stroke::dashed(Ink::Accent, 2.0, 6.0, 4.0));
        pen.circle(from, 5.0 * px, Ink::VpcFill, Stroke::solid(Ink::Accent, 2.0));
        pen.circle(to, 5.0 * px, Ink::VpcFill, Stroke::solid(Ink::Accent, 2.0));
    }
    for (from, to) in &marks.guides {
        pen.line(*from, *to, Stroke::solid(Ink::Accent, 1.0));
    }
    marks.distances.iter().for_each(|distance| span(pen, distance));
    if let Some(rect) = marks.marquee {
        pen.stand_for(None, 0.25);
        pen.rect(rect, 0.0, Ink::Accent, None);
        pen.stand_for(None, 1.0);
        pen.rect(rect, 0.0, None, Stroke::solid(Ink::Accent, 1.0));
    }
    for pair in marks.laser.windows(2) {
        let ((from, _), (to, bright)) = (pair[0], pair[1]);
        pen.stand_for(None, bright);
        pen.line(from, to, Stroke::solid(Ink::Error, 2.0 + 3.0 * f64::from(bright)));
    }
    if let Some((at, bright)) = marks.laser.last() {
        pen.stand_for(None, *bright);
        pen.circle(*at, 4.0 * px, Ink::Error, None);
    }
    pen.stand_for(None, 1.0);
}

/// A stretch with ticks at its ends, and its length beside it.
fn span(pen: &mut Pen, distance: &Distance) {
    let px = pen.px;
    let Distance { from, to, equal } = *distance;
    let by = to - from;
    let length = by.x.abs().max(by.y.abs());
    let stroke = Stroke::solid(Ink::Accent, if equal { 1.5 } else { 1.0 });
    pen.line(from, to, stroke);
    let tick = if by.x.abs() >= by.y.abs() { Point::new(0.0, 5.0 * px) } else { Point::new(5.0 * px, 0.0) };
    for end in [from, to] {
        pen.line(end - tick, end + tick, stroke);
    }
    let text = format!("{length:.0}");
    let font = Font { px: 11.0, weight: Weight::Strong, mono: false };
    let width = pen.width(&text, font) + 10.0 * px;
    let pill = Rect::around(from.middle(to), width, 17.0 * px);
    pen.rect(pill, 4.0 * px, Ink::AccentSoft, Stroke::solid(Ink::Accent, 1.0));
    pen.text(Point::new(pill.center().x, pill.center().y + 4.0 * px), text, font, Ink::Accent, Align::Middle);
}
