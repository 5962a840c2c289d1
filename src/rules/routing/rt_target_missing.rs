use crate::model::RouteTableId;
use crate::model::kinds::RouteTable;
use crate::rules::remove::remove_route;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A route points at something that is not in the design.
    ///
    /// ## Why it matters
    /// AWS checks that the target exists when a route is made. If the target is deleted later, the route stays as a *black
    /// hole*: it still wins by longest prefix, so packets for its destination are dropped even where a wider route would
    /// have carried them.
    ///
    /// ## What to do
    /// Point the route at something that is there, or remove it so that the next-longest prefix applies.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { route_table rt { 10.21.0.0/16 -> peering:gone } }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 { route_table rt { 10.21.0.0/16 -> peering:main-other } }
    /// vpc other 10.21.0.0/16
    /// peering main-other main other
    /// ```
    "routing/rt-target-missing" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html",
            "https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html",
        ],
        each: RouteTable,
    }
}

fn check(cx: &Context<'_>, id: RouteTableId, table: &RouteTable, found: &mut Findings) {
    for route in &table.routes {
        let Some(target) = route.target.object().filter(|target| !cx.exists(*target)) else { continue };
        let message = format!(
            "{}: the route to {} leads to the {} {target}, which is not in the design.",
            cx.name(id),
            route.destination,
            target.kind.title()
        );
        found.at(id, message).field("routes").fix(remove_route(id, route));
    }
}
