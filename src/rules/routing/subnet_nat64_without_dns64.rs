use crate::model::kinds::{RouteTable, Subnet, TransitGatewayAttachment};
use crate::model::{Edit, Kind, RouteTableId};
use crate::rules::network::goes_to;
use crate::rules::ranges::NAT64;
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Held, Safety, rule};

rule! {
    /// A route leads 64:ff9b::/96 to a NAT gateway, and no subnet that follows it has DNS64 on.
    ///
    /// ## Why it matters
    /// Hosts with IPv6 only reach IPv4 services by addresses in 64:ff9b::/96, which DNS64 makes up for names that have none of
    /// their own. With DNS64 off a name with an IPv4 address only has no address for them at all: they never send a packet
    /// that way, and the route stays idle.
    ///
    /// ## What to do
    /// Turn DNS64 on for the subnets, unless a DNS server of your own makes up such addresses.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 2600:1f18:1234:5600::/56 {
    ///   igw main
    ///   route_table rt-public { 0.0.0.0/0 -> igw:main }
    ///   route_table rt { 64:ff9b::/96 -> nat:out }
    ///   tier web public { subnet web-a a 10.20.0.0/24 route_table=rt-public { nat out eip-a } }
    ///   tier app private { subnet app-a a 2600:1f18:1234:5601::/64 route_table=rt }
    /// }
    /// eip eip-a region=us-east-1
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 2600:1f18:1234:5600::/56 {
    ///   igw main
    ///   route_table rt-public { 0.0.0.0/0 -> igw:main }
    ///   route_table rt { 64:ff9b::/96 -> nat:out }
    ///   tier web public { subnet web-a a 10.20.0.0/24 route_table=rt-public { nat out eip-a } }
    ///   tier app private { subnet app-a a 2600:1f18:1234:5601::/64 route_table=rt dns64=true }
    /// }
    /// eip eip-a region=us-east-1
    /// ```
    "routing/subnet-nat64-without-dns64" {
        severity: Advice,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html"],
        each: RouteTable,
    }
}

fn check(cx: &Context<'_>, id: RouteTableId, table: &RouteTable, found: &mut Findings) {
    let Some(network) = cx.network(table.vpc) else { return };
    let translating = table.routes.iter().any(|r| r.destination.get() == Some(NAT64) && goes_to(r, Kind::NatGateway));
    // What comes in from a transit gateway was asked for in another VPC.
    let hands_over = |s: &Held<Subnet>| cx.referring::<TransitGatewayAttachment>(s.entity_id()).next().is_some();
    let followers: Vec<_> = network.followers(id).filter(|s| s.ipv6_block().is_some() && !hands_over(s)).collect();
    if !translating || followers.is_empty() || followers.iter().any(|subnet| subnet.dns64) {
        return;
    }
    let names = list(followers.iter().map(|subnet| subnet.name()));
    let message = format!(
        "{} can translate to IPv4 by {NAT64}, but {names} {} DNS64 off: nothing will use it.",
        cx.name(id),
        if followers.len() == 1 { "has" } else { "have" }
    );
    let on = followers.iter().map(|subnet| Edit::change(subnet.id, |subnet| subnet.dns64 = true));
    let fix = Fix::new(format!("Turn DNS64 of {names} on"), Safety::ChangesTraffic, on.collect::<Vec<_>>());
    found.at(id, message).with(followers.iter().map(|subnet| subnet.id)).fix(fix);
}
