use crate::model::{EntityId, Kind, SubnetId, VpcId};
use crate::ordering::Ordered;
use crate::scene::display_list::Align;
use crate::scene::geometry::{Point, Rect};
use crate::scene::ink::{Font, Ink, Stroke, Weight};
use crate::scene::layout::Card;
use crate::scene::level::Level;
use crate::scene::marks::{DropTarget, Overlap};
use crate::scene::picture::Picture;
use crate::wording::thousands;

use super::pen::{Pen, SMALL};
use super::{Context, gateway, subnet};

/// Brackets that join cards which share addresses, with the number they share.
pub(super) fn overlaps(pen: &mut Pen, cx: &Context) {
    if pen.level < Level::Cards {
        return;
    }
    for overlap in &cx.scene.marks.overlaps {
        bracket(pen, cx, overlap);
    }
    pen.stand_for(None, 1.0);
}

/// The bracket that joins what overlaps, and the pill with how much, in canvas units.
struct Bracket {
    points: Vec<Point>,
    text: String,
    font: Font,
    pill: Rect,
}

/// Where the bracket of an overlap goes. Nothing when the two are in no or in different VPCs.
fn bracket_of(pen: &mut Pen, cx: &Context, overlap: &Overlap) -> Option<Bracket> {
    let find = |id: EntityId| -> Option<(Card, Rect)> {
        let subnet: SubnetId = id.typed()?;
        let placed = cx.scene.layout.placed(cx.scene.layout.vpc_of(id)?)?;
        let card = placed.inside.cards.iter().find(|card| card.id == subnet)?;
        Some((card.clone(), card.rect.translate(placed.at)))
    };
    let (a, b) = (find(overlap.a)?, find(overlap.b)?);
    if cx.scene.layout.vpc_of(overlap.a) != cx.scene.layout.vpc_of(overlap.b) {
        return None;
    }
    let middle = |(card, rect): &(Card, Rect)| {
        let parts = subnet::clash_parts(cx, card, *rect);
        parts.first().map_or(rect.center(), |part| part.center())
    };
    let px = pen.px;
    let (ma, mb) = (middle(&a), middle(&b));
    let (points, at) = if (a.1.y - b.1.y).abs() < 1.0 {
        // Beside each other: under both.
        let floor = a.1.bottom().max(b.1.bottom());
        let y = floor + 13.0;
        (
            vec![Point::new(ma.x, floor), Point::new(ma.x, y), Point::new(mb.x, y), Point::new(mb.x, floor)],
            Point::new((ma.x + mb.x) / 2.0, y),
        )
    } else {
        // Above each other: to the right of both.
        let x = a.1.right().max(b.1.right()) + 6.0;
        let (from, to) = (Point::new(a.1.right(), a.1.center().y), Point::new(b.1.right(), b.1.center().y));
        (vec![from, Point::new(x, from.y), Point::new(x, to.y), to], Point::new(x, (from.y + to.y) / 2.0))
    };
    let text = format!("{} overlap", thousands(overlap.shared.addresses()));
    let font = Font { px: pen.size(SMALL), weight: Weight::Strong, mono: false };
    let pill = Rect::around(at, pen.width(&text, font) + 33.0 * px, 20.0 * px);
    Some(Bracket { points, text, font, pill })
}

/// Where pills lie over a VPC: what is only of use when it can be read gives way to them.
pub(super) fn pills_over(pen: &mut Pen, cx: &Context, vpc: VpcId) -> Vec<Rect> {
    let here = cx.scene.marks.overlaps.iter().filter(|overlap| cx.scene.layout.vpc_of(overlap.a) == Some(vpc));
    here.filter_map(|overlap| bracket_of(pen, cx, overlap)).map(|bracket| bracket.pill).collect()
}

fn bracket(pen: &mut Pen, cx: &Context, overlap: &Overlap) {
    let Some(Bracket { points, text, font, pill }) = bracket_of(pen, cx, overlap) else { return };
    let px = pen.px;
    pen.stand_for(Some(overlap.b), cx.opacity(overlap.b));
    pen.path(points, 3.0, Stroke::solid(Ink::Error, 1.5));
    let (icon, pad, middle) = (14.0 * px, 7.0 * px, pill.center().y);
    pen.rect(pill, pill.h / 2.0, Ink::ErrorSoft, Stroke::solid(Ink::Error, 1.0));
    pen.icon("i-error", Point::new(pill.x + pad, middle - icon / 2.0), icon, Ink::Error);
    let baseline = Point::new(pill.x + pad + icon + 5.0 * px, middle + font.px * 0.36 * px);
    pen.text(baseline, text, font, Ink::Error, Align::Start);
}

/// Selection, hover, focus, drop targets, what is carried: in this order, so that focus is on top.
pub(super) fn marks(pen: &mut Pen, cx: &Context) {
    let marks = cx.scene.marks;
    let px = pen.px;
    super::gesture::veil(pen, cx);
    if let Some(drop) = &marks.drop {
        target(pen, drop);
    }
    if let Some(id) = marks.hovered.filter(|id| !marks.selected.contains(id)) {
        ring(pen, cx, id, 3.0, Stroke::solid(Ink::Accent, 1.0));
    }
    let mut selected: Vec<EntityId> = marks.selected.iter().copied().collect();
    selected.order();
    for id in selected {
        ring(pen, cx, id, 4.0, Stroke::solid(Ink::Accent, 2.0));
        super::gesture::lock(pen, cx, id);
    }
    // Too small to be met, handles and ports would only hide the object.
    let large = |rect: &Rect| rect.w.min(rect.h) >= 22.0 * px;
    if let Some(rect) = marks.ports.and_then(|id| cx.scene.layout.rect(id)).filter(large) {
        for at in [(0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5)] {
            let center = Point::new(rect.x + at.0 * rect.w, rect.y + at.1 * rect.h);
            pen.circle(center, 5.0 * px, Ink::VpcFill, Stroke::solid(Ink::Gateway, 1.5));
        }
    }
    if let Some(rect) = marks.handles.and_then(|id| cx.scene.layout.rect(id)).filter(large) {
        for at in handle_places(rect.inflate(4.0 * px)) {
            let handle = Rect::around(at, 8.0 * px, 8.0 * px);
            pen.rect(handle, 2.0 * px, Ink::Surface, Stroke::solid(Ink::Accent, 1.5));
        }
    }
    for (id, rect) in &marks.carried {
        carried(pen, cx, *id, *rect);
    }
    for draft in &marks.drafts {
        pen.stand_for(None, 0.9);
        target(pen, draft);
        pen.stand_for(None, 1.0);
    }
    super::gesture::gesture(pen, cx);
    if let Some(id) = marks.focused {
        ring(pen, cx, id, 5.0, Stroke::solid(Ink::Focus, 2.0));
    }
    pen.stand_for(None, 1.0);
}

/// Where the eight handles of a box are: corners and middles of its sides, from the left top corner on.
pub fn handle_places(rect: Rect) -> [Point; 8] {
    let (x, y, r, b) = (rect.x, rect.y, rect.right(), rect.bottom());
    let c = rect.center();
    [(x, y), (c.x, y), (r, y), (r, c.y), (r, b), (c.x, b), (x, b), (x, c.y)].map(|(x, y)| Point::new(x, y))
}

/// A ring `gap` screen pixels around an object; along a line, the line itself is drawn heavier.
fn ring(pen: &mut Pen, cx: &Context, id: EntityId, gap: f64, stroke: Stroke) {
    let layout = cx.scene.layout;
    let px = pen.px;
    pen.stand_for(Some(id), 1.0);
    if let Some(rect) = layout.rect(id).filter(|rect| rect.inflate(gap * px).intersects(pen.view)) {
        match id.kind {
            Kind::InternetGateway | Kind::EgressOnlyGateway | Kind::VpnGateway => {
                pen.circle(rect.center(), gateway::radius(pen) + gap * px, None, stroke)
            }
            _ => pen.rect(rect.inflate(gap * px), (gap + 3.0) * px, None, stroke),
        }
    } else if let Some(line) = layout.line(id).filter(|_| Picture::of(id.kind) == Picture::Line) {
        pen.path(line.points.clone(), 8.0, Stroke { width: stroke.width + 1.5, ..stroke });
        if pen.level >= Level::Cards {
            super::line::label(pen, cx, id, line, &mut Vec::new());
        }
        for at in &line.ports {
            pen.circle(*at, gap * px + 2.0 * px, Ink::Surface, stroke);
        }
    }
}

/// A place that something would take, with what it would become.
fn target(pen: &mut Pen, drop: &DropTarget) {
    let px = pen.px;
    let radius = (5.0 * px).min(drop.rect.h / 4.0);
    pen.rect(drop.rect, radius, Ink::AccentSoft, Stroke::dashed(Ink::Accent, 2.0, 4.0, 3.0));
    let font = Font { px: 12.0, weight: Weight::Strong, mono: false };
    let center = drop.rect.center();
    if pen.width(&drop.label, font) <= drop.rect.w - 8.0 * px {
        pen.text(Point::new(center.x, center.y + 4.0 * px), drop.label.clone(), font, Ink::Accent, Align::Middle);
    } else if !drop.label.is_empty() {
        pen.text_outside(
            Point::new(drop.rect.x, drop.rect.bottom() + 16.0 * px),
            drop.label.clone(),
            font,
            Ink::Accent,
        );
    }
}

/// An object under the pointer, above all: a card as it is, anything else as a box with its name.
fn carried(pen: &mut Pen, cx: &Context, id: EntityId, rect: Rect) {
    let layout = cx.scene.layout;
    let placed = layout.vpc_of(id).and_then(|vpc| layout.placed(vpc));
    let card = placed.and_then(|p| Some((p, p.inside.cards.iter().find(|card| EntityId::from(card.id) == id)?)));
    if let Some((placed, card)) = card {
        let by = rect.origin() - card.rect.origin();
        subnet::subnet(pen, cx, card, by, placed.inside.compact);
    } else {
        pen.stand_for(Some(id), 0.9);
        pen.rect(rect, (8.0 * pen.px).min(rect.h / 4.0), Ink::VpcFill, Stroke::solid(Ink::Accent, 1.5));
        let font = Font::name(pen.size(12.0));
        let at = Point::new(rect.x + 12.0 * pen.px, rect.y + 20.0 * pen.px);
        pen.name(at, cx.name_of(id), font, Ink::Text, rect.w - 24.0 * pen.px);
    }
    pen.stand_for(None, 1.0);
    pen.rect(rect.inflate(pen.px), (6.0 * pen.px).min(rect.h / 4.0), None, Stroke::solid(Ink::Accent, 2.0));
}
