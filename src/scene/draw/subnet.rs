use crate::addressing::CidrBlock;
use crate::model::kinds::Role;
use crate::model::kinds::{RouteTable, Subnet};
use crate::model::{Design, EntityId, RouteTableId, Written};
use crate::scene::display_list::Align;
use crate::scene::geometry::{Point, Rect};
use crate::scene::ink::{Font, Ink, Pattern, Stroke};
use crate::scene::layout::Card;
use crate::scene::level::Level;
use crate::scene::marks::Mark;
use crate::wording::thousands;

use super::pen::{BASE, Pen, SMALL, TITLE};
use super::strip::role_inks;
use super::{Context, badge, chip, inside};

/// The glyph of a tier's role.
pub(super) fn glyph(role: Role) -> &'static str {
    match role {
        Role::Public => "i-subnet-public",
        Role::Private => "i-subnet-private",
        Role::Isolated => "i-subnet-isolated",
    }
}

/// The addresses of a subnet that resources can have: AWS keeps the first four and the last one.
/// <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html>
pub(super) fn usable(block: CidrBlock) -> u128 {
    block.addresses().saturating_sub(5)
}

/// A subnet where its card is, shifted by `by`.
pub(super) fn subnet(pen: &mut Pen, cx: &Context, card: &Card, by: Point, compact: bool) {
    let rect = card.rect.translate(by);
    if !rect.intersects(pen.view) {
        return;
    }
    let opacity = cx.opacity(card.id);
    pen.stand_for(Some(card.id.into()), opacity);
    match pen.level {
        Level::Far | Level::Tiles => tile(pen, cx, card, rect),
        Level::Cards => card_text(pen, cx, card, rect, compact),
        Level::Detail => detail(pen, cx, card, rect, compact),
    }
    if pen.level >= Level::Cards {
        for (id, place) in &card.chips {
            chip::chip(pen, cx, *id, place.translate(by), opacity);
        }
    }
}

/// Ground, edge and what a finding does to them.
fn ground(pen: &mut Pen, cx: &Context, card: &Card, rect: Rect, radius_px: f64) {
    let (ink, fill) = role_inks(card.role);
    let px = pen.px;
    let radius = (radius_px * px).min(rect.h / 4.0);
    let edge = match card.role {
        Role::Isolated => Stroke::dashed(ink, 1.25, 5.0, 3.0),
        Role::Public | Role::Private => Stroke::solid(ink, 1.25),
    };
    pen.rect(rect, radius, fill, edge);
    match cx.finding(card.id) {
        Some(Mark::Error) => {
            for part in clash_parts(cx, card, rect) {
                pen.hatch(part.intersection(rect.inflate(-px)).unwrap_or(part), 0.0, Ink::Error, Pattern::Clash);
            }
            pen.rect(rect.inflate(-px / 2.0), radius, None, Stroke::solid(Ink::Error, 1.5));
        }
        Some(Mark::Warning) => {
            pen.rect(rect.inflate(-px / 2.0), radius, None, Stroke::dashed(Ink::Warning, 1.5, 3.0, 2.0));
        }
        Some(Mark::Advice) | None => {}
    }
}

/// The parts of a card that stand for shared addresses; all of it when what is wrong is something else.
pub(super) fn clash_parts(cx: &Context, card: &Card, rect: Rect) -> Vec<Rect> {
    let id: EntityId = card.id.into();
    let own = cx.design().get(card.id).and_then(Subnet::ipv4_block);
    let part = |shared: CidrBlock| {
        let own = own.filter(|own| own.covers(shared))?;
        let size = own.addresses() as f64;
        let from = (shared.first_bits() - own.first_bits()) as f64 / size;
        let to = (shared.last_bits() - own.first_bits() + 1) as f64 / size;
        // Even one shared address of thousands shows.
        let w = ((to - from) * rect.w).max(rect.w / 10.0);
        Some(Rect::new((rect.x + from * rect.w).min(rect.right() - w), rect.y, w, rect.h))
    };
    let overlaps = cx.scene.marks.overlaps.iter().filter(|o| o.a == id || o.b == id);
    let parts: Vec<Rect> = overlaps.filter_map(|o| part(o.shared)).collect();
    if parts.is_empty() { vec![rect] } else { parts }
}

fn tile(pen: &mut Pen, cx: &Context, card: &Card, rect: Rect) {
    ground(pen, cx, card, rect, 3.0);
    let px = pen.px;
    let (w, h) = (pen.on_screen(rect.w), pen.on_screen(rect.h));
    let (ink, _) = role_inks(card.role);
    let finding = cx.finding(card.id).map(badge);
    let middle = rect.center().y;
    if w >= 88.0 {
        let icon = 12.0 * px;
        pen.icon(glyph(card.role), Point::new(rect.x + 5.0 * px, middle - icon / 2.0), icon, ink);
        let mut room = rect.w - 26.0 * px;
        if let Some((name, ink)) = finding {
            let size = 14.0 * px;
            pen.icon(name, Point::new(rect.right() - 19.0 * px, middle - size / 2.0), size, ink);
            room -= 18.0 * px;
        }
        let baseline = Point::new(rect.x + 21.0 * px, middle + 4.0 * px);
        pen.name(baseline, cx.name_of(card.id), Font::ui(SMALL), Ink::Text, room);
    } else if w.min(h) >= 12.0 {
        let size = (h.min(w) - 4.0).min(16.0) * px;
        let (name, ink) = finding.unwrap_or((glyph(card.role), ink));
        pen.icon(name, Point::new(rect.center().x - size / 2.0, middle - size / 2.0), size, ink);
    }
}

/// What is written as the block: the IPv4 one as it was typed, sound or not, or the IPv6 one.
fn block_text(subnet: &Subnet) -> Option<String> {
    subnet.ipv4.as_ref().or(subnet.ipv6.as_ref()).map(Written::to_string)
}

fn card_text(pen: &mut Pen, cx: &Context, card: &Card, rect: Rect, compact: bool) {
    ground(pen, cx, card, rect, if compact { 4.0 } else { 5.0 });
    let Some(subnet) = cx.design().get(card.id) else { return };
    let (ink, _) = role_inks(card.role);
    let px = pen.px;
    let (icon, icon_at, name_at, block_at, pad, name_font, block_size, badge_size) = if compact {
        (14.0, (7.0, 6.0), (25.0, 17.0), (7.0, 33.0), 6.0, SMALL, SMALL, 14.0)
    } else {
        (16.0, (9.0, 8.0), (31.0, 20.0), (10.0, 39.0), 10.0, BASE, BASE, 16.0)
    };
    let small = Font::ui(pen.size(SMALL));
    pen.icon(glyph(card.role), inside(rect, icon_at.0, icon_at.1), icon, ink);
    let mut right = rect.right() - pad;
    if let Some((name, ink)) = cx.finding(card.id).map(badge) {
        let at = Point::new(rect.right() - badge_size - if compact { 6.0 } else { 9.0 }, rect.y + icon_at.1);
        pen.icon(name, at, badge_size, ink);
        right = at.x - 4.0 * px;
    } else if let Some(block) = subnet.ipv4_block().filter(|_| !compact) {
        let count = thousands(usable(block));
        let width = pen.width(&count, small);
        // A short name and the count stand side by side; a long name takes the count's room.
        let name = pen.width(cx.name_of(card.id), Font::name(pen.size(name_font)));
        if name_at.0 + name.min(rect.w / 2.0) + 6.0 * px + width <= rect.w - pad {
            pen.text(Point::new(right, rect.y + name_at.1), count, small, Ink::Text3, Align::End);
            right -= width + 6.0 * px;
        }
    }
    let at = inside(rect, name_at.0, name_at.1);
    pen.name(at, cx.name_of(card.id), Font::name(pen.size(name_font)), Ink::Text, right - at.x);
    if let Some(block) = block_text(subnet) {
        let sound = subnet.ipv4.is_none() || subnet.ipv4_block().is_some();
        let ink = if sound { Ink::Text } else { Ink::Error };
        // Where 12 px letters are too wide, 11 px may do, and less space before them; shortened it is never.
        let places = [(pen.size(block_size), block_at.0), (SMALL, block_at.0), (SMALL, 4.0 * px)];
        _ = places.iter().any(|(size, left)| {
            let (at, room) = (inside(rect, *left, block_at.1), rect.w - left - 4.0 * px);
            pen.whole(at, &block, Font::mono(*size), ink, Align::Start, room).is_some()
        });
    }
}

/// Close up: places are screen pixels from the card's corner, and there are as many lines as the chips leave room for.
fn detail(pen: &mut Pen, cx: &Context, card: &Card, rect: Rect, compact: bool) {
    ground(pen, cx, card, rect, 5.0);
    let Some(subnet) = cx.design().get(card.id) else { return };
    let (ink, _) = role_inks(card.role);
    let px = pen.px;
    let at = |x: f64, y: f64| inside(rect, x * px, y * px);
    let end = |y: f64| Point::new(rect.right() - 12.0 * px, rect.y + y * px);
    let (small, base, title) = (Font::ui(SMALL), Font::mono(BASE), Font::name(if compact { 13.0 } else { TITLE }));
    pen.icon(glyph(card.role), at(11.0, 10.0), 18.0 * px, ink);
    let mut room = rect.w - (37.0 + 12.0) * px;
    if let Some((name, ink)) = cx.finding(card.id).map(badge) {
        pen.icon(name, Point::new(rect.right() - 30.0 * px, rect.y + 10.0 * px), 18.0 * px, ink);
        room -= 24.0 * px;
    } else if let Some(block) = subnet.ipv4_block().filter(|_| !compact) {
        let count = format!("{} usable", thousands(usable(block)));
        let width = pen.width(&count, small);
        pen.text(end(23.0), count, small, Ink::Text3, Align::End);
        room -= width + 8.0 * px;
    }
    pen.name(at(37.0, 24.0), cx.name_of(card.id), title, Ink::Text, room);

    let floor = card.chips.iter().map(|(_, r)| r.y - card.rect.y).fold(rect.h, f64::min) / px - 6.0;
    let wide = rect.w - 20.0 * px;
    let mut y = 46.0;
    for (i, block) in [subnet.ipv4.as_ref(), subnet.ipv6.as_ref()].into_iter().flatten().enumerate() {
        let ink = if matches!(block, Written::Sound(_)) { Ink::Text } else { Ink::Error };
        if i == 0 || y <= floor {
            _ = pen.whole(at(12.0, y), &block.to_string(), base, ink, Align::Start, wide);
            y += 17.0;
        }
    }
    if let Some(block) = subnet.ipv4_block().filter(|_| y <= floor) {
        let range = format!("{} – {}", block.first(), block.last());
        if pen.whole(at(12.0, y), &range, Font::mono(SMALL), Ink::Text3, Align::Start, wide).is_some() {
            y += 11.0;
        }
    }
    if y + 18.0 > floor {
        return;
    }
    if let Some((table, id)) = followed_table(cx.design(), subnet) {
        pen.line(at(12.0, y), end(y), Stroke::solid(Ink::Line, 1.0));
        pen.icon("i-route-table", at(12.0, y + 7.0), 14.0 * px, ink);
        let name = pen.name(at(32.0, y + 18.0), cx.name_of(id), small, Ink::Text, rect.w * 0.5);
        let route = default_route(cx.design(), table);
        let room = rect.w - (32.0 + 12.0 + 10.0) * px - name;
        if let Some(route) = route {
            _ = pen.whole(end(y + 18.0), &route, Font::mono(SMALL), Ink::Text2, Align::End, room);
        }
    }
}

/// The route table that a subnet follows: its own, or the VPC's main one.
pub(super) fn followed_table<'a>(design: &'a Design, subnet: &Subnet) -> Option<(&'a RouteTable, RouteTableId)> {
    if let Some(id) = subnet.route_table {
        return Some((design.get(id)?, id));
    }
    design.referring::<RouteTable>(subnet.vpc).find(|(_, table)| table.main).map(|(id, table)| (table, id))
}

/// Where a table sends what it knows nothing else about: `0.0.0.0/0 → igw-prod`.
pub(super) fn default_route(design: &Design, table: &RouteTable) -> Option<String> {
    let any = table.routes.iter().find(|route| route.destination.get() == Some(CidrBlock::any_v4()))?;
    let target = any.target.object().map_or_else(|| "local".into(), |id| design.name(id));
    Some(format!("0.0.0.0/0 → {target}"))
}
