//! What AWS learns of the networks at the other end of VPN connections and Direct Connect lines.

use super::context::Context;
use super::network::Network;
use crate::addressing::CidrBlock;
use crate::model::kinds::{DirectConnectGateway, VpnConnection, VpnRouting};
use crate::model::{DirectConnectGatewayId, EntityId, ExternalNetworkId, VpnConnectionId, VpnGatewayId};

/// A range that a gateway knows the way to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Learned {
    /// The range.
    pub block: CidrBlock,
    /// The VPN connection or Direct Connect gateway that told it.
    pub from: EntityId,
}

/// The ranges of a network outside AWS; none for one that is not in the design.
pub(super) fn ranges_of(cx: &Context<'_>, network: Option<ExternalNetworkId>) -> Vec<CidrBlock> {
    let network = network.and_then(|id| cx.get(id));
    network.into_iter().flat_map(|network| network.blocks.iter().filter_map(|block| block.get())).collect()
}

/// What AWS hears over a VPN connection: the listed ranges with static routing, else those behind the customer gateway.
pub(super) fn over_vpn(cx: &Context<'_>, connection: &VpnConnection) -> Vec<CidrBlock> {
    match connection.routing {
        VpnRouting::Static => connection.static_routes.iter().filter_map(|block| block.get()).collect(),
        VpnRouting::Bgp => ranges_of(cx, cx.get(connection.customer_gateway).and_then(|customer| customer.network)),
    }
}

/// The VPN connections of a VPN gateway or transit gateway, by id.
pub(super) fn connections<'a>(
    cx: &Context<'a>,
    gateway: EntityId,
) -> impl Iterator<Item = (VpnConnectionId, &'a VpnConnection)> {
    cx.referring::<VpnConnection>(gateway)
}

/// The Direct Connect gateways that lead to a VPN gateway or transit gateway, by id.
pub(super) fn lines<'a>(
    cx: &Context<'a>,
    gateway: EntityId,
) -> impl Iterator<Item = (DirectConnectGatewayId, &'a DirectConnectGateway)> {
    cx.referring::<DirectConnectGateway>(gateway)
}

/// What a VPN gateway learns, and puts into the route tables that it propagates into.
pub(super) fn by_vpn_gateway(cx: &Context<'_>, id: VpnGatewayId) -> Vec<Learned> {
    let mut learned = Vec::new();
    for (from, connection) in connections(cx, id.into()) {
        learned.extend(over_vpn(cx, connection).into_iter().map(|block| Learned { block, from: from.into() }));
    }
    for (from, line) in lines(cx, id.into()) {
        learned.extend(ranges_of(cx, line.network).into_iter().map(|block| Learned { block, from: from.into() }));
    }
    learned
}

/// The VPCs of a Direct Connect gateway that a range announced over it covers, when there are several: each then reaches
/// the others.
pub(super) fn covered_together<'a>(
    cx: &Context<'a>,
    line: &DirectConnectGateway,
    range: CidrBlock,
) -> Vec<&'a Network> {
    let gateways = line.associations.iter().filter_map(|to| cx.get(to.gateway.typed::<VpnGatewayId>()?)?.vpc);
    let networks = gateways.filter_map(|vpc| cx.network(vpc));
    let mut covered: Vec<&Network> =
        networks.filter(|network| network.blocks().any(|block| range.covers(block))).collect();
    covered.dedup_by_key(|network| network.id);
    if covered.len() > 1 { covered } else { Vec::new() }
}
