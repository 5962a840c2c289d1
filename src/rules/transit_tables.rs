//! Which route tables of a transit gateway an attachment has to do with.

use std::collections::BTreeSet;

use super::context::Context;
use crate::model::kinds::{TransitGateway, TransitGatewayAttachment};
use crate::model::{TransitGatewayAttachmentId, TransitGatewayId, TransitGatewayRouteTableId, VpcId};

/// A route table of a transit gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Table {
    /// One of the design.
    Drawn(TransitGatewayRouteTableId),
    /// The default one that AWS makes with the gateway and that nobody has drawn.
    Undrawn,
}

/// The table that decides where packets of the attachment go; none when they are dropped.
pub(super) fn follows(gateway: &TransitGateway, attachment: &TransitGatewayAttachment) -> Option<Table> {
    match attachment.associated_table {
        Some(table) => Some(Table::Drawn(table)),
        None if gateway.default_association => Some(gateway.association_table.map_or(Table::Undrawn, Table::Drawn)),
        None => None,
    }
}

/// The tables that learn the way to the attachment.
pub(super) fn propagates_into(gateway: &TransitGateway, attachment: &TransitGatewayAttachment) -> BTreeSet<Table> {
    let default = gateway.default_propagation.then(|| gateway.propagation_table.map_or(Table::Undrawn, Table::Drawn));
    attachment.propagating_tables.iter().map(|table| Table::Drawn(*table)).chain(default).collect()
}

/// The attachments of a transit gateway, by id.
pub(super) fn attachments<'a>(
    cx: &Context<'a>,
    gateway: TransitGatewayId,
) -> Vec<(TransitGatewayAttachmentId, &'a TransitGatewayAttachment)> {
    // One that attaches this gateway to another is a peering, and belongs to that other.
    cx.referring::<TransitGatewayAttachment>(gateway).filter(|(_, a)| a.transit_gateway == gateway).collect()
}

/// A transit gateway that two VPCs are attached to, with the attachment of each.
pub(super) struct Shared<'a> {
    /// The transit gateway.
    pub gateway: TransitGatewayId,
    /// The attachment of the first VPC.
    pub ours: (TransitGatewayAttachmentId, &'a TransitGatewayAttachment),
    /// The attachment of the second.
    pub theirs: (TransitGatewayAttachmentId, &'a TransitGatewayAttachment),
}

/// The transit gateways that both VPCs are attached to.
pub(super) fn shared_gateways<'a>(cx: &Context<'a>, here: VpcId, there: VpcId) -> impl Iterator<Item = Shared<'a>> {
    let of = |vpc: VpcId| -> Vec<(TransitGatewayAttachmentId, &'a TransitGatewayAttachment)> {
        cx.referring::<TransitGatewayAttachment>(vpc).filter(|(_, a)| a.resource == vpc.into()).collect()
    };
    let theirs = of(there);
    of(here).into_iter().filter_map(move |ours| {
        let theirs = theirs.iter().find(|(_, a)| a.transit_gateway == ours.1.transit_gateway)?;
        Some(Shared { gateway: ours.1.transit_gateway, ours, theirs: *theirs })
    })
}
