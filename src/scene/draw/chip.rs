use crate::model::kinds::{Balancer, Runs};
use crate::model::{Body, EntityId, Kind};
use crate::scene::display_list::Align;
use crate::scene::geometry::{Point, Rect};
use crate::scene::ink::{Font, Ink, Stroke};
use crate::scene::layout::{Bar, Placed, Shelved, chip_text};
use crate::scene::measures::*;

use super::pen::{Pen, SMALL};
use super::{Context, badge};

/// The icon of an object.
pub(super) fn icon_of(cx: &Context, id: EntityId) -> &'static str {
    match cx.design().entity(id).map(|entity| &entity.body) {
        Some(Body::Workload(workload)) => match workload.runs {
            Runs::Instances | Runs::Containers => "i-workload",
            Runs::Functions => "i-function",
            Runs::Databases => "i-database",
        },
        _ => icon(id.kind),
    }
}

/// The icon of a kind.
pub(super) fn icon(kind: Kind) -> &'static str {
    match kind {
        Kind::Settings | Kind::Assertion => "i-settings",
        Kind::Account => "i-account",
        Kind::Environment => "i-environment",
        Kind::AddressPool | Kind::SubnetReservation => "i-address-plan",
        Kind::Vpc => "i-vpc",
        Kind::Tier | Kind::Subnet => "i-subnet",
        Kind::RouteTable | Kind::TransitGatewayRouteTable => "i-route-table",
        Kind::InternetGateway => "i-internet-gateway",
        Kind::NatGateway => "i-nat-gateway",
        Kind::ElasticIp => "i-elastic-ip",
        Kind::Peering => "i-peering",
        Kind::ExternalNetwork => "i-on-premises",
        Kind::PrefixList => "i-prefix-list",
        Kind::EgressOnlyGateway => "i-egress-only-gateway",
        Kind::VpnGateway | Kind::VpnConnection => "i-vpn",
        Kind::CustomerGateway => "i-customer-gateway",
        Kind::DirectConnectGateway => "i-direct-connect",
        Kind::TransitGateway => "i-transit-gateway",
        Kind::TransitGatewayAttachment => "i-tgw-attachment",
        Kind::Endpoint => "i-endpoint",
        Kind::EndpointService => "i-endpoint-service",
        Kind::SecurityGroup => "i-security-group",
        Kind::NetworkAcl => "i-network-acl",
        Kind::Workload => "i-workload",
        Kind::LoadBalancer => "i-load-balancer",
        Kind::ServiceNetwork => "i-lattice",
        Kind::TrafficMirrorSession => "i-traffic-mirror",
        Kind::ResolverEndpoint | Kind::PrivateZone => "i-resolver",
        Kind::Note => "i-note",
        Kind::Comment => "i-comment",
    }
}

/// What packets pass is drawn as gateways are; what they are sent to is plain.
fn inks(kind: Kind) -> (Ink, Ink) {
    match kind {
        Kind::NatGateway => (Ink::Gateway, Ink::GatewayFill),
        _ => (Ink::LineStrong, Ink::Surface),
    }
}

/// Something as a chip in its subnet. Under 90 % only the icon is left.
pub(super) fn chip(pen: &mut Pen, cx: &Context, id: EntityId, rect: Rect, opacity: f32) {
    let dimmed = opacity.min(cx.opacity(id));
    pen.stand_for(Some(id), dimmed);
    let px = pen.px;
    let named = px <= 1.0 / 0.9;
    let icon = rect.h - 8.0;
    let finding = cx.finding(id).map(badge);
    let (own, fill) = inks(id.kind);
    let edge = finding.map_or(own, |(_, ink)| ink);
    pen.rect(rect.inflate(-0.5), 4.0f64.min(6.0 * px), fill, Stroke::solid(edge, 1.0));
    let glyph = if own == Ink::Gateway { own } else { Ink::Text2 };
    let font = Font::ui(pen.size(SMALL));
    let text = chip_text(cx.design(), id);
    let mut room = rect.w - CHIP_TEXT_AT - 3.0;
    let size = 13.0f64.min(14.0 * px);
    // Where the name has no room beside it, what was found takes the place of the picture.
    let beside = named && pen.width(&text, font) <= room - size;
    let (name, ink) = finding.filter(|_| !beside).unwrap_or((icon_of(cx, id), glyph));
    // By itself it stands in the middle, and the chip where a pointer finds it.
    let x = if named { rect.x + 5.0 } else { rect.center().x - icon / 2.0 };
    pen.icon(name, Point::new(x, rect.center().y - icon / 2.0), icon, ink);
    if !named {
        return;
    }
    let baseline = rect.center().y + font.px * 0.36 * px;
    if let Some((name, ink)) = finding.filter(|_| beside) {
        pen.icon(name, Point::new(rect.right() - size - 3.0, rect.center().y - size / 2.0), size, ink);
        room -= size;
    }
    pen.name(Point::new(rect.x + CHIP_TEXT_AT, baseline), &text, font, Ink::Text, room);
}

/// A load balancer under the cards of its subnets. Where letters would be higher than it, its symbol stands alone.
pub(super) fn bar(pen: &mut Pen, cx: &Context, bar: &Bar, by: Point) {
    let rect = bar.rect.translate(by);
    if !rect.intersects(pen.view) {
        return;
    }
    pen.stand_for(Some(bar.id), cx.opacity(bar.id));
    let px = pen.px;
    let finding = cx.finding(bar.id).map(badge);
    let edge = finding.map_or(Ink::Gateway, |(_, ink)| ink);
    pen.rect(rect.inflate(-0.5), rect.h / 2.0, Ink::Surface, Stroke::solid(edge, 1.25));
    let icon = rect.h - 7.0;
    pen.icon("i-load-balancer", Point::new(rect.x + 9.0, rect.center().y - icon / 2.0), icon, Ink::Gateway);
    let small = Font::ui(pen.size(SMALL));
    if rect.h < (small.px + 2.0) * px {
        return;
    }
    let baseline = rect.center().y + small.px * 0.36 * px;
    let mut right = rect.right() - 10.0;
    if let Some((name, ink)) = finding {
        let size = 13.0f64.min(14.0 * px);
        right -= size;
        pen.icon(name, Point::new(right, rect.center().y - size / 2.0), size, ink);
        right -= 4.0;
    }
    let x = rect.x + 14.0 + icon;
    let width = pen.name(Point::new(x, baseline), cx.name_of(bar.id), small, Ink::Text, right - x);
    let room = right - x - width - 12.0 * px;
    let said = listens(cx, bar.id);
    _ = pen.whole(Point::new(right, baseline), &said, small, Ink::Text3, Align::End, room);
}

/// What a load balancer is and listens on: `NLB, TCP 443`.
fn listens(cx: &Context, id: EntityId) -> String {
    let Some(Body::LoadBalancer(balancer)) = cx.design().entity(id).map(|entity| &entity.body) else {
        return String::new();
    };
    let kind = match balancer.balancer {
        Balancer::Application => "ALB",
        Balancer::Network => "NLB",
        Balancer::Gateway => "GWLB",
    };
    match balancer.listeners.as_slice() {
        [] => kind.to_owned(),
        [one] => format!("{kind}, port {}", one.port),
        [one, rest @ ..] => format!("{kind}, port {} +{}", one.port, rest.len()),
    }
}

/// What lies in no subnet: an icon and a count for each kind.
pub(super) fn shelf(pen: &mut Pen, cx: &Context, placed: &Placed) {
    for shelved in &placed.inside.shelf {
        one_shelved(pen, cx, shelved, placed.at);
    }
}

fn one_shelved(pen: &mut Pen, cx: &Context, shelved: &Shelved, by: Point) {
    let rect = shelved.rect.translate(by);
    if !rect.intersects(pen.view) {
        return;
    }
    let Some(first) = shelved.ids.first().copied() else { return };
    let px = pen.px;
    let opacity = shelved.ids.iter().map(|id| cx.opacity(*id)).fold(0.0, f32::max);
    pen.stand_for(Some(first), opacity);
    let worst = shelved.ids.iter().filter_map(|id| cx.finding(*id)).max().map(badge);
    let edge = worst.map_or(Ink::Line, |(_, ink)| ink);
    pen.rect(rect.inflate(-0.5), 4.0f64.min(6.0 * px), None, Stroke::solid(edge, 1.0));
    let size = rect.h - 6.0;
    let (glyph, ink) = worst.unwrap_or((icon_of(cx, first), Ink::Text2));
    pen.icon(glyph, Point::new(rect.x + 6.0, rect.center().y - size / 2.0), size, ink);
    let font = Font::ui(pen.size(SMALL));
    let at = Point::new(rect.x + 10.0 + size, rect.center().y + font.px * 0.36 * px);
    _ = pen.whole(at, &shelved.ids.len().to_string(), font, Ink::Text2, Align::Start, rect.right() - at.x);
}
