use crate::addressing::CidrBlock;
use crate::model::kinds::{Destination, RouteTable};
use crate::model::{Edit, RouteTableId};
use crate::rules::remove::remove_routes_to;
use crate::rules::{Context, Findings, Fix, Network, Safety, rule};

rule! {
    /// A gateway route table has a destination that is no whole block of the VPC or of a subnet.
    ///
    /// ## Why it matters
    /// A route table that an internet gateway or VPN gateway follows is about packets that enter the VPC, so it may speak of
    /// addresses in the VPC only: of a whole block of it, or of the whole block of a subnet. (With an internet gateway also
    /// of a range of one's own that is associated with the table.) AWS refuses parts of a subnet, prefix lists, and routes
    /// that a VPN gateway propagates.
    ///
    /// ## What to do
    /// Write the exact block of the subnet.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   tier web public { subnet web-a a 10.20.0.0/24 route_table=rt }
    ///   tier firewall public { subnet fw-a a 10.20.1.0/28 route_table=rt-fw }
    ///   endpoint fw com.amazonaws.vpce.us-east-1.vpce-svc-1 endpoint_type=gateway_load_balancer subnets=[fw-a]
    ///   route_table rt { 0.0.0.0/0 -> endpoint:fw }
    ///   route_table rt-fw { 0.0.0.0/0 -> igw:main }
    ///   route_table edge edge_gateway=igw:main { 10.20.0.0/25 -> endpoint:fw }
    /// }
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
    "routing/gwrt-destination-outside-vpc" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html",
            "https://docs.aws.amazon.com/vpc/latest/userguide/igw-ingress-routing.html",
        ],
        aws_error: "InvalidParameterValue",
        each: RouteTable,
    }
}

fn check(cx: &Context<'_>, id: RouteTableId, table: &RouteTable, found: &mut Findings) {
    let (Some(gateway), Some(network)) = (table.edge_gateway, cx.network(table.vpc)) else { return };
    let whole: Vec<CidrBlock> = network.blocks().chain(network.subnets.iter().flat_map(|s| s.blocks())).collect();
    for (at, route) in table.routes.iter().enumerate() {
        // Two routes to one destination are one mistake here.
        if table.routes[..at].iter().any(|earlier| earlier.destination == route.destination) {
            continue;
        }
        let wrong = match &route.destination {
            Destination::Block(block) => match block.get() {
                Some(block) if !whole.contains(&block) => {
                    format!("{block} is neither a block of {} nor that of a subnet", network.name())
                }
                _ => continue,
            },
            Destination::PrefixList(list) => format!("{} is a prefix list", cx.name(*list)),
        };
        let message =
            format!("{} is for what enters by {}, but {wrong}. AWS refuses the route.", cx.name(id), cx.name(gateway));
        let finding = found.at(id, message).with([gateway]).field("routes");
        finding.fix(widen(network, table, id, &route.destination)).fix(remove_routes_to(id, &route.destination));
    }
    if !table.propagating_gateways.is_empty() {
        let message = format!(
            "{} is for what enters by {}, so no VPN gateway can propagate routes into it.",
            cx.name(id),
            cx.name(gateway)
        );
        let finding = found.at(id, message).with([gateway]).with(table.propagating_gateways.iter().copied());
        finding.field("propagating_gateways").fix(Fix::new(
            format!("Turn route propagation of {} off", cx.name(id)),
            Safety::ChangesTraffic,
            [Edit::change(id, |table| table.propagating_gateways.clear())],
        ));
    }
}

/// Writes the block of the subnet that the destination is a part of.
fn widen(network: &Network, table: &RouteTable, id: RouteTableId, destination: &Destination) -> Option<Fix> {
    let part = destination.get()?;
    let subnet = network.subnets.iter().find(|s| s.blocks().any(|block| block.covers(part)))?;
    let block = subnet.blocks().find(|block| block.covers(part))?;
    if table.routes.iter().any(|route| route.destination.get() == Some(block)) {
        return None;
    }
    let old = destination.clone();
    Some(Fix::new(
        format!("Write {block}, the block of {}", subnet.name()),
        Safety::ChangesTraffic,
        [Edit::change(id, move |table| {
            for route in table.routes.iter_mut().filter(|route| route.destination == old) {
                route.destination = block.into();
            }
        })],
    ))
}
