use crate::model::kinds::{TransitGatewayAttachment, TransitGatewayRouteTable};
use crate::model::{Body, EntityId, Kind};
use crate::scene::display_list::Align;
use crate::scene::geometry::{Point, Rect};
use crate::scene::ink::{Font, Ink, Stroke};
use crate::scene::labels::wrapped;
use crate::scene::layout::pin_place;
use crate::scene::level::Level;
use crate::scene::measures::*;
use crate::wording::counted;

use super::pen::{BASE, Pen, SMALL};
use super::{Context, badge, chip};

/// The least room for a name that does not fit whole, in screen pixels: a few letters and an ellipsis name nothing.
const LEAST_NAME: f64 = 30.0;

/// What stands on the canvas in no VPC, but for notes.
pub(super) fn nodes(pen: &mut Pen, cx: &Context) {
    for (id, rect) in cx.scene.layout.nodes().within(pen.view) {
        if id.kind == Kind::Note {
            continue;
        }
        pen.stand_for(Some(id), cx.opacity(id));
        ground(pen, cx, id, rect);
        match (pen.level, id.kind) {
            (Level::Far | Level::Tiles, _) => small(pen, cx, id, rect),
            (_, Kind::TransitGateway | Kind::ServiceNetwork | Kind::DirectConnectGateway) => hub(pen, cx, id, rect),
            _ => card(pen, cx, id, rect),
        }
    }
    pen.stand_for(None, 1.0);
}

fn ground(pen: &mut Pen, cx: &Context, id: EntityId, rect: Rect) {
    let (edge, fill) = match id.kind {
        Kind::ExternalNetwork => (Ink::Isolated, Ink::IsolatedFill),
        Kind::PrivateZone => (Ink::LineStrong, Ink::Surface),
        _ => (Ink::Gateway, Ink::GatewayFill),
    };
    let px = pen.px;
    let radius = (8.0 * px).min(rect.h / 3.0);
    let stroke = match id.kind {
        Kind::ExternalNetwork => Stroke::dashed(edge, 1.5, 6.0, 3.0),
        _ => Stroke::solid(edge, 1.5),
    };
    pen.rect(rect, radius, fill, stroke);
    if let Some((_, ink)) = cx.finding(id).map(badge) {
        pen.rect(rect.inflate(-px), radius, None, Stroke::solid(ink, 1.5));
    }
}

/// From afar: what is wrong with it, or its icon; its name while there is room.
fn small(pen: &mut Pen, cx: &Context, id: EntityId, rect: Rect) {
    let px = pen.px;
    let size = (rect.h - 4.0 * px).min(18.0 * px).min(rect.w - 6.0 * px);
    if size < 7.0 * px {
        return;
    }
    let (name, ink) = cx.finding(id).map(badge).unwrap_or((chip::icon(id.kind), glyph(id.kind)));
    // Lines end in ports on its edges, which neither the icon nor the name may touch.
    let room = rect.w - size - 18.0 * px;
    let middle = rect.center().y;
    let font = Font::ui(SMALL);
    if pen.level == Level::Far || room < LEAST_NAME * px && pen.width(cx.name_of(id), font) > room {
        pen.icon(name, Point::new(rect.center().x - size / 2.0, middle - size / 2.0), size, ink);
        return;
    }
    pen.icon(name, Point::new(rect.x + 6.0 * px, middle - size / 2.0), size, ink);
    let at = Point::new(rect.x + size + 10.0 * px, middle + 4.0 * px);
    pen.name(at, cx.name_of(id), font, Ink::Text, room);
}

fn glyph(kind: Kind) -> Ink {
    match kind {
        Kind::ExternalNetwork | Kind::PrivateZone => Ink::Text2,
        _ => Ink::Gateway,
    }
}

fn finding(pen: &mut Pen, cx: &Context, id: EntityId, rect: Rect) {
    if let Some((name, ink)) = cx.finding(id).map(badge) {
        let size = 16.0f64.min(18.0 * pen.px);
        pen.icon(name, Point::new(rect.right() - size - 6.0, rect.y + 6.0), size, ink);
    }
}

/// Icon, name, and what hangs on it.
fn hub(pen: &mut Pen, cx: &Context, id: EntityId, rect: Rect) {
    let (px, middle) = (pen.px, rect.center().x);
    let icon = 22.0;
    pen.icon(chip::icon(id.kind), Point::new(middle - icon / 2.0, rect.y + 5.0), icon, Ink::Gateway);
    finding(pen, cx, id, rect);
    let (name, small) = (Font::name(pen.size(BASE)), Font::ui(pen.size(SMALL)));
    let text = crate::scene::ellipsize(cx.name_of(id), name, (rect.w - 12.0) / px, &mut crate::scene::TableMeasure);
    if let Some(text) = text {
        pen.text(Point::new(middle, rect.y + 40.0), text, name, Ink::Text, Align::Middle);
    }
    let said = facts(cx, id);
    _ = pen.whole(Point::new(middle, rect.y + 54.0), &said, small, Ink::Text2, Align::Middle, rect.w - 8.0);
}

/// Icon and name in a line, what it is below.
fn card(pen: &mut Pen, cx: &Context, id: EntityId, rect: Rect) {
    pen.icon(chip::icon(id.kind), Point::new(rect.x + 9.0, rect.y + 8.0), 16.0, glyph(id.kind));
    finding(pen, cx, id, rect);
    let (name, mono) = (Font::name(pen.size(BASE)), Font::mono(pen.size(SMALL)));
    let room = rect.w - 40.0 - if cx.finding(id).is_some() { 20.0 } else { 0.0 };
    pen.name(Point::new(rect.x + 31.0, rect.y + 20.0), cx.name_of(id), name, Ink::Text, room);
    let at = |line: usize| Point::new(rect.x + 10.0, rect.y + 37.0 + line as f64 * NOTE_LINE);
    if let Some(Body::ExternalNetwork(network)) = cx.design().entity(id).map(|entity| &entity.body) {
        let lines = ((rect.h - STAND_H) / NOTE_LINE).round() as usize + 1;
        for (line, block) in network.blocks.iter().take(lines).enumerate() {
            let more = network.blocks.len() - lines.min(network.blocks.len());
            let more = if line + 1 == lines && more > 0 { format!(" +{more}") } else { String::new() };
            let ink = if block.get().is_some() { Ink::Text2 } else { Ink::Error };
            _ = pen.whole(at(line), &format!("{block}{more}"), mono, ink, Align::Start, rect.w - 16.0);
        }
        return;
    }
    let small = Font::ui(pen.size(SMALL));
    pen.name(at(0), &facts(cx, id), small, Ink::Text2, rect.w - 18.0);
}

/// What there is to say of it in a few words.
fn facts(cx: &Context, id: EntityId) -> String {
    let design = cx.design();
    let Some(entity) = design.entity(id) else { return String::new() };
    match &entity.body {
        Body::TransitGateway(_) => {
            let tables = design.referring::<TransitGatewayRouteTable>(id).count();
            if tables > 0 {
                return counted(tables, "table", "tables");
            }
            counted(design.referring::<TransitGatewayAttachment>(id).count(), "attachment", "attachments")
        }
        Body::ServiceNetwork(network) => counted(network.services.len(), "service", "services"),
        Body::DirectConnectGateway(gateway) => match gateway.asn {
            Some(asn) => format!("AS {asn}"),
            None => counted(gateway.associations.len(), "gateway", "gateways"),
        },
        Body::CustomerGateway(gateway) => match (&gateway.address, gateway.asn) {
            (Some(address), _) => address.to_string(),
            (None, Some(asn)) => format!("AS {asn}"),
            (None, None) => "no address yet".to_owned(),
        },
        Body::EndpointService(service) => counted(service.load_balancers.len(), "load balancer", "load balancers"),
        Body::PrivateZone(zone) => {
            let vpcs = counted(zone.vpcs.len(), "VPC", "VPCs");
            if zone.domain.is_empty() { vpcs } else { format!("{}, {vpcs}", zone.domain) }
        }
        _ => String::new(),
    }
}

/// Notes lie on top of what they are about.
pub(super) fn notes(pen: &mut Pen, cx: &Context) {
    for (id, rect) in cx.scene.layout.nodes().within(pen.view) {
        let Some(Body::Note(note)) = cx.design().entity(id).map(|entity| &entity.body) else { continue };
        pen.stand_for(Some(id), cx.opacity(id));
        let px = pen.px;
        pen.rect(rect, (4.0 * px).min(rect.h / 4.0), Ink::Surface2, Stroke::solid(Ink::LineStrong, 1.0));
        // A folded corner tells paper from a box.
        let fold = 12.0f64.min(rect.h / 3.0);
        let corner = [
            Point::new(rect.right() - fold, rect.bottom()),
            Point::new(rect.right() - fold, rect.bottom() - fold),
            Point::new(rect.right(), rect.bottom() - fold),
        ];
        pen.path(corner.to_vec(), 0.0, Stroke::solid(Ink::LineStrong, 1.0));
        if pen.level < Level::Cards {
            let size = (rect.h.min(rect.w) - 6.0 * px).min(16.0 * px);
            if size >= 7.0 * px {
                pen.icon("i-note", Point::new(rect.x + 4.0 * px, rect.y + 4.0 * px), size, Ink::Text2);
            }
            continue;
        }
        let font = Font::ui(pen.size(12.0));
        let step = (font.px * 1.35 * px).max(NOTE_LINE.min(font.px * 1.5 * px));
        let room = rect.w - 2.0 * NOTE_PAD;
        let text = if note.text.is_empty() { cx.name_of(id) } else { &note.text };
        let fitting = ((rect.h - 1.2 * NOTE_PAD) / step).floor().max(1.0) as usize;
        let lines = wrapped(text, font, room / px, &mut crate::scene::TableMeasure);
        let cut = lines.len() > fitting;
        for (n, line) in lines.iter().take(fitting).enumerate() {
            let line = if cut && n + 1 == fitting { format!("{line} …") } else { line.clone() };
            let at = Point::new(rect.x + NOTE_PAD, rect.y + NOTE_PAD + font.px * 0.9 * px + n as f64 * step);
            pen.name(at, &line, font, Ink::Text, room + 4.0 * px);
        }
    }
    pen.stand_for(None, 1.0);
}

/// A pin with the number of open comments on what they are about.
pub(super) fn pins(pen: &mut Pen, cx: &Context) {
    if pen.level < Level::Cards {
        return;
    }
    for (target, pins) in cx.scene.layout.nodes().pins() {
        let Some(place) = cx.scene.layout.rect(target).map(pin_place).filter(|place| place.intersects(pen.view)) else {
            continue;
        };
        pen.stand_for(pins.first().map(|pin| (*pin).into()), cx.opacity(target));
        let px = pen.px;
        let r = PIN_R.min(14.0 * px);
        pen.circle(place.center(), r, Ink::Accent, Stroke::solid(Ink::Surface, 1.5));
        let font = Font { px: pen.size(SMALL), weight: crate::scene::Weight::Strong, mono: false };
        let at = Point::new(place.center().x, place.center().y + font.px * 0.36 * px);
        pen.text(at, pins.len().to_string(), font, Ink::Surface, Align::Middle);
    }
    pen.stand_for(None, 1.0);
}
