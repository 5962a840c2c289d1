use crate::model::kinds::{NatGateway, RouteTarget, Subnet};
use crate::model::{EntityId, NatGatewayId};
use crate::ordering::Ordered;
use crate::rules::nat::{in_zone, lead_through, network_of, routed_through, seat};
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Held, Safety, rule};

rule! {
    /// Subnets use a NAT gateway of another zone, though their own zone has one.
    ///
    /// ## Why it matters
    /// AWS charges for each gigabyte that crosses zones, in both directions, on top of what the NAT gateway costs. And the
    /// subnets depend on two zones: they lose the internet when either fails.
    ///
    /// ## What to do
    /// Give the private subnets of each zone a route table that leads to the NAT gateway of that zone.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   route_table rt-public { 0.0.0.0/0 -> igw:main }
    ///   route_table rt-a { 0.0.0.0/0 -> nat:out-a }
    ///   tier web public {
    ///     subnet web-a a 10.20.0.0/24 route_table=rt-public { nat out-a eip-a }
    ///     subnet web-b b 10.20.1.0/24 route_table=rt-public { nat out-b eip-b }
    ///   }
    ///   tier app private {
    ///     subnet app-a a 10.20.2.0/24 route_table=rt-a
    ///     subnet app-b b 10.20.3.0/24 route_table=rt-a
    ///   }
    /// }
    /// eip eip-a region=us-east-1
    /// eip eip-b region=us-east-1
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   route_table rt-public { 0.0.0.0/0 -> igw:main }
    ///   route_table rt-a { 0.0.0.0/0 -> nat:out-a }
    ///   route_table rt-b { 0.0.0.0/0 -> nat:out-b }
    ///   tier web public {
    ///     subnet web-a a 10.20.0.0/24 route_table=rt-public { nat out-a eip-a }
    ///     subnet web-b b 10.20.1.0/24 route_table=rt-public { nat out-b eip-b }
    ///   }
    ///   tier app private {
    ///     subnet app-a a 10.20.2.0/24 route_table=rt-a
    ///     subnet app-b b 10.20.3.0/24 route_table=rt-b
    ///   }
    /// }
    /// eip eip-a region=us-east-1
    /// eip eip-b region=us-east-1
    /// ```
    "cost/nat-cross-az-route" {
        severity: Advice,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html"],
        each: NatGateway,
    }
}

fn check(cx: &Context<'_>, id: NatGatewayId, nat: &NatGateway, found: &mut Findings) {
    let Some(network) = network_of(cx, id) else { return };
    // A regional one is in every zone.
    let Some(subnet) = seat(network, nat) else { return };
    let has_own = |s: &Held<Subnet>| in_zone(network, &s.zone, nat.connectivity).next().is_some();
    let crossing = |s: &&Held<Subnet>| !s.zone.is_empty() && s.zone != subnet.zone && has_own(s);
    let subnets: Vec<&Held<Subnet>> = routed_through(network, id).filter(crossing).collect();
    // One finding for each zone, so that each has its own fix.
    let mut zones: Vec<&str> = subnets.iter().map(|s| s.zone.as_str()).collect();
    zones.order();
    zones.dedup();
    for zone in zones {
        let of_zone: Vec<&Held<Subnet>> = subnets.iter().copied().filter(|s| s.zone == zone).collect();
        let Some(own) = in_zone(network, zone, nat.connectivity).next() else { continue };
        let names = list(of_zone.iter().map(|s| s.name()));
        let message = format!(
            "{names} in {zone} {} {} in {}, though {zone} has {}: each gigabyte crosses zones and is charged for.",
            if of_zone.len() == 1 { "uses" } else { "use" },
            cx.name(id),
            subnet.zone,
            own.name()
        );
        let letters = zone.rsplit('-').next().unwrap_or(zone);
        let edits = lead_through(cx, network, &of_zone, RouteTarget::To(id.into()), own.id, letters);
        let fix = Fix::new(format!("Lead {names} to {}", own.name()), Safety::ChangesTraffic, edits);
        found.on_all(of_zone.iter().map(|s| EntityId::from(s.id)), message).with([id, own.id]).fix(fix);
    }
}
