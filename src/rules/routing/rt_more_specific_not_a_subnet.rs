use crate::model::kinds::RouteTable;
use crate::model::{Kind, RouteTableId};
use crate::rules::remove::remove_route;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A route inside the VPC is not for exactly one subnet.
    ///
    /// ## Why it matters
    /// A route that is more specific than the local one redirects traffic between subnets, for example through an
    /// inspection device. AWS allows that for whole subnets only: the destination must be the complete block of one. Half
    /// a subnet, one host, or two subnets together are refused.
    ///
    /// ## What to do
    /// Use the subnet's exact block, with one route for each subnet.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   route_table rt { 10.20.4.128/25 -> nat:out }
    ///   tier app private { subnet app-a a 10.20.4.0/24 { nat out eip-a } }
    /// }
    /// eip eip-a region=us-east-1
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   route_table rt { 10.20.4.0/24 -> nat:out }
    ///   tier app private { subnet app-a a 10.20.4.0/24 { nat out eip-a } }
    /// }
    /// eip eip-a region=us-east-1
    /// ```
    "routing/rt-more-specific-not-a-subnet" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html"],
        aws_error: "InvalidParameterValue",
        each: RouteTable,
    }
}

fn check(cx: &Context<'_>, id: RouteTableId, table: &RouteTable, found: &mut Findings) {
    let Some(network) = cx.network(table.vpc) else { return };
    for route in &table.routes {
        let (Some(destination), Some(target)) = (route.destination.get(), route.target.object()) else { continue };
        let inside = network.blocks().any(|block| block.covers(destination) && block != destination);
        // A target that is not allowed at all is the finding of another rule.
        if !inside || target.kind != Kind::NatGateway {
            continue;
        }
        if !network.subnets.iter().any(|s| s.blocks().any(|block| block == destination)) {
            let message = format!(
                "{}: {destination} is inside {} but is not the whole block of a subnet. AWS refuses the route.",
                cx.name(id),
                network.name()
            );
            found.at(id, message).with([target]).field("routes").fix(remove_route(id, route));
        }
    }
}
