use crate::addressing::CidrBlock;
use crate::model::kinds::{TransitGateway, TransitGatewayAttachment};
use crate::model::{EntityId, TransitGatewayAttachmentId, TransitGatewayId, VpcId};
use crate::rules::transit_tables::propagates_into;
use crate::rules::{Context, Findings, rule};

rule! {
    /// Two VPCs with overlapping blocks are behind one transit gateway.
    ///
    /// ## Why it matters
    /// A route table of a transit gateway leads one destination to one attachment. AWS takes both attachments, but it
    /// leaves the block of the later one out of every table that knows the first: that VPC cannot be reached, and no error
    /// says so.
    ///
    /// ## What to do
    /// Give one of them other addresses. Where that cannot be, keep them in different transit gateway route tables, or
    /// translate with private NAT gateways.
    ///
    /// ```design,finds
    /// vpc one 10.20.0.0/16
    /// vpc two 10.20.128.0/17
    /// tgw hub us-east-1
    /// attachment one hub resource=vpc:one
    /// attachment two hub resource=vpc:two
    /// ```
    /// ```design,clean
    /// vpc one 10.20.0.0/16
    /// vpc two 10.21.0.0/16
    /// tgw hub us-east-1
    /// attachment one hub resource=vpc:one
    /// attachment two hub resource=vpc:two
    /// ```
    /// ```design,clean
    /// vpc one 10.20.0.0/16
    /// vpc two 10.20.0.0/16
    /// tgw hub us-east-1 default_propagation=false
    /// tgw_table first hub
    /// tgw_table second hub
    /// attachment one hub resource=vpc:one propagating_tables=[first]
    /// attachment two hub resource=vpc:two propagating_tables=[second]
    /// ```
    "transit/tgw-overlapping-vpcs" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html"],
        each: TransitGateway,
    }
}

fn check(cx: &Context<'_>, id: TransitGatewayId, gateway: &TransitGateway, found: &mut Findings) {
    let mut all: Vec<(VpcId, &TransitGatewayAttachment, Vec<CidrBlock>)> = Vec::new();
    let attachments: Vec<(TransitGatewayAttachmentId, _)> = cx.referring(id).collect();
    for (_, attachment) in attachments {
        let attachment: &TransitGatewayAttachment = attachment;
        let Some(vpc) = attachment.resource.typed::<VpcId>() else { continue };
        if let Some(fields) = cx.get(vpc).filter(|_| !all.iter().any(|(known, ..)| *known == vpc)) {
            all.push((vpc, attachment, fields.blocks().collect()));
        }
    }
    for (n, (later, b, blocks)) in all.iter().enumerate() {
        let into = propagates_into(gateway, b);
        for (earlier, _, known) in all[..n].iter().filter(|(_, a, _)| !propagates_into(gateway, a).is_disjoint(&into)) {
            let shared = blocks.iter().flat_map(|x| known.iter().filter_map(|y| x.intersection(*y))).next();
            let Some(shared) = shared else { continue };
            let message = format!(
                "{} and {} both have {shared} and are behind {}: it knows the way to one of them only.",
                cx.name(*earlier),
                cx.name(*later),
                cx.name(id)
            );
            found.on_all([EntityId::from(id), (*earlier).into(), (*later).into()], message);
        }
    }
}
