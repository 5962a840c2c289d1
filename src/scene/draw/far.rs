use crate::model::VpcId;
use crate::scene::geometry::{Point, Rect};
use crate::scene::ink::{Font, Ink, Stroke};
use crate::scene::layout::Placed;

use super::pen::{Pen, SMALL};
use super::strip::role_inks;
use super::{Context, badge, environment, strip, vpc};

/// The least room for a name that does not fit whole, in screen pixels.
const LEAST_NAME: f64 = 36.0;

/// A VPC from afar: edge, name, strip, and its subnets as plain tiles while they can be told apart. What there is room
/// for is drawn inside the box in screen pixels: the tiles are a picture of the grid, not in scale.
pub(super) fn vpc(pen: &mut Pen, cx: &Context, id: VpcId, placed: &Placed) {
    let Some(noun) = cx.design().get(id) else { return };
    let rect = placed.rect();
    let px = pen.px;
    let (w, h) = (rect.w / px, rect.h / px);
    pen.stand_for(Some(id.into()), cx.opacity(id));
    vpc::frame(pen, cx, id, rect);
    let mut left = rect.x + 5.0f64.min(w * 0.12) * px;
    if let Some(style) = cx.style(noun).filter(|_| w >= 12.0) {
        let edge_w = (w * 0.08).clamp(2.0, 4.0);
        let margin = 6.0f64.min(h * 0.12);
        let x = (w * 0.04).clamp(0.75, 3.0);
        environment::edge(
            pen,
            style,
            Rect::new(rect.x + x * px, rect.y + margin * px, edge_w * px, (h - 2.0 * margin) * px),
        );
        left = rect.x + (x + edge_w + 4.0f64.min(w * 0.06)) * px;
    }
    let mut right = rect.right() - 5.0f64.min(w * 0.12) * px;
    let (mut top, mut bottom) = (rect.y + 4.0f64.min(h * 0.12) * px, rect.bottom() - 4.0f64.min(h * 0.12) * px);
    if let Some((name, ink)) = cx.scene.marks.findings.within(id).map(badge).filter(|_| w.min(h) >= 14.0) {
        let size = 12.0f64.min(w.min(h) - 4.0) * px;
        pen.icon(name, Point::new(rect.right() - size - 3.0 * px, rect.y + 3.0 * px), size, ink);
        right -= size;
    }
    if h >= 18.0 && w >= 26.0 {
        let (font, room) = (Font::name(SMALL), right - left);
        // Three letters and an ellipsis name nothing.
        if room >= LEAST_NAME * px || pen.width(cx.name_of(id), font) <= room {
            pen.name(Point::new(left, top + 10.0 * px), cx.name_of(id), font, Ink::Text, room);
        }
        top += 14.0 * px;
    }
    right = rect.right() - 5.0f64.min(w * 0.12) * px;
    if h >= 26.0 && w >= 20.0 {
        let strip_h = if h >= 42.0 { 6.0 } else { 4.0 } * px;
        let room = Rect::new(left, bottom - strip_h, right - left, strip_h);
        strip::strip(pen, &placed.inside.strip, room, &vpc::clashes(cx, id, noun));
        bottom -= strip_h + 4.0 * px;
    }
    tiles(pen, cx, placed, Rect::from_corners(Point::new(left, top), Point::new(right, bottom.max(top))));
    pen.stand_for(None, 1.0);
}

/// The cards of a VPC squeezed into `room`.
fn tiles(pen: &mut Pen, cx: &Context, placed: &Placed, room: Rect) {
    let grid = placed.inside.cards.iter().map(|card| card.rect).reduce(Rect::union);
    let Some(grid) = grid.filter(|grid| grid.w > 0.0 && grid.h > 0.0) else { return };
    let squeeze = Point::new((room.w / grid.w).min(1.0), (room.h / grid.h).min(1.0));
    let card = placed.inside.measures();
    if card.card_h * squeeze.y < 3.0 * pen.px || card.card_w * squeeze.x < 3.0 * pen.px {
        return;
    }
    for card in &placed.inside.cards {
        let r = card.rect;
        let rect = Rect::new(
            room.x + (r.x - grid.x) * squeeze.x,
            room.y + (r.y - grid.y) * squeeze.y,
            r.w * squeeze.x,
            r.h * squeeze.y,
        );
        let (ink, fill) = role_inks(card.role);
        let ink = if cx.finding(card.id) == Some(crate::scene::Mark::Error) { Ink::Error } else { ink };
        pen.stand_for(Some(card.id.into()), cx.opacity(card.id));
        pen.rect(rect, (2.0 * pen.px).min(rect.h / 4.0), fill, Stroke::solid(ink, 1.0));
    }
}
