use crate::addressing::CidrBlock;
use crate::model::kinds::{
    TransitGateway, TransitGatewayAttachment, TransitGatewayRoute, TransitGatewayRouteTable, TransitGatewayTarget,
};
use crate::model::{Edit, EntityId, TransitGatewayAttachmentId, TransitGatewayId};
use crate::rules::transit_tables::{Table, attachments, follows};
use crate::rules::transit_ways::propagated;
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// Two transit gateways are peered, and one of them has no route over the peering.
    ///
    /// ## Why it matters
    /// A peering of transit gateways propagates nothing. Each side needs static routes to the networks of the other, in every
    /// table whose attachments are to reach them; with routes on one side only, replies are dropped. (Names and references to
    /// security groups do not cross such a peering either.)
    ///
    /// ## What to do
    /// Write static routes to the other side's networks on both.
    ///
    /// ```design,finds
    /// vpc a 10.20.0.0/16
    /// vpc b 10.21.0.0/16 region=eu-west-1
    /// tgw east us-east-1 association_table=east propagation_table=east
    /// tgw west eu-west-1 association_table=west propagation_table=west asn=64513
    /// tgw_table east east { 10.21.0.0/16 -> attachment:east-west }
    /// tgw_table west west
    /// attachment a east resource=vpc:a
    /// attachment b west resource=vpc:b
    /// attachment east-west east resource=tgw:west
    /// ```
    /// ```design,clean
    /// vpc a 10.20.0.0/16
    /// vpc b 10.21.0.0/16 region=eu-west-1
    /// tgw east us-east-1 association_table=east propagation_table=east
    /// tgw west eu-west-1 association_table=west propagation_table=west asn=64513
    /// tgw_table east east { 10.21.0.0/16 -> attachment:east-west }
    /// tgw_table west west { 10.20.0.0/16 -> attachment:east-west }
    /// attachment a east resource=vpc:a
    /// attachment b west resource=vpc:b
    /// attachment east-west east resource=tgw:west
    /// ```
    "transit/tgw-peering-static-routes" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html",
            "https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html",
        ],
        each: TransitGatewayAttachment,
    }
}

fn check(
    cx: &Context<'_>,
    id: TransitGatewayAttachmentId,
    attachment: &TransitGatewayAttachment,
    found: &mut Findings,
) {
    let here = attachment.transit_gateway;
    let Some(there) = attachment.resource.typed::<TransitGatewayId>().filter(|there| *there != here) else { return };
    for (side, other) in [(here, there), (there, here)] {
        let (Some(gateway), Some(_)) = (cx.get(side), cx.get(other)) else { continue };
        let (ours, theirs) = (networks(cx, side), networks(cx, other));
        // The same two may be joined by another peering that carries the routes.
        let joins = |id: TransitGatewayAttachmentId| {
            cx.get(id).is_some_and(|a| {
                (a.transit_gateway, a.resource) == (side, other.into())
                    || (a.transit_gateway, a.resource) == (other, side.into())
            })
        };
        let tables: Vec<_> = cx.referring::<TransitGatewayRouteTable>(side).collect();
        let tables: Vec<_> = tables.into_iter().filter(|(_, table)| table.transit_gateway == side).collect();
        let mut routes = tables.iter().flat_map(|(_, table)| &table.routes);
        let routed = routes.any(|route| route.target.attachment().is_some_and(joins));
        if ours.is_empty() || theirs.is_empty() || routed {
            continue;
        }
        let message = format!(
            "{}: {} has no static route over it, so {} of {} cannot be reached from there.",
            cx.name(id),
            cx.name(side),
            list(&theirs),
            cx.name(other)
        );
        let finding = found.on_all([EntityId::from(id), side.into(), other.into()], message);
        let edits: Vec<Edit> = tables
            .into_iter()
            .filter(|(table, _)| is_followed(cx, side, gateway, Table::Drawn(*table)))
            .filter_map(|(table, fields)| {
                let taken = |block: &CidrBlock| fields.routes.iter().any(|r| r.destination.get() == Some(*block));
                let missing: Vec<CidrBlock> = theirs.iter().copied().filter(|block| !taken(block)).collect();
                (!missing.is_empty()).then(|| {
                    Edit::change(table, move |table: &mut TransitGatewayRouteTable| {
                        let target = TransitGatewayTarget::To(id);
                        let routes = missing.iter().map(|block| (*block).into());
                        table.routes.extend(routes.map(|destination| TransitGatewayRoute { destination, target }));
                    })
                })
            })
            .collect();
        if !edits.is_empty() {
            let title = format!("Lead {} over {} in {}", list(&theirs), cx.name(id), cx.name(side));
            finding.fix(Fix::new(title, Safety::ChangesTraffic, edits));
        }
    }
}

/// What is behind a transit gateway besides its peers.
fn networks(cx: &Context<'_>, gateway: TransitGatewayId) -> Vec<CidrBlock> {
    let mut blocks: Vec<CidrBlock> = Vec::new();
    for block in attachments(cx, gateway).into_iter().flat_map(|(_, attachment)| propagated(cx, attachment)) {
        if !blocks.contains(&block) {
            blocks.push(block);
        }
    }
    blocks
}

fn is_followed(cx: &Context<'_>, id: TransitGatewayId, gateway: &TransitGateway, table: Table) -> bool {
    attachments(cx, id).iter().any(|(_, attachment)| follows(gateway, attachment) == Some(table))
}
