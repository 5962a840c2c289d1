use crate::addressing::{CidrBlock, Family};
use crate::model::kinds::{RouteTable, Subnet};
use crate::model::{Edit, EndpointId, EntityId, Kind, RouteTableId, SubnetId, WorkloadId};
use crate::rules::network::longest_match;
use crate::rules::workloads::subnets_of;
use crate::rules::{Context, Findings, Fix, Held, Network, Safety, rule};

rule! {
    /// Packets enter a subnet through an appliance, and the replies leave another way.
    ///
    /// ## Why it matters
    /// A gateway route table turns packets aside to a firewall on their way in. A firewall keeps track of connections, and
    /// drops replies of those that it never saw begin, or never sees end: both directions have to pass the same one. AWS
    /// does not support anything else here. Nor can an appliance look at packets for its own subnet.
    ///
    /// ## What to do
    /// Lead the subnet's default route to the same appliance, and keep the appliance in a subnet of its own.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   tier web public { subnet web-a a 10.20.0.0/24 route_table=rt }
    ///   tier firewall public { subnet fw-a a 10.20.1.0/28 route_table=rt-fw }
    ///   endpoint fw com.amazonaws.vpce.us-east-1.vpce-svc-1 endpoint_type=gateway_load_balancer subnets=[fw-a]
    ///   route_table rt { 0.0.0.0/0 -> igw:main }
    ///   route_table rt-fw { 0.0.0.0/0 -> igw:main }
    ///   route_table edge edge_gateway=igw:main { 10.20.0.0/24 -> endpoint:fw }
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
    "routing/gwrt-asymmetric" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html",
            "https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html",
        ],
        each: RouteTable,
    }
}

fn check(cx: &Context<'_>, id: RouteTableId, table: &RouteTable, found: &mut Findings) {
    let (Some(gateway), Some(network)) = (table.edge_gateway, cx.network(table.vpc)) else { return };
    for subnet in &network.subnets {
        for block in subnet.blocks() {
            let Some(route) = longest_match(&table.routes, block) else { continue };
            let Some(appliance) = route.target.object().filter(|target| is_appliance(*target)) else { continue };
            let seats = seats(cx, network, appliance);
            if seats.contains(&subnet.id) {
                // A route for the whole VPC takes the appliance's own subnet in.
                if route.destination.get() == Some(block) {
                    let message = format!(
                        "{} turns packets for {} aside to {}, which stands in that subnet itself: it cannot look at them.",
                        cx.name(id),
                        subnet.name(),
                        cx.name(appliance)
                    );
                    found.at(id, message).with([subnet.entity_id(), appliance]).field("routes");
                }
                continue;
            }
            let Some(back) = replies(network, subnet, block.family(), gateway).filter(|back| *back != appliance) else {
                continue;
            };
            let message = format!(
                "Packets for {} enter by {} through {}, but its replies leave over {}: a firewall drops what it sees one \
                 half of.",
                subnet.name(),
                cx.name(gateway),
                cx.name(appliance),
                cx.name(back)
            );
            let finding = found.at(id, message).with([subnet.entity_id(), appliance, back]);
            finding.fix(lead_back(cx, network, table, subnet, back, appliance));
        }
    }
}

fn is_appliance(target: EntityId) -> bool {
    matches!(target.kind, Kind::Endpoint | Kind::Workload)
}

/// The subnets that an appliance stands in.
fn seats(cx: &Context<'_>, network: &Network, appliance: EntityId) -> Vec<SubnetId> {
    if let Some(endpoint) = appliance.typed::<EndpointId>().and_then(|id| cx.get(id)) {
        return endpoint.subnets.clone();
    }
    let workload = appliance.typed::<WorkloadId>().and_then(|id| cx.get(id));
    workload.map_or_else(Vec::new, |workload| subnets_of(network, workload).iter().map(|s| s.id).collect())
}

/// What the subnet sends its replies to, where that is the gateway or an appliance.
fn replies(network: &Network, subnet: &Subnet, family: Family, gateway: EntityId) -> Option<EntityId> {
    let association = network.association(subnet);
    if gateway.kind == Kind::VpnGateway {
        let table = association.table()?;
        let straight = table.routes.iter().any(|route| route.target.object() == Some(gateway))
            || table.propagating_gateways.iter().any(|propagating| EntityId::from(*propagating) == gateway);
        return straight.then_some(gateway);
    }
    let everywhere = match family {
        Family::V4 => CidrBlock::any_v4(),
        Family::V6 => CidrBlock::any_v6(),
    };
    let next = longest_match(association.routes(), everywhere)?.target.object()?;
    (next == gateway || is_appliance(next)).then_some(next)
}

/// Leads what the subnet's table sends to `from` to the appliance, where every subnet that follows the table is entered
/// through it.
fn lead_back(
    cx: &Context<'_>,
    network: &Network,
    edge: &RouteTable,
    subnet: &Held<Subnet>,
    from: EntityId,
    appliance: EntityId,
) -> Option<Fix> {
    let table = network.association(subnet).table()?;
    let enters_by_it = |block| longest_match(&edge.routes, block).is_some_and(|r| r.target.object() == Some(appliance));
    let all = network.followers(table.id).all(|s| s.blocks().all(enters_by_it));
    let propagates = table.propagating_gateways.iter().any(|gateway| EntityId::from(*gateway) == from);
    if !all || propagates || table.routes.iter().any(|route| route.destination.prefix_list().is_some()) {
        return None;
    }
    let to = crate::model::kinds::RouteTarget::To(appliance);
    Some(Fix::new(
        format!("Lead {} to {}", table.name(), cx.name(appliance)),
        Safety::ChangesTraffic,
        [Edit::change(table.id, move |table: &mut RouteTable| {
            for route in table.routes.iter_mut().filter(|route| route.target.object() == Some(from)) {
                route.target = to;
            }
        })],
    ))
}
