use crate::model::VpcId;
use crate::model::kinds::{RouteTable, Vpc};
use crate::scene::display_list::Align;
use crate::scene::environments::EnvironmentStyle;
use crate::scene::geometry::{Point, Rect};
use crate::scene::ink::{Font, Ink, Stroke};
use crate::scene::layout::Placed;
use crate::scene::level::Level;
use crate::scene::marks::Mark;
use crate::wording::{counted, thousands};

use super::pen::{BASE, Pen, SMALL, TITLE};
use super::{Context, badge, chip, environment, states, strip, subnet, tier};

/// A VPC with what is in it, at all levels but the farthest.
pub(super) fn vpc(pen: &mut Pen, cx: &Context, id: VpcId, placed: &Placed) {
    let Some(vpc) = cx.design().get(id) else { return };
    let rect = placed.rect();
    pen.stand_for(Some(id.into()), cx.opacity(id));
    frame(pen, cx, id, rect);
    let style = cx.style(vpc);
    if let Some(style) = style {
        environment_edge(pen, style, rect, placed.inside.measures().padding);
    }
    match pen.level {
        Level::Far | Level::Tiles => small_title(pen, cx, id, vpc, placed, style),
        Level::Cards | Level::Detail => title(pen, cx, id, vpc, rect, style),
    }
    if pen.level >= Level::Cards {
        zones(pen, placed);
        totals(pen, cx, id, placed);
        if !placed.inside.compact {
            for row in &placed.inside.rows {
                if in_view(pen, placed, row.y - 30.0, row.y) {
                    tier::label(pen, cx, id, placed, row);
                }
            }
        }
        pen.stand_for(Some(id.into()), cx.opacity(id));
    }
    address_strip(pen, cx, id, vpc, placed);
    for row in &placed.inside.rows {
        if !in_view(pen, placed, row.y, row.y + row.h) {
            continue;
        }
        for card in &placed.inside.cards[row.first..row.end] {
            subnet::subnet(pen, cx, card, placed.at, placed.inside.compact);
        }
    }
    if pen.level >= Level::Tiles {
        placed.inside.bars.iter().for_each(|bar| chip::bar(pen, cx, bar, placed.at));
    }
    if pen.level >= Level::Cards {
        chip::shelf(pen, cx, placed);
    }
    pen.stand_for(None, 1.0);
}

fn in_view(pen: &Pen, placed: &Placed, top: f64, bottom: f64) -> bool {
    placed.at.y + top <= pen.view.bottom() && pen.view.y <= placed.at.y + bottom
}

/// The box; what is wrong with the VPC itself shows on its edge.
pub(super) fn frame(pen: &mut Pen, cx: &Context, id: VpcId, rect: Rect) {
    let radius_px = match pen.level {
        Level::Far => 4.0,
        Level::Tiles => 6.0,
        Level::Cards | Level::Detail => 8.0,
    };
    let radius = (radius_px * pen.px).min(rect.w.min(rect.h) / 4.0);
    pen.rect(rect, radius, Ink::VpcFill, Stroke::solid(Ink::Vpc, 1.5));
    let edge = match cx.finding(id) {
        Some(Mark::Error) => Stroke::solid(Ink::Error, 2.0),
        Some(Mark::Warning) => Stroke::dashed(Ink::Warning, 2.0, 3.0, 2.0),
        Some(Mark::Advice) | None => return,
    };
    pen.rect(rect, radius, None, edge);
}

/// Between border and cards, as wide as there is room for.
fn environment_edge(pen: &mut Pen, style: EnvironmentStyle, rect: Rect, padding: f64) {
    let px = pen.px;
    let room = padding / px;
    let w = (room - 5.0).clamp(2.0, 5.0);
    let x = ((room - w) / 2.0).clamp(0.5, 3.0) * px;
    let margin = (10.0 * px).min(rect.h / 6.0);
    environment::edge(pen, style, Rect::new(rect.x + x, rect.y + margin, w * px, rect.h - 2.0 * margin));
}

/// Title at middle distance: letter, name, and the block when it fits.
fn small_title(pen: &mut Pen, cx: &Context, id: VpcId, vpc: &Vpc, placed: &Placed, style: Option<EnvironmentStyle>) {
    let px = pen.px;
    let rect = placed.rect();
    let head = if placed.inside.rows.is_empty() { rect.h * 0.6 } else { placed.inside.measures().cards_top } / px;
    let y = rect.y + (25.5 / px).max((head / 2.0).min(13.0)) * px;
    let mut x = rect.x + 14.0f64.max(8.0 * px);
    let mut right = rect.right() - 8.0 * px;
    if let Some((name, ink)) = cx.scene.marks.findings.within(id).map(badge) {
        let size = head.min(14.0) * px;
        right -= size;
        pen.icon(name, Point::new(right, y - size / 2.0), size, ink);
        right -= 4.0 * px;
    }
    let tag = (head - 3.0).min(16.0);
    if let Some(style) = style.filter(|_| tag >= 12.0) {
        environment::tag(pen, style, Point::new(x, y), tag * px);
        x += (tag + 5.0) * px;
    }
    let font = Font::name(pen.size(TITLE));
    let baseline = y + font.px * 0.36 * px;
    let width = pen.name(Point::new(x, baseline), cx.name_of(id), font, Ink::Text, right - x);
    x += width + 8.0 * px;
    if let Some(block) = vpc.ipv4.first() {
        let font = Font::mono(pen.size(BASE));
        _ = pen.whole(Point::new(x, baseline), &block.to_string(), font, Ink::Text2, Align::Start, right - x);
    }
}

/// Title close up: letter, name, blocks; at the right the environment and the Region.
fn title(pen: &mut Pen, cx: &Context, id: VpcId, vpc: &Vpc, rect: Rect, style: Option<EnvironmentStyle>) {
    let px = pen.px;
    let baseline = rect.y + 31.0;
    let mut x = rect.x + 18.0;
    let mut right = rect.right() - 14.0;
    if let Some(style) = style {
        let size = (16.0 / px).clamp(14.0, 20.0) * px;
        environment::tag(pen, style, Point::new(x, rect.y + 26.0), size);
        x += size + 8.0 * px;
    }
    if let Some((name, ink)) = cx.finding(id).map(badge) {
        let size = 16.0f64.min(18.0 * px);
        right -= size;
        pen.icon(name, Point::new(right, rect.y + 26.0 - size / 2.0), size, ink);
        right -= 8.0 * px;
    }
    let (name_font, mono) = (Font::name(pen.size(TITLE)), Font::mono(pen.size(BASE)));
    let blocks = blocks_text(pen, vpc, mono, (right - x) * 0.62);
    let mut blocks_w = if blocks.is_empty() { 0.0 } else { pen.width(&blocks, mono) + 10.0 * px };
    // The name comes first: where it would lose a part of itself to the block, the block gives way.
    let name_w = pen.width(cx.name_of(id), name_font);
    if name_w <= right - x && name_w > right - x - blocks_w {
        blocks_w = 0.0;
    }
    x += pen.name(Point::new(x, baseline), cx.name_of(id), name_font, Ink::Text, right - x - blocks_w) + 10.0 * px;
    if blocks_w > 0.0 {
        pen.text(Point::new(x, baseline), blocks, mono, Ink::Text2, Align::Start);
        x += blocks_w;
    }
    let small = Font::ui(pen.size(SMALL));
    let environment = vpc.environment.map(|id| cx.name_of(id)).filter(|name| !name.is_empty());
    let place = environment.map_or_else(|| vpc.region.clone(), |name| format!("{name}, {}", vpc.region));
    let at = Point::new(right, baseline - 1.0);
    let room = right - x - 8.0 * px;
    if pen.whole(at, &place, small, Ink::Text3, Align::End, room).is_none() && environment.is_some() {
        _ = pen.whole(at, &vpc.region, small, Ink::Text3, Align::End, room);
    }
    if pen.level == Level::Detail {
        let facts = facts(cx, id, vpc);
        let font = Font::ui(SMALL);
        pen.name(Point::new(rect.x + 18.0, baseline + 15.0 * px), &facts, font, Ink::Text2, rect.w - 32.0);
    }
}

/// The blocks of a VPC, as many as fit into `room`, and how many more there are.
fn blocks_text(pen: &mut Pen, vpc: &Vpc, font: Font, room: f64) -> String {
    let all: Vec<String> = vpc.ipv4.iter().chain(&vpc.ipv6).map(ToString::to_string).collect();
    let text = |shown: usize| match all.len() - shown {
        0 => all.join(" "),
        more => format!("{} +{more}", all[..shown].join(" ")),
    };
    let fitting = (1..=all.len()).rev().find(|shown| *shown == 1 || pen.width(&text(*shown), font) <= room);
    fitting.map(text).unwrap_or_default()
}

/// What there is in a VPC, in words.
fn facts(cx: &Context, id: VpcId, vpc: &Vpc) -> String {
    let count = |n: usize, one: &str, several: &str| (n > 0).then(|| counted(n, one, several));
    let zones =
        cx.scene.layout.placed(id).map_or(0, |p| p.inside.columns.iter().filter(|c| !c.zone.is_empty()).count());
    let tables = cx.design().referring::<RouteTable>(id).count();
    let ipv6 = vpc.ipv6.first().map_or_else(|| "no IPv6".into(), ToString::to_string);
    let parts = [count(zones, "zone", "zones"), count(tables, "route table", "route tables"), Some(ipv6)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The zones' names above their columns, and dotted lines between.
fn zones(pen: &mut Pen, placed: &Placed) {
    let (at, inside) = (placed.at, &placed.inside);
    let m = inside.measures();
    let small = Font::ui(pen.size(SMALL));
    let baseline = at.y + m.zone_baseline;
    for column in &inside.columns {
        let name = if column.zone.is_empty() { "no zone" } else { &column.zone };
        let ink = if column.zone.is_empty() { Ink::Text3 } else { Ink::Text2 };
        pen.name(Point::new(at.x + column.x, baseline), name, small, ink, column.w);
    }
    let dots = Stroke::dashed(Ink::LineStrong, 1.0, 1.0, 5.0);
    for column in inside.columns.iter().skip(1) {
        let x = at.x + column.x - m.gap_x / 2.0;
        if inside.compact {
            if let Some(last) = inside.rows.last() {
                pen.line(Point::new(x, at.y + 44.0), Point::new(x, at.y + last.y + last.h), dots);
            }
            continue;
        }
        pen.line(Point::new(x, at.y + 48.0), Point::new(x, at.y + 62.0), dots);
        for row in &inside.rows {
            pen.line(Point::new(x, at.y + row.y), Point::new(x, at.y + row.y + row.h), dots);
        }
    }
}

/// How many addresses are used and free, above the strip, where no pill lies over it.
fn totals(pen: &mut Pen, cx: &Context, id: VpcId, placed: &Placed) {
    let strip = &placed.inside.strip;
    if strip.total == 0 {
        return;
    }
    let rect = placed.inside.strip_rect().translate(placed.at);
    let baseline = rect.y - placed.inside.measures().strip_gap;
    let small = Font::ui(pen.size(SMALL));
    let pills = states::pills_over(pen, cx, id);
    let line = small.px * pen.px;
    let is_covered = |x: f64, width: f64| {
        let words = Rect::new(x, baseline - line, width, line * 1.3);
        pills.iter().any(|pill| pill.intersects(words))
    };
    let used = format!("{} used", thousands(strip.used));
    let width = pen.width(&used, small);
    if !is_covered(rect.x, width) {
        pen.text(Point::new(rect.x, baseline), used, small, Ink::Text2, Align::Start);
    }
    let percent = (strip.free() as f64 / strip.total as f64 * 100.0).round();
    let room = rect.w - width - 12.0 * pen.px;
    for free in [format!("{} free ({percent}%)", thousands(strip.free())), format!("{percent}% free")] {
        let width = pen.width(&free, small);
        if width <= room && !is_covered(rect.right() - width, width) {
            pen.text(Point::new(rect.right(), baseline), free, small, Ink::Text2, Align::End);
            break;
        }
    }
}

/// The strip at the bottom: never thinner than can be read.
fn address_strip(pen: &mut Pen, cx: &Context, id: VpcId, vpc: &Vpc, placed: &Placed) {
    let m = placed.inside.measures();
    let mut rect = placed.inside.strip_rect().translate(placed.at);
    if pen.level == Level::Tiles {
        let foot = (m.totals + m.strip_gap + m.strip_h + m.foot) / pen.px;
        let h = (rect.h / pen.px).clamp(4.0f64.min(foot * 0.5), 10.0).max((foot * 0.5).min(7.0));
        let bottom = (m.foot / pen.px).max((foot - h) / 2.0).min((foot - h) * 0.7);
        rect = Rect::new(rect.x, placed.rect().bottom() - (bottom + h) * pen.px, rect.w, h * pen.px);
    }
    strip::strip(pen, &placed.inside.strip, rect, &clashes(cx, id, vpc));
}

/// The parts of a VPC's addresses that another VPC has too.
pub(super) fn clashes(cx: &Context, id: VpcId, vpc: &Vpc) -> Vec<(f64, f64)> {
    let total: u128 = vpc.ipv4_blocks().map(|b| b.addresses()).sum();
    let mut parts = Vec::new();
    for overlap in cx.scene.marks.overlaps.iter().filter(|o| o.a == id.into() || o.b == id.into()) {
        let mut start = 0;
        for block in vpc.ipv4_blocks() {
            if let Some(shared) = block.intersection(overlap.shared) {
                let from = start + (shared.first_bits() - block.first_bits());
                parts.push((from as f64 / total as f64, (from + shared.addresses()) as f64 / total as f64));
            }
            start += block.addresses();
        }
    }
    parts
}
