use crate::model::kinds::{Role, Subnet, VpnConnection};
use crate::model::{EntityId, Kind, NatGatewayId, VpcId, nat_gateways_of};
use crate::scene::display_list::Align;
use crate::scene::geometry::{Point, Rect};
use crate::scene::ink::{Font, Ink, Stroke};
use crate::scene::layout::Placed;
use crate::scene::level::Level;
use crate::scene::measures::*;
use crate::wording::counted;

use super::pen::{BASE, Pen, SMALL};
use super::{Context, badge, chip, subnet};

/// How large a gateway's disc is drawn.
pub(super) fn radius(pen: &Pen) -> f64 {
    match pen.level {
        Level::Far => (5.0 * pen.px).min(GATEWAY_R * 3.0),
        // Not so large that it reaches into the name of its VPC.
        Level::Tiles => GATEWAY_R.clamp(5.0 * pen.px, 10.0 * pen.px),
        Level::Cards | Level::Detail => GATEWAY_R,
    }
}

/// How high the bar of the internet is at least, so that its name is in it, and how wide it is for that: in screen
/// pixels.
const LEAST_BAR: (f64, f64) = (18.0, 200.0);

/// The bar that stands for the internet. From afar it grows upward, where nothing is.
pub(super) fn internet(pen: &mut Pen, cx: &Context) {
    let Some(bar) = cx.scene.layout.internet().filter(|bar| bar.intersects(pen.view)) else { return };
    let px = pen.px;
    pen.stand_for(None, 1.0);
    let least = if bar.w >= LEAST_BAR.1 * px { LEAST_BAR.0 } else { 6.0 };
    let h = bar.h.max(least * px);
    let bar = Rect::new(bar.x, bar.bottom() - h, bar.w, h);
    pen.rect(bar, bar.h / 2.0, Ink::Surface2, Stroke::solid(Ink::LineStrong, 1.25));
    if bar.h < 15.0 * px {
        return;
    }
    // The words stay in sight when the bar is wider than the view.
    let left =
        (bar.x + 12.0).max(pen.view.x + 64.0 * px).min(bar.right() - 200.0 * px).max(bar.x + 12.0f64.min(8.0 * px));
    let (icon, middle) = (16.0f64.max(12.0 * px).min(20.0 * px), bar.center().y);
    pen.icon("i-internet", Point::new(left, middle - icon / 2.0), icon, Ink::Text2);
    let (name, mono) = (Font::name(pen.size(BASE)), Font::mono(pen.size(SMALL)));
    let baseline = middle + name.px * 0.37 * px;
    let x = left + icon + 8.0 * px;
    let width = pen.name(Point::new(x, baseline), "Internet", name, Ink::Text, bar.right() - x - 8.0 * px);
    let x = x + width + 12.0 * px;
    _ = pen.whole(
        Point::new(x, baseline),
        "0.0.0.0/0  ::/0",
        mono,
        Ink::Text3,
        Align::Start,
        bar.right() - x - 8.0 * px,
    );
}

/// The gateways on a VPC's border.
pub(super) fn on_border(pen: &mut Pen, cx: &Context, vpc: VpcId, placed: &Placed) {
    for (id, center) in &placed.inside.gateways {
        // The name has room up to the next gateway, or a little beyond the VPC.
        let room = placed.inside.size.x / (placed.inside.gateways.len() + 1) as f64 - 30.0;
        gateway(pen, cx, *id, *center + placed.at, room, Some(vpc));
    }
}

fn gateway(pen: &mut Pen, cx: &Context, id: EntityId, center: Point, room: f64, vpc: Option<VpcId>) {
    let r = radius(pen);
    if !Rect::around(center, 2.0 * r, 2.0 * r).inflate(room.max(0.0)).intersects(pen.view) {
        return;
    }
    let px = pen.px;
    pen.stand_for(Some(id), cx.opacity(id));
    let finding = cx.finding(id).map(badge);
    let edge = finding.map_or(Ink::Gateway, |(_, ink)| ink);
    let loose = vpc.is_none();
    let stroke = if loose { Stroke::dashed(edge, 1.5, 4.0, 3.0) } else { Stroke::solid(edge, 1.5) };
    pen.circle(center, r, Ink::GatewayFill, stroke);
    if r >= 8.0 * px {
        let icon = r * 1.22;
        pen.icon(
            chip::icon(id.kind),
            Point::new(center.x - icon / 2.0, center.y - icon / 2.0 - r / 30.0),
            icon,
            Ink::Gateway,
        );
    }
    if let Some((name, ink)) = finding.filter(|_| pen.level >= Level::Tiles) {
        let size = r.min(14.0 * px);
        pen.circle(Point::new(center.x + r * 0.8, center.y + r * 0.8), size * 0.55, Ink::VpcFill, None);
        pen.icon(name, Point::new(center.x + r * 0.8 - size / 2.0, center.y + r * 0.8 - size / 2.0), size, ink);
    }
    if pen.level < Level::Cards {
        return;
    }
    let detail = pen.level == Level::Detail;
    let font = if detail { Font::name(pen.size(BASE)) } else { Font::ui(pen.size(SMALL)) };
    let at = Point::new(center.x + r + 6.0, center.y - if loose { -4.0 } else { 7.0 });
    if let Some(text) = crate::scene::ellipsize(cx.name_of(id), font, room / px, &mut crate::scene::TableMeasure) {
        pen.text_outside(at, text, font, Ink::Text);
    }
    if let Some(vpc) = vpc.filter(|_| detail) {
        let serves = serves(cx, id, vpc);
        let at = Point::new(at.x, at.y - 16.0 * px);
        if pen.width(&serves, Font::ui(SMALL)) <= room + 40.0 * px {
            pen.text_outside(at, serves, Font::ui(SMALL), Ink::Text2);
        }
    }
}

/// What a gateway serves: `2 NAT gateways, 3 public subnets`.
fn serves(cx: &Context, id: EntityId, vpc: VpcId) -> String {
    let design = cx.design();
    match id.kind {
        Kind::EgressOnlyGateway => return "IPv6, outward only".to_owned(),
        Kind::VpnGateway => {
            let connections = design.referring::<VpnConnection>(id).filter(|(_, c)| c.gateway == Some(id));
            return counted(connections.count(), "VPN connection", "VPN connections");
        }
        _ => {}
    }
    let public = |s: &Subnet| design.get(s.tier).is_some_and(|tier| tier.role == Role::Public);
    if let Some(nat) = id.typed::<NatGatewayId>().and_then(|id| design.get(id)) {
        return match nat.zone_addresses.len() {
            0 => "in every zone".to_owned(),
            zones => format!("in {}", counted(zones, "zone", "zones")),
        };
    }
    let subnets = counted(
        design.referring::<Subnet>(vpc).filter(|(_, subnet)| public(subnet)).count(),
        "public subnet",
        "public subnets",
    );
    let nats = nat_gateways_of(design, vpc).len();
    if nats == 0 { subnets } else { format!("{}, {subnets}", counted(nats, "NAT gateway", "NAT gateways")) }
}

/// What has no VPC: drawn where the layout keeps such things.
pub(super) fn strays(pen: &mut Pen, cx: &Context) {
    let strays = cx.scene.layout.strays();
    if strays.bounds.is_none_or(|bounds| !bounds.inflate(40.0).intersects(pen.view)) {
        return;
    }
    for card in &strays.cards {
        subnet::subnet(pen, cx, card, Point::ZERO, false);
    }
    for (id, rect) in &strays.chips {
        chip::chip(pen, cx, *id, *rect, 1.0);
    }
    for (id, center) in &strays.gateways {
        gateway(pen, cx, *id, *center, 100.0, None);
    }
    pen.stand_for(None, 1.0);
}
