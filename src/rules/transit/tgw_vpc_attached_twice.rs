use crate::model::kinds::TransitGatewayAttachment;
use crate::model::{Edit, TransitGatewayAttachmentId, VpcId};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A VPC is attached to the same transit gateway twice.
    ///
    /// ## Why it matters
    /// There is one attachment for each VPC and transit gateway. Another zone is a further subnet of that attachment, not
    /// an attachment of its own: AWS refuses the second one.
    ///
    /// ## What to do
    /// Add the subnets to the first attachment and delete the second.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier transit isolated { subnet transit-a a 10.20.0.0/28; subnet transit-b b 10.20.0.16/28 }
    /// }
    /// tgw hub us-east-1
    /// attachment main-a hub resource=vpc:main subnets=[transit-a]
    /// attachment main-b hub resource=vpc:main subnets=[transit-b]
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier transit isolated { subnet transit-a a 10.20.0.0/28; subnet transit-b b 10.20.0.16/28 }
    /// }
    /// tgw hub us-east-1
    /// attachment main hub resource=vpc:main subnets=[transit-a, transit-b]
    /// ```
    "transit/tgw-vpc-attached-twice" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html"],
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
    let mut same = cx.referring::<TransitGatewayAttachment>(vpc).filter(|(_, other)| {
        other.transit_gateway == attachment.transit_gateway && other.resource == attachment.resource
    });
    let Some((first, _)) = same.next().filter(|(first, _)| *first != id) else { return };
    let message = format!(
        "{}: {} is attached to {} already, by {}. AWS refuses a second attachment.",
        cx.name(id),
        cx.name(vpc),
        cx.name(attachment.transit_gateway),
        cx.name(first)
    );
    let subnets = attachment.subnets.clone();
    let join = Edit::change(first, move |first| {
        let new: Vec<_> = subnets.iter().filter(|subnet| !first.subnets.contains(subnet)).copied().collect();
        first.subnets.extend(new);
    });
    found.at(id, message).with([first]).field("resource").fix(Fix::new(
        format!("Move the subnets to {} and delete {}", cx.name(first), cx.name(id)),
        Safety::ChangesTraffic,
        [join, Edit::remove(id)],
    ));
}
