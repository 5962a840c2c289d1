use crate::model::kinds::{CustomerGateway, DirectConnectGateway, ExternalNetwork, VpnConnection};
use crate::model::{CustomerGatewayId, EntityId, ExternalNetworkId, VpnConnectionId};
use crate::rules::words::list;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A network outside AWS depends on one router.
    ///
    /// ## Why it matters
    /// A VPN connection has two tunnels, and AWS takes one of them down at a time for maintenance: with both configured
    /// nobody notices. Two tunnels do not help when the router fails at which both end, or the line that it is on.
    ///
    /// ## What to do
    /// Configure both tunnels, add a second router with a VPN connection of its own, and use BGP, which notices a failure. Or
    /// keep the VPN connection as the standby of a Direct Connect line.
    ///
    /// ```design,finds
    /// external office 192.168.0.0/20
    /// tgw hub us-east-1
    /// cgw office 203.0.113.10 region=us-east-1 asn=65010 network=office
    /// vpn office cgw:office gateway=tgw:hub
    /// ```
    /// ```design,clean
    /// external office 192.168.0.0/20
    /// tgw hub us-east-1
    /// cgw office-1 203.0.113.10 region=us-east-1 asn=65010 network=office
    /// cgw office-2 198.51.100.10 region=us-east-1 asn=65010 network=office
    /// vpn office-1 cgw:office-1 gateway=tgw:hub
    /// vpn office-2 cgw:office-2 gateway=tgw:hub
    /// ```
    "hybrid/vpn-single-path" {
        severity: Advice,
        sources: [
            "https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-redundant-connection.html",
            "https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html",
        ],
        each: ExternalNetwork,
    }
}

fn check(cx: &Context<'_>, id: ExternalNetworkId, _: &ExternalNetwork, found: &mut Findings) {
    // How many lines a Direct Connect gateway has is not drawn.
    if cx.referring::<DirectConnectGateway>(id).next().is_some() {
        return;
    }
    let mut routers: Vec<CustomerGatewayId> = Vec::new();
    let mut connections: Vec<VpnConnectionId> = Vec::new();
    for (router, _) in cx.referring::<CustomerGateway>(id) {
        let of_router = cx.referring::<VpnConnection>(router).filter(|(_, connection)| connection.gateway.is_some());
        let of_router: Vec<VpnConnectionId> = of_router.map(|(connection, _)| connection).collect();
        if !of_router.is_empty() {
            routers.push(router);
            connections.extend(of_router);
        }
    }
    let [router] = routers[..] else { return };
    let message = format!(
        "{} depends on one router, {}: when it fails, {} goes down with both tunnels.",
        cx.name(id),
        cx.name(router),
        list(connections.iter().map(|connection| cx.name(*connection)))
    );
    found.at(id, message).with([EntityId::from(router)]).with(connections);
}
