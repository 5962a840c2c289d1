use crate::model::kinds::RouteTable;
use crate::model::{EntityId, RouteTableId};
use crate::rules::learned::by_vpn_gateway;
use crate::rules::remove::remove_route;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A static route has the very destination that a VPN gateway propagates.
    ///
    /// ## Why it matters
    /// Of two routes with the same destination AWS follows the static one, then one of a prefix list, and a propagated one
    /// last. The propagated route stands in the table and is never used. It is no standby either: when the target of the
    /// static route fails, packets are dropped and do not fall back to it.
    ///
    /// ## What to do
    /// Remove the static route, or make one of the two more specific, so that each has packets of its own.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   vgw office-end
    ///   route_table rt main propagating_gateways=[office-end] { 192.168.0.0/20 -> tgw:hub }
    /// }
    /// external office 192.168.0.0/20
    /// cgw office 203.0.113.10 region=us-east-1 asn=65010 network=office
    /// vpn office cgw:office gateway=vgw:office-end
    /// tgw hub us-east-1
    /// attachment main hub resource=vpc:main
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   vgw office-end
    ///   route_table rt main propagating_gateways=[office-end] { 192.168.0.0/16 -> tgw:hub }
    /// }
    /// external office 192.168.0.0/20
    /// cgw office 203.0.113.10 region=us-east-1 asn=65010 network=office
    /// vpn office cgw:office gateway=vgw:office-end
    /// tgw hub us-east-1
    /// attachment main hub resource=vpc:main
    /// ```
    "routing/rt-static-shadows-propagated" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html"],
        each: RouteTable,
    }
}

fn check(cx: &Context<'_>, id: RouteTableId, table: &RouteTable, found: &mut Findings) {
    for gateway in table.propagating_gateways.iter().filter(|gateway| cx.exists(**gateway)) {
        let learned = by_vpn_gateway(cx, *gateway);
        for route in &table.routes {
            // A route to the gateway itself sends the packets the same way.
            let Some(target) = route.target.object().filter(|target| *target != EntityId::from(*gateway)) else {
                continue;
            };
            let Some(same) = learned.iter().find(|learned| route.destination.get() == Some(learned.block)) else {
                continue;
            };
            let message = format!(
                "{}: the route to {} over {} wins, so what {} learns from {} for the same range is never used.",
                cx.name(id),
                same.block,
                cx.name(target),
                cx.name(*gateway),
                cx.name(same.from)
            );
            let finding = found.at(id, message).with([target, (*gateway).into(), same.from]).field("routes");
            finding.fix(remove_route(id, route));
        }
    }
}
