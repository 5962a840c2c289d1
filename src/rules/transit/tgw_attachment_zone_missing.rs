use std::collections::BTreeMap;

use crate::model::kinds::{RouteTarget, Subnet, TransitGatewayAttachment};
use crate::model::{Edit, EntityId, TransitGatewayAttachmentId, VpcId};
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Held, Safety, rule};

rule! {
    /// Subnets lead to a transit gateway, but the attachment has no subnet in their zone.
    ///
    /// ## Why it matters
    /// Packets enter a transit gateway only through an interface in their own zone. From a zone without one they are
    /// dropped. Packets towards that zone do arrive, by an interface of another zone, but the replies are dropped: nothing
    /// works, and half of it looks as if it did.
    ///
    /// ## What to do
    /// Add a subnet of each such zone to the attachment.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 route_table=rt; subnet app-b b 10.20.1.0/24 route_table=rt }
    ///   route_table rt { 10.0.0.0/8 -> tgw:hub }
    /// }
    /// tgw hub us-east-1
    /// attachment main hub resource=vpc:main subnets=[app-a]
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 route_table=rt; subnet app-b b 10.20.1.0/24 route_table=rt }
    ///   route_table rt { 10.0.0.0/8 -> tgw:hub }
    /// }
    /// tgw hub us-east-1
    /// attachment main hub resource=vpc:main subnets=[app-a, app-b]
    /// ```
    "transit/tgw-attachment-zone-missing" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html",
            "https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html",
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
    let Some(network) = attachment.resource.typed::<VpcId>().and_then(|vpc| cx.network(vpc)) else { return };
    let served: Vec<&str> = attachment.subnets.iter().filter_map(|s| Some(network.subnet(*s)?.zone.as_str())).collect();
    let to_gateway = RouteTarget::To(attachment.transit_gateway.into());
    let mut zones: BTreeMap<&str, Vec<&Held<Subnet>>> = BTreeMap::new();
    for subnet in network.subnets.iter().filter(|s| !s.zone.is_empty() && !served.contains(&s.zone.as_str())) {
        if network.association(subnet).routes().iter().any(|route| route.target == to_gateway) {
            zones.entry(&subnet.zone).or_default().push(subnet);
        }
    }
    let gateway = cx.name(attachment.transit_gateway);
    for (zone, subnets) in zones {
        let message = format!(
            "{} has no subnet in {zone}: packets of {} to {gateway} are dropped.",
            cx.name(id),
            list(subnets.iter().map(|subnet| subnet.name()))
        );
        let finding = found.at(id, message).with(subnets.iter().map(|s| EntityId::from(s.id))).field("subnets");
        // The smallest subnet of the zone is most likely the one meant for it.
        let of_zone = network.subnets.iter().filter(|subnet| subnet.zone == zone);
        let fit = of_zone.filter_map(|s| Some((s.ipv4_block()?.length(), s))).max_by_key(|(length, s)| (*length, s.id));
        if let Some((_, subnet)) = fit {
            let new = subnet.id;
            finding.fix(Fix::new(
                format!("Add {} to {}", subnet.name(), cx.name(id)),
                Safety::ChangesTraffic,
                [Edit::change(id, move |attachment| attachment.subnets.push(new))],
            ));
        }
    }
}
