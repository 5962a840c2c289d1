use std::collections::{BTreeMap, BTreeSet};

use crate::model::kinds::{Endpoint, Peering};
use crate::model::{EntityId, Kind, VpcId};
use crate::scene::display_list::Align;
use crate::scene::geometry::{Point, Rect};
use crate::scene::ink::{Font, Ink, Stroke};
use crate::scene::layout::{Line, is_way_up};
use crate::scene::level::Level;
use crate::scene::picture::Picture;

use super::pen::{Pen, SMALL};
use super::{Context, badge, chip};

/// The radius of a line's corners at 100 %.
const CORNER: f64 = 8.0;

/// The lines in view, their ports, then their labels: no line runs over a label.
pub(super) fn lines(pen: &mut Pen, cx: &Context) {
    let layout = cx.scene.layout;
    // Lines may be laid a frame later than boxes: what is gone by then is not drawn.
    let there = |id: EntityId| layout.is_routed() || cx.design().contains(id);
    let ids = layout.lines().within(pen.view).into_iter().filter(|key| there(key.0));
    let mut in_view: Vec<(EntityId, &Line)> = ids.filter_map(|key| Some((key.0, layout.lines().at(key)?))).collect();
    if pen.level == Level::Far {
        far(pen, cx, &mut in_view);
        return;
    }
    if pen.level == Level::Tiles {
        bundle(cx, &mut in_view);
    }
    let px = pen.px;
    for (id, line) in &in_view {
        pen.stand_for(Some(*id), cx.opacity(*id));
        pen.path(line.points.clone(), CORNER, stroke(*id));
    }
    let port = match pen.level {
        Level::Far | Level::Tiles => 3.0 * px,
        Level::Cards => 4.0,
        Level::Detail => 5.0 * px,
    };
    for (id, line) in &in_view {
        pen.stand_for(Some(*id), cx.opacity(*id));
        for at in &line.ports {
            pen.circle(*at, port, Ink::VpcFill, Stroke::solid(Ink::Gateway, 1.5));
        }
    }
    // A gateway from which no way leads up to the bar has the internet at hand.
    let bar = cx.scene.layout.internet().map_or(f64::NEG_INFINITY, |bar| bar.bottom());
    for (id, line) in in_view.iter().filter(|(id, _)| is_way_up(id.kind)) {
        let Some(end) = line.points.last().filter(|end| end.y > bar + 1.0) else { continue };
        let size = 14.0f64.max(9.0 * px).min(16.0 * px);
        pen.stand_for(Some(*id), cx.opacity(*id));
        pen.icon("i-internet", Point::new(end.x - size / 2.0, end.y - size), size, Ink::Text2);
    }
    let mut taken = Vec::new();
    for (id, line) in in_view.iter().filter(|(id, _)| Picture::of(id.kind) == Picture::Line) {
        pen.stand_for(Some(*id), cx.opacity(*id));
        if pen.level >= Level::Cards {
            label(pen, cx, *id, line, &mut taken);
        } else if let Some((name, ink)) = cx.finding(*id).map(badge) {
            let at = line.middle();
            pen.circle(at, 9.0 * px, Ink::VpcFill, Stroke::solid(ink, 1.0));
            pen.icon(name, Point::new(at.x - 6.0 * px, at.y - 6.0 * px), 12.0 * px, ink);
        }
    }
    pen.stand_for(None, 1.0);
}

/// At middle distance the endpoints of a VPC that lead to one service are one line, but for what is wrong with one: side by
/// side they would lie closer than their ports are wide.
fn bundle(cx: &Context, in_view: &mut Vec<(EntityId, &Line)>) {
    let mut bundles = BTreeSet::new();
    in_view.retain(|(id, _)| {
        let endpoint: Option<&Endpoint> = match id.kind {
            Kind::Endpoint => cx.design().entity(*id).and_then(|entity| entity.as_noun()),
            _ => None,
        };
        let to = endpoint.map(|endpoint| (endpoint.vpc, endpoint.endpoint_service));
        to.is_none_or(|to| bundles.insert(to) || cx.finding(*id).is_some())
    });
}

/// Tunnels are dashed; what only says that two belong together is thin.
fn stroke(id: EntityId) -> Stroke {
    match id.kind {
        Kind::VpnConnection => Stroke::dashed(Ink::Gateway, 1.5, 6.0, 4.0),
        Kind::ServiceNetwork | Kind::EndpointService | Kind::Endpoint => Stroke::dashed(Ink::Gateway, 1.25, 2.0, 3.0),
        Kind::CustomerGateway => Stroke::solid(Ink::LineStrong, 1.25),
        _ => Stroke::solid(Ink::Gateway, 1.5),
    }
}

/// From afar: one line for each pair of VPCs, with the number of peerings where there are several.
fn far(pen: &mut Pen, cx: &Context, in_view: &mut Vec<(EntityId, &Line)>) {
    let pair = |id: EntityId| -> Option<(VpcId, VpcId)> {
        let peering: &Peering = cx.design().entity(id)?.as_noun()?;
        let (a, b) = (peering.requester, peering.accepter);
        Some((a.min(b), a.max(b)))
    };
    let mut counts: BTreeMap<(VpcId, VpcId), usize> = BTreeMap::new();
    in_view.retain(|(id, _)| {
        pair(*id).is_none_or(|pair| {
            let count = counts.entry(pair).or_default();
            *count += 1;
            *count == 1
        })
    });
    let px = pen.px;
    for (id, line) in in_view.iter() {
        let ink = match cx.finding(*id) {
            Some(mark) => badge(mark).1,
            None => Ink::Gateway,
        };
        pen.stand_for(Some(*id), cx.opacity(*id));
        // Corners are too small to be seen round.
        pen.path(line.points.clone(), 0.0, Stroke::solid(ink, 1.0));
    }
    for (id, line) in in_view.iter() {
        let count = pair(*id).and_then(|pair| counts.get(&pair)).copied().unwrap_or(1);
        if count > 1 {
            pen.stand_for(Some(*id), cx.opacity(*id));
            let at = line.middle();
            pen.rect(Rect::around(at, 18.0 * px, 14.0 * px), 7.0 * px, Ink::Surface, Stroke::solid(Ink::Gateway, 1.0));
            pen.text(Point::new(at.x, at.y + 4.0 * px), count.to_string(), Font::ui(SMALL), Ink::Text2, Align::Middle);
        }
    }
    pen.stand_for(None, 1.0);
}

/// The pill with the name of a peering, an attachment or a VPN connection. Left out where it would touch one that is there already.
pub(super) fn label(pen: &mut Pen, cx: &Context, id: EntityId, line: &Line, taken: &mut Vec<Rect>) {
    let Some(at) = line.label_at else { return };
    let px = pen.px;
    let font = Font::ui(pen.size(SMALL));
    let mut text = cx.design().name(id);
    if pen.level == Level::Detail {
        text.push_str(dns(cx, id));
    }
    let width = pen.width(&text, font);
    let (pad, icon) = (9.0 * px, 14.0 * px);
    let finding = cx.finding(id).map(badge);
    let badge_w = if finding.is_some() { icon + 4.0 * px } else { 0.0 };
    let pill = Rect::around(at, width + icon + 4.0 * px + 2.0 * pad + badge_w, 20.0 * px);
    let touches = |pill: Rect, taken: &[Rect]| {
        taken.iter().any(|other| other.inflate(2.0 * px).intersects(pill)) || cx.scene.layout.meets_box(pill)
    };
    if touches(pill, taken) {
        // Letters keep their size as the camera moves away: without them there may still be room for what is wrong.
        let small = Rect::around(at, 20.0 * px, 20.0 * px);
        if let Some((name, ink)) = finding.filter(|_| !touches(small, taken)) {
            taken.push(small);
            pen.circle(at, 10.0 * px, Ink::Surface, Stroke::solid(ink, 1.0));
            pen.icon(name, Point::new(at.x - icon / 2.0, at.y - icon / 2.0), icon, ink);
        }
        return;
    }
    taken.push(pill);
    let edge = finding.map_or(Ink::Gateway, |(_, ink)| ink);
    pen.rect(pill, pill.h / 2.0, Ink::Surface, Stroke::solid(edge, 1.0));
    pen.icon(chip::icon(id.kind), Point::new(pill.x + pad - 2.0 * px, at.y - icon / 2.0), icon, Ink::Gateway);
    let baseline = Point::new(pill.x + pad + icon + 2.0 * px, at.y + font.px * 0.36 * px);
    pen.text(baseline, text, font, Ink::Text, Align::Start);
    if let Some((name, ink)) = finding {
        pen.icon(name, Point::new(pill.right() - pad - icon + 2.0 * px, at.y - icon / 2.0), icon, ink);
    }
}

/// What a peering carries besides packets.
fn dns(cx: &Context, id: EntityId) -> &'static str {
    let peering: Option<&Peering> = cx.design().entity(id).and_then(|e| e.as_noun());
    match peering.map(|p| (p.requester_dns, p.accepter_dns)) {
        Some((true, true)) => ": DNS both ways",
        Some((true, false) | (false, true)) => ": DNS one way",
        Some((false, false)) | None => "",
    }
}
