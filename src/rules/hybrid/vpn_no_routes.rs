use crate::model::kinds::{RouteTable, RouteTarget, VpnGateway};
use crate::model::{Edit, Entity, EntityId, RouteTableId, VpnGatewayId};
use crate::rules::learned::{connections, lines};
use crate::rules::routes::followed_tables;
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Network, Safety, rule};

rule! {
    /// A VPC has a VPN gateway with a connection, and no route table leads to it.
    ///
    /// ## Why it matters
    /// Attaching a VPN gateway changes no route table. Packets from the other end arrive, and the replies have nowhere to go.
    ///
    /// ## What to do
    /// Turn route propagation on for the route tables concerned: what the gateway learns then becomes routes by itself. Or
    /// write the ranges as static routes to it.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   vgw office-end
    ///   route_table rt main
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    /// }
    /// external office 192.168.0.0/20
    /// cgw office 203.0.113.10 region=us-east-1 asn=65010 network=office
    /// vpn office cgw:office gateway=vgw:office-end
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   vgw office-end
    ///   route_table rt main propagating_gateways=[office-end]
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    /// }
    /// external office 192.168.0.0/20
    /// cgw office 203.0.113.10 region=us-east-1 asn=65010 network=office
    /// vpn office cgw:office gateway=vgw:office-end
    /// ```
    "hybrid/vpn-no-routes" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html"],
        each: VpnGateway,
    }
}

fn check(cx: &Context<'_>, id: VpnGatewayId, gateway: &VpnGateway, found: &mut Findings) {
    let Some(network) = gateway.vpc.and_then(|vpc| cx.network(vpc)) else { return };
    let ends: Vec<EntityId> = connections(cx, id.into())
        .map(|(connection, _)| connection.into())
        .chain(lines(cx, id.into()).map(|(line, _)| line.into()))
        .collect();
    let target = RouteTarget::To(id.into());
    let leads = |table: &RouteTable| {
        // A table that the gateway itself follows is about the other direction.
        let inside = table.edge_gateway.is_none();
        let routed = table.routes.iter().any(|route| route.target == target);
        inside && (routed || table.propagating_gateways.contains(&id))
    };
    if ends.is_empty() || network.subnets.is_empty() || network.tables.iter().any(|table| leads(table)) {
        return;
    }
    let message = format!(
        "No route table of {} leads to {}: replies to what comes over {} have nowhere to go.",
        network.name(),
        cx.name(id),
        list(ends.iter().map(|end| cx.name(*end)))
    );
    let finding = found.on_all([EntityId::from(id), network.id.into()], message).with(ends);
    finding.fix(propagate(cx, network, id));
}

/// Turns propagation on for the tables that subnets follow; draws the main one where there is none.
fn propagate(cx: &Context<'_>, network: &Network, id: VpnGatewayId) -> Option<Fix> {
    let tables = followed_tables(network);
    if tables.is_empty() {
        if network.main_table().is_some() {
            return None;
        }
        let name = format!("{}-main", network.name());
        let new: RouteTableId = cx.new_id(&name);
        let body = RouteTable { main: true, propagating_gateways: vec![id], ..RouteTable::new(network.id) };
        let title = format!("Propagate what {} learns into the main route table", cx.name(id));
        return Some(Fix::new(title, Safety::ChangesTraffic, [Edit::add(new, Entity::new(name, body))]));
    }
    let title = format!("Propagate what {} learns into {}", cx.name(id), list(tables.iter().map(|t| cx.name(*t))));
    let edits = tables
        .into_iter()
        .map(|table| Edit::change(table, move |table: &mut RouteTable| table.propagating_gateways.push(id)));
    Some(Fix::new(title, Safety::ChangesTraffic, edits.collect::<Vec<_>>()))
}
