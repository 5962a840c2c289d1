use crate::model::kinds::RouteTable;
use crate::model::{Kind, RouteTableId};
use crate::rules::remove::remove_route;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A route points at something that cannot forward packets.
    ///
    /// ## Why it matters
    /// A route's target is the next thing that takes the packet: a gateway, a peering, an interface. A VPC, a subnet or
    /// another route table is not such a thing, and AWS has no way to write it into a route.
    ///
    /// ## What to do
    /// To reach another VPC, make a peering and route to that. To reach the internet, route to an internet gateway or a
    /// NAT gateway.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { route_table rt { 10.21.0.0/16 -> vpc:other } }
    /// vpc other 10.21.0.0/16
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 { route_table rt { 10.21.0.0/16 -> peering:main-other } }
    /// vpc other 10.21.0.0/16
    /// peering main-other main other
    /// ```
    "routing/rt-target-kind" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html"],
        each: RouteTable,
    }
}

fn forwards(kind: Kind) -> bool {
    match kind {
        Kind::InternetGateway
        | Kind::NatGateway
        | Kind::Peering
        | Kind::EgressOnlyGateway
        | Kind::VpnGateway
        | Kind::TransitGateway
        | Kind::Endpoint
        | Kind::Workload => true,
        Kind::Settings
        | Kind::Account
        | Kind::Environment
        | Kind::AddressPool
        | Kind::Vpc
        | Kind::Tier
        | Kind::Subnet
        | Kind::RouteTable
        | Kind::ElasticIp
        | Kind::ExternalNetwork
        | Kind::SubnetReservation
        | Kind::PrefixList
        | Kind::CustomerGateway
        | Kind::VpnConnection
        | Kind::DirectConnectGateway
        | Kind::TransitGatewayAttachment
        | Kind::TransitGatewayRouteTable
        | Kind::EndpointService
        | Kind::SecurityGroup
        | Kind::NetworkAcl
        | Kind::LoadBalancer
        | Kind::ServiceNetwork
        | Kind::TrafficMirrorSession
        | Kind::ResolverEndpoint
        | Kind::PrivateZone
        | Kind::Assertion
        | Kind::Note
        | Kind::Comment => false,
    }
}

fn check(cx: &Context<'_>, id: RouteTableId, table: &RouteTable, found: &mut Findings) {
    for route in &table.routes {
        let Some(target) = route.target.object().filter(|target| !forwards(target.kind)) else { continue };
        // One that is not there is the finding of another rule.
        if cx.exists(target) {
            let message = format!(
                "{}: the route to {} leads to the {} {}, which cannot forward packets.",
                cx.name(id),
                route.destination,
                target.kind.title(),
                cx.name(target)
            );
            found.at(id, message).with([target]).field("routes").fix(remove_route(id, route));
        }
    }
}
