use crate::model::NatGatewayId;
use crate::model::kinds::{NatGateway, RouteTable};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// No route leads to a NAT gateway.
    ///
    /// ## Why it matters
    /// A NAT gateway is charged for by the hour from the moment it is created, and so is its public address, whether or
    /// not a packet ever passes it.
    ///
    /// ## What to do
    /// Add the route that it was made for (0.0.0.0/0 in the route table of the private subnets), or delete it.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   tier web public { subnet web-a a 10.20.0.0/24 { nat out eip-a } }
    /// }
    /// eip eip-a region=us-east-1
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   route_table rt { 0.0.0.0/0 -> nat:out }
    ///   tier web public { subnet web-a a 10.20.0.0/24 { nat out eip-a } }
    ///   tier app private { subnet app-a a 10.20.1.0/24 route_table=rt }
    /// }
    /// eip eip-a region=us-east-1
    /// ```
    "cost/nat-unused" {
        severity: Advice,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-pricing.html"],
        each: NatGateway,
    }
}

fn check(cx: &Context<'_>, id: NatGatewayId, _: &NatGateway, found: &mut Findings) {
    if cx.referring::<RouteTable>(id).next().is_some() {
        return;
    }
    let name = cx.name(id);
    let message = format!("No route leads to {name}: it costs by the hour and carries nothing.");
    found.at(id, message).fix(Fix::new(format!("Delete {name}"), Safety::NeedsChoice, cx.deletion(id)));
}
