use crate::model::kinds::TransitGatewayAttachment;
use crate::model::{TransitGatewayAttachmentId, VpcId};
use crate::rules::{Context, Findings, rule};

rule! {
    /// A VPC is attached to a transit gateway of another Region.
    ///
    /// ## Why it matters
    /// A transit gateway is a router of one Region, and AWS finds no transit gateway of that id in another. Regions are
    /// joined by a peering of their transit gateways, with static routes on both sides.
    ///
    /// ## What to do
    /// Make a transit gateway in the Region of the VPC, attach the VPC to that, and peer the two.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 region=eu-west-1 { tier app private { subnet app-a a 10.20.0.0/24 } }
    /// tgw hub us-east-1
    /// attachment main hub resource=vpc:main subnets=[app-a]
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 region=eu-west-1 { tier app private { subnet app-a a 10.20.0.0/24 } }
    /// tgw hub eu-west-1
    /// attachment main hub resource=vpc:main subnets=[app-a]
    /// ```
    "transit/tgw-region-mismatch" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html"],
        aws_error: "InvalidTransitGatewayID.NotFound",
        each: TransitGatewayAttachment,
    }
}

fn check(
    cx: &Context<'_>,
    id: TransitGatewayAttachmentId,
    attachment: &TransitGatewayAttachment,
    found: &mut Findings,
) {
    let Some(vpc) = attachment.resource.typed::<VpcId>() else { return };
    let (Some(fields), Some(gateway)) = (cx.get(vpc), cx.get(attachment.transit_gateway)) else { return };
    if fields.region.is_empty() || gateway.region.is_empty() || fields.region == gateway.region {
        return;
    }
    let message = format!(
        "{}: {} is in {}, but {} is in {}. A transit gateway serves its own Region: make one in {} and peer the two.",
        cx.name(id),
        cx.name(vpc),
        fields.region,
        cx.name(attachment.transit_gateway),
        gateway.region,
        fields.region
    );
    found
        .at(id, message)
        .with([vpc.into(), crate::model::EntityId::from(attachment.transit_gateway)])
        .field("resource");
}
