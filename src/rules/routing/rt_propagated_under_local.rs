use crate::model::kinds::{RouteTable, VpnConnection, VpnGateway};
use crate::model::{Edit, EntityId, VpnConnectionId, VpnGatewayId};
use crate::rules::learned::{by_vpn_gateway, ranges_of};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A VPN gateway propagates a range that lies inside its own VPC.
    ///
    /// ## Why it matters
    /// The longest prefix wins, with one exception: a route that was propagated never beats the local route, even where it
    /// is more specific. Hosts in that range at the other end are unreachable from the VPC, while their packets do arrive:
    /// the fault looks one-sided.
    ///
    /// ## What to do
    /// Give one side other addresses. Where that cannot be, translate with a private NAT gateway.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   vgw office-end
    ///   route_table rt main propagating_gateways=[office-end]
    /// }
    /// external office 192.168.0.0/20
    /// cgw office 203.0.113.10 region=us-east-1 asn=65010 network=office
    /// vpn office cgw:office gateway=vgw:office-end routing=static static_routes=[192.168.0.0/20, 10.20.64.0/20]
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   vgw office-end
    ///   route_table rt main propagating_gateways=[office-end]
    /// }
    /// external office 10.0.0.0/8
    /// cgw office 203.0.113.10 region=us-east-1 asn=65010
    /// vpn office cgw:office gateway=vgw:office-end routing=static static_routes=[10.0.0.0/8]
    /// ```
    "routing/rt-propagated-under-local" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html"],
        each: VpnGateway,
    }
}

fn check(cx: &Context<'_>, id: VpnGatewayId, gateway: &VpnGateway, found: &mut Findings) {
    let Some(network) = gateway.vpc.and_then(|vpc| cx.network(vpc)) else { return };
    let tables: Vec<EntityId> = cx.referring::<RouteTable>(id).map(|(table, _)| table.into()).collect();
    let propagates = network.tables.iter().any(|table| table.propagating_gateways.contains(&id));
    for learned in by_vpn_gateway(cx, id) {
        // A network outside that has addresses of the VPC is told as that, by another rule.
        let Some(from) = learned.from.typed::<VpnConnectionId>() else { continue };
        let customer = cx.get(from).and_then(|connection: &VpnConnection| cx.get(connection.customer_gateway));
        let told = ranges_of(cx, customer.and_then(|customer| customer.network));
        let Some(block) = network.blocks().find(|block| block.covers(learned.block)) else { continue };
        if !propagates || told.iter().any(|told| told.overlaps(block)) {
            continue;
        }
        let message = format!(
            "{} learns {} from {}, inside {block} of {}: the local route always wins, so the hosts there are unreachable.",
            cx.name(id),
            learned.block,
            cx.name(from),
            network.name()
        );
        let gone = learned.block;
        found.at(id, message).with([learned.from, network.id.into()]).with(tables.iter().copied()).fix(Fix::new(
            format!("Take {gone} out of the routes of {}", cx.name(from)),
            Safety::NeedsChoice,
            [Edit::change(from, move |vpn| vpn.static_routes.retain(|route| route.get() != Some(gone)))],
        ));
    }
}
