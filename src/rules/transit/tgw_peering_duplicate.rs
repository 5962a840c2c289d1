use crate::model::kinds::TransitGatewayAttachment;
use crate::model::{Edit, TransitGatewayAttachmentId, TransitGatewayId};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// Two transit gateways are peered twice.
    ///
    /// ## Why it matters
    /// There is one peering for each pair of transit gateways. It is redundant already and grows with the number of zones;
    /// AWS takes no second one.
    ///
    /// ## What to do
    /// Keep one, and lead the static routes of both sides to it.
    ///
    /// ```design,finds
    /// tgw hub-us us-east-1
    /// tgw hub-eu eu-west-1
    /// attachment peer-1 hub-us resource=tgw:hub-eu
    /// attachment peer-2 hub-eu resource=tgw:hub-us
    /// ```
    /// ```design,clean
    /// tgw hub-us us-east-1
    /// tgw hub-eu eu-west-1
    /// attachment peer-1 hub-us resource=tgw:hub-eu
    /// ```
    "transit/tgw-peering-duplicate" {
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
    let here = attachment.transit_gateway;
    let Some(there) = attachment.resource.typed::<TransitGatewayId>() else { return };
    let joins = |other: &TransitGatewayAttachment| {
        (other.transit_gateway, other.resource) == (here, there.into())
            || (other.transit_gateway, other.resource) == (there, here.into())
    };
    // Whichever end it is written at, it names this one.
    let first = cx.referring::<TransitGatewayAttachment>(here).find(|(_, other)| joins(other));
    let Some((first, _)) = first.filter(|(first, _)| *first != id) else { return };
    let message =
        format!("{}: {} and {} are peered already, by {}.", cx.name(id), cx.name(here), cx.name(there), cx.name(first));
    // Routes that lead to the one that goes would go with it.
    let used = cx.referring::<crate::model::kinds::TransitGatewayRouteTable>(id).next().is_some();
    let fix = Fix::new(format!("Delete {}", cx.name(id)), Safety::ChangesTraffic, [Edit::remove(id)]);
    found.at(id, message).with([first]).field("resource").fix((!used).then_some(fix));
}
