use crate::model::kinds::RouteTable;
use crate::model::{Kind, RouteTableId};
use crate::rules::remove::remove_route;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A route leads addresses of its own VPC out of the VPC.
    ///
    /// ## Why it matters
    /// Traffic inside a VPC may be led through an inspection device: a network interface, a NAT gateway or a Gateway Load
    /// Balancer endpoint. It can never be sent out by an internet gateway or a peering; AWS refuses such a route. Usually
    /// the other network's range overlaps this VPC, and no route can mend that.
    ///
    /// ## What to do
    /// Remove the route. If the destination is meant to be another network, one of the two needs other addresses.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   route_table rt { 10.20.4.0/24 -> igw:main }
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   route_table rt { 10.0.0.0/8 -> igw:main }
    /// }
    /// ```
    "routing/rt-more-specific-bad-target" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html"],
        aws_error: "InvalidParameterValue",
        each: RouteTable,
    }
}

fn check(cx: &Context<'_>, id: RouteTableId, table: &RouteTable, found: &mut Findings) {
    let Some(network) = cx.network(table.vpc) else { return };
    // Inside a further block the block itself is refused, which is the finding of another rule.
    let primary = network.vpc.as_ref().and_then(|vpc| vpc.ipv4_blocks().next());
    let blocks: Vec<_> = network.vpc.iter().flat_map(|vpc| vpc.ipv6_blocks()).chain(primary).collect();
    for route in &table.routes {
        let (Some(destination), Some(target)) = (route.destination.get(), route.target.object()) else { continue };
        let leads_out = matches!(target.kind, Kind::InternetGateway | Kind::Peering);
        if leads_out && blocks.iter().any(|block| block.covers(destination) && *block != destination) {
            let message = format!(
                "{}: {destination} lies inside {} and cannot be sent over {}: traffic inside a VPC stays inside.",
                cx.name(id),
                network.name(),
                cx.name(target)
            );
            found.at(id, message).with([target]).field("routes").fix(remove_route(id, route));
        }
    }
}
