use std::collections::BTreeSet;

use crate::model::kinds::{TransitGatewayAttachment, TransitGatewayRouteTable, TransitGatewayTarget};
use crate::model::{Edit, SubnetId, TransitGatewayAttachmentId, VpcId};
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
    let Some((first, stays)) = same.next().filter(|(first, _)| *first != id) else { return };
    let message = format!(
        "{}: {} is attached to {} already, by {}. AWS refuses a second attachment.",
        cx.name(id),
        cx.name(vpc),
        cx.name(attachment.transit_gateway),
        cx.name(first)
    );
    // An attachment takes one subnet of each zone: a zone that the first one serves already needs no other.
    let zone = |subnet: &SubnetId| cx.get(*subnet).map(|fields| fields.zone.as_str());
    let mut zones: BTreeSet<&str> = stays.subnets.iter().filter_map(zone).filter(|zone| !zone.is_empty()).collect();
    let mut moved = attachment.subnets.clone();
    moved.retain(|subnet| {
        !stays.subnets.contains(subnet) && zone(subnet).is_some_and(|zone| zone.is_empty() || zones.insert(zone))
    });
    let mut edits = vec![Edit::change(first, move |first| first.subnets.extend(moved.iter().copied()))];
    // What was sent over the second one is sent over the first.
    for (table, _) in cx.referring::<TransitGatewayRouteTable>(id) {
        edits.push(Edit::change(table, move |table| {
            let over_it = |target: TransitGatewayTarget| target.attachment() == Some(id);
            for route in table.routes.iter_mut().filter(|route| over_it(route.target)) {
                route.target = TransitGatewayTarget::To(first);
            }
        }));
    }
    edits.extend(cx.deletion(id));
    found.at(id, message).with([first]).field("resource").fix(Fix::new(
        format!("Move the subnets to {} and delete {}", cx.name(first), cx.name(id)),
        Safety::ChangesTraffic,
        edits,
    ));
}
