use crate::addressing::CidrBlock;
use crate::model::kinds::{RouteTable, RouteTarget};
use crate::model::{Kind, RouteTableId};
use crate::rules::remove::remove_route;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A route takes the place of a local route, or claims to be one where there is none.
    ///
    /// ## Why it matters
    /// Every route table has a local route for each block of its VPC, which keeps the VPC connected inside. It cannot be
    /// removed. Its target can be replaced by a network interface, a NAT gateway or a Gateway Load Balancer endpoint, to
    /// inspect inner traffic, and by nothing else. And "local" is never a target for addresses outside the VPC.
    ///
    /// ## What to do
    /// Leave the VPC's own blocks out of the table, and route other networks to a gateway or a peering.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   route_table rt { 10.20.0.0/16 -> igw:main }
    /// }
    /// ```
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { route_table rt { 10.21.0.0/16 -> local } }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   route_table rt { 10.20.0.0/16 -> local; 0.0.0.0/0 -> igw:main }
    /// }
    /// ```
    "routing/rt-local-route-missing" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html"],
        aws_error: "InvalidParameterValue",
        each: RouteTable,
    }
}

fn check(cx: &Context<'_>, id: RouteTableId, table: &RouteTable, found: &mut Findings) {
    let Some(network) = cx.network(table.vpc) else { return };
    let blocks: Vec<CidrBlock> = network.blocks().collect();
    if blocks.is_empty() {
        return;
    }
    for route in &table.routes {
        let Some(destination) = route.destination.get() else { continue };
        let message = match route.target {
            RouteTarget::Local if !blocks.contains(&destination) => {
                format!("{}: {destination} cannot be local, it is not a block of {}.", cx.name(id), network.name())
            }
            RouteTarget::To(target) if blocks.contains(&destination) && target.kind != Kind::NatGateway => format!(
                "{}: {destination} is {}'s own block. Its local route cannot be replaced by a route over {}.",
                cx.name(id),
                network.name(),
                cx.name(target)
            ),
            _ => continue,
        };
        found.at(id, message).with(route.target.object()).field("routes").fix(remove_route(id, route));
    }
}
