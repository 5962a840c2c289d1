use crate::model::RouteTableId;
use crate::model::kinds::RouteTable;
use crate::rules::ranges::UNROUTABLE;
use crate::rules::remove::remove_route;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A route names addresses that each host answers itself.
    ///
    /// ## Why it matters
    /// Instance metadata, the Amazon DNS server and the time service answer on every host, at addresses in
    /// 169.254.168.0/22 and fd00:ec2::/32. Packets to them never enter the network, and AWS refuses a route to them. A
    /// wider route that happens to cover them is accepted and does not concern them.
    ///
    /// ## What to do
    /// Remove the route: these services work without one.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { igw main; route_table rt { 169.254.169.254/32 -> igw:main } }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 { igw main; route_table rt { 0.0.0.0/0 -> igw:main } }
    /// ```
    "routing/rt-link-local-destination" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html"],
        aws_error: "InvalidParameterValue",
        each: RouteTable,
    }
}

fn check(cx: &Context<'_>, id: RouteTableId, table: &RouteTable, found: &mut Findings) {
    for route in &table.routes {
        let Some(destination) = route.destination.get() else { continue };
        if let Some(range) = UNROUTABLE.iter().find(|range| range.covers(destination)) {
            let message = format!(
                "{}: {destination} is in {range}, which AWS keeps for services on each host. It cannot be routed.",
                cx.name(id)
            );
            found.at(id, message).with(route.target.object()).field("routes").fix(remove_route(id, route));
        }
    }
}
