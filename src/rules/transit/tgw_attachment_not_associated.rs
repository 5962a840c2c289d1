use crate::model::kinds::{TransitGatewayAttachment, TransitGatewayRouteTable};
use crate::model::{Edit, EntityId, TransitGatewayAttachmentId};
use crate::rules::transit_tables::follows;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// An attachment is associated with no route table of its transit gateway.
    ///
    /// ## Why it matters
    /// Association and propagation are two things. The table that an attachment is associated with decides where its
    /// packets go; the tables that it propagates into learn the way to it. Without an association everything that it sends
    /// is dropped.
    ///
    /// ## What to do
    /// Associate it with a route table, or let the gateway associate new attachments with its default one.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16
    /// tgw hub us-east-1 default_association=false
    /// tgw_table spokes hub
    /// attachment main hub resource=vpc:main
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16
    /// tgw hub us-east-1 default_association=false
    /// tgw_table spokes hub
    /// attachment main hub resource=vpc:main associated_table=spokes
    /// ```
    "transit/tgw-attachment-not-associated" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html"],
        each: TransitGatewayAttachment,
    }
}

fn check(
    cx: &Context<'_>,
    id: TransitGatewayAttachmentId,
    attachment: &TransitGatewayAttachment,
    found: &mut Findings,
) {
    let Some(gateway) = cx.get(attachment.transit_gateway) else { return };
    if follows(gateway, attachment).is_some() {
        return;
    }
    let message = format!(
        "{} is associated with no route table of {}: everything that it sends is dropped.",
        cx.name(id),
        cx.name(attachment.transit_gateway)
    );
    let finding = found.at(id, message).with([EntityId::from(attachment.transit_gateway)]).field("associated_table");
    for (table, _) in cx.referring::<TransitGatewayRouteTable>(attachment.transit_gateway) {
        finding.fix(Fix::new(
            format!("Associate {} with {}", cx.name(id), cx.name(table)),
            Safety::NeedsChoice,
            [Edit::change(id, move |attachment| attachment.associated_table = Some(table))],
        ));
    }
}
