use crate::model::InternetGatewayId;
use crate::model::kinds::{Connectivity, InternetGateway, Role, RouteTable, Scheme};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// No route leads to an internet gateway.
    ///
    /// ## Why it matters
    /// It does nothing and costs nothing. But it makes the VPC look public to auditors, and leaves a single route between
    /// a private network and the internet.
    ///
    /// ## What to do
    /// Delete it from a VPC that is meant to be private, or add the route that it was made for.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   route_table rt { 0.0.0.0/0 -> igw:main }
    ///   tier web public { subnet web-a a 10.20.0.0/24 route_table=rt }
    /// }
    /// ```
    "gateways/igw-unused" {
        severity: Advice,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html"],
        each: InternetGateway,
    }
}

fn check(cx: &Context<'_>, id: InternetGatewayId, gateway: &InternetGateway, found: &mut Findings) {
    let Some(network) = gateway.vpc.and_then(|vpc| cx.network(vpc)) else { return };
    // A VPC without subnets is being drawn; a public tier, NAT gateway or load balancer that leads nowhere is told as
    // that.
    let public = network.tiers.iter().any(|tier| tier.role == Role::Public);
    let by_nat = network.nat_gateways.iter().any(|nat| nat.connectivity == Connectivity::Public);
    let by_balancer = network.load_balancers.iter().any(|balancer| balancer.scheme == Scheme::InternetFacing);
    if public || by_nat || by_balancer || network.subnets.is_empty() || cx.referring::<RouteTable>(id).next().is_some()
    {
        return;
    }
    let name = cx.name(id);
    let message = format!("{name} is attached to {}, but no route leads to it.", network.name());
    let fix = Fix::new(format!("Delete {name}"), Safety::Safe, cx.deletion(id));
    found.at(id, message).fix(fix);
}
