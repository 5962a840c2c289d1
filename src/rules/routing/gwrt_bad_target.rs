use crate::model::kinds::{EndpointType, RouteTable};
use crate::model::{EndpointId, EntityId, Kind, RouteTableId};
use crate::rules::remove::remove_route;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A gateway route table leads to something that it may not lead to.
    ///
    /// ## Why it matters
    /// A route table that an internet gateway or VPN gateway follows decides where packets go that enter the VPC there. It
    /// can turn them aside to an interface of an appliance or to a Gateway Load Balancer endpoint, and to nothing else. In
    /// particular, what comes in by a VPN gateway cannot go on through a NAT gateway: with a transit gateway in its place it
    /// can.
    ///
    /// ## What to do
    /// Lead the route to an appliance or a Gateway Load Balancer endpoint, or remove it: without one the packets go straight
    /// to their host.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   tier web public { subnet web-a a 10.20.0.0/24 route_table=rt { nat out eip-a } }
    ///   route_table rt { 0.0.0.0/0 -> igw:main }
    ///   route_table edge edge_gateway=igw:main { 10.20.0.0/24 -> nat:out }
    /// }
    /// eip eip-a region=us-east-1
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   tier web public { subnet web-a a 10.20.0.0/24 route_table=rt }
    ///   tier firewall public { subnet fw-a a 10.20.1.0/28 route_table=rt-fw }
    ///   endpoint fw com.amazonaws.vpce.us-east-1.vpce-svc-1 endpoint_type=gateway_load_balancer subnets=[fw-a]
    ///   route_table rt { 0.0.0.0/0 -> endpoint:fw }
    ///   route_table rt-fw { 0.0.0.0/0 -> igw:main }
    ///   route_table edge edge_gateway=igw:main { 10.20.0.0/24 -> endpoint:fw }
    /// }
    /// ```
    "routing/gwrt-bad-target" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html"],
        aws_error: "InvalidParameterValue",
        each: RouteTable,
    }
}

fn check(cx: &Context<'_>, id: RouteTableId, table: &RouteTable, found: &mut Findings) {
    let Some(gateway) = table.edge_gateway else { return };
    for route in &table.routes {
        let Some(target) = route.target.object().filter(|target| cx.exists(*target)) else { continue };
        if !is_wrong(cx, target) {
            continue;
        }
        let instead = match (gateway.kind, target.kind) {
            (Kind::VpnGateway, Kind::NatGateway) => "To send it through a NAT gateway, use a transit gateway instead",
            _ => "It may lead to an appliance or a Gateway Load Balancer endpoint only",
        };
        let message = format!(
            "{} is for what enters by {}, but leads {} to {}. {instead}.",
            cx.name(id),
            cx.name(gateway),
            route.destination,
            cx.name(target)
        );
        found.at(id, message).with([gateway, target]).field("routes").fix(remove_route(id, route));
    }
}

/// Is it a target of routes, but not of those of a gateway? What is never a target is the finding of another rule.
fn is_wrong(cx: &Context<'_>, target: EntityId) -> bool {
    match target.kind {
        Kind::InternetGateway
        | Kind::NatGateway
        | Kind::Peering
        | Kind::EgressOnlyGateway
        | Kind::VpnGateway
        | Kind::TransitGateway => true,
        Kind::Endpoint => {
            let endpoint = target.typed::<EndpointId>().and_then(|id| cx.get(id));
            endpoint.is_some_and(|endpoint| endpoint.endpoint_type != EndpointType::GatewayLoadBalancer)
        }
        _ => false,
    }
}
