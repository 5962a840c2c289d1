//! Where the route tables of a transit gateway send packets.

use super::context::Context;
use super::learned::{over_vpn, ranges_of};
use super::transit_tables::{Table, attachments, propagates_into};
use crate::addressing::CidrBlock;
use crate::model::kinds::{TransitGateway, TransitGatewayAttachment};
use crate::model::{DirectConnectGatewayId, TransitGatewayAttachmentId, TransitGatewayId, VpcId, VpnConnectionId};

/// A route of a table of a transit gateway, static or propagated.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way {
    /// Which packets.
    pub destination: CidrBlock,
    /// Where they go; none where they are dropped.
    pub to: Option<TransitGatewayAttachmentId>,
    /// Did a person write it? Of two for one destination AWS follows that one.
    pub is_static: bool,
}

/// What an attachment propagates: the blocks of its VPC, or what its VPN connection or line brings. Nothing for a
/// peering.
pub(super) fn propagated(cx: &Context<'_>, attachment: &TransitGatewayAttachment) -> Vec<CidrBlock> {
    let resource = attachment.resource;
    if let Some(vpc) = resource.typed::<VpcId>().and_then(|id| cx.get(id)) {
        return vpc.ipv4_blocks().chain(vpc.ipv6_blocks().filter(|_| attachment.ipv6)).collect();
    }
    if let Some(connection) = resource.typed::<VpnConnectionId>().and_then(|id| cx.get(id)) {
        return over_vpn(cx, connection);
    }
    let line = resource.typed::<DirectConnectGatewayId>().and_then(|id| cx.get(id));
    line.map_or_else(Vec::new, |line| ranges_of(cx, line.network))
}

/// All routes of a table: the static ones, and what attachments propagate into it.
pub(super) fn ways(cx: &Context<'_>, id: TransitGatewayId, gateway: &TransitGateway, table: Table) -> Vec<Way> {
    let mut ways = Vec::new();
    if let Table::Drawn(drawn) = table
        && let Some(fields) = cx.get(drawn)
    {
        for route in &fields.routes {
            let list = route.destination.prefix_list().and_then(|list| cx.get(list));
            let blocks = route.destination.get().into_iter().chain(list.into_iter().flat_map(|list| list.blocks()));
            let to = route.target.attachment();
            ways.extend(blocks.map(|destination| Way { destination, to, is_static: true }));
        }
    }
    for (to, attachment) in attachments(cx, id) {
        if propagates_into(gateway, attachment).contains(&table) {
            let blocks = propagated(cx, attachment).into_iter();
            ways.extend(blocks.map(|destination| Way { destination, to: Some(to), is_static: false }));
        }
    }
    ways
}

/// The way that packets to `destination` take: the longest that covers it, of equal ones the static one.
pub(super) fn way_to(ways: &[Way], destination: CidrBlock) -> Option<&Way> {
    let covering = ways.iter().filter(|way| way.destination.covers(destination));
    covering.max_by_key(|way| (way.destination.length(), way.is_static))
}
