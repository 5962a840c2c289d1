use std::collections::BTreeMap;

use crate::model::kinds::TransitGatewayAttachment;
use crate::model::{Edit, SubnetId, TransitGatewayAttachmentId};
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A transit gateway attachment names two subnets of one zone.
    ///
    /// ## Why it matters
    /// The transit gateway puts one interface into each zone of the attachment, and that one serves every subnet of the
    /// zone. Which subnet it stands in decides which network ACL and route table its traffic meets, so there is one.
    ///
    /// ## What to do
    /// Keep one subnet of each zone: a small one (/28) that holds nothing else.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { tier app private { subnet app-1 a 10.20.0.0/24; subnet app-2 a 10.20.1.0/24 } }
    /// tgw hub us-east-1
    /// attachment main hub resource=vpc:main subnets=[app-1, app-2]
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 { tier app private { subnet app-1 a 10.20.0.0/24; subnet app-2 b 10.20.1.0/24 } }
    /// tgw hub us-east-1
    /// attachment main hub resource=vpc:main subnets=[app-1, app-2]
    /// ```
    "transit/tgw-attachment-two-subnets-same-az" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html"],
        aws_error: "DuplicateSubnetsInSameZone",
        each: TransitGatewayAttachment,
    }
}

fn check(
    cx: &Context<'_>,
    id: TransitGatewayAttachmentId,
    attachment: &TransitGatewayAttachment,
    found: &mut Findings,
) {
    let mut zones: BTreeMap<&str, Vec<SubnetId>> = BTreeMap::new();
    for subnet in &attachment.subnets {
        if let Some(fields) = cx.get(*subnet).filter(|fields| !fields.zone.is_empty()) {
            zones.entry(&fields.zone).or_default().push(*subnet);
        }
    }
    for (zone, subnets) in zones.into_iter().filter(|(_, subnets)| subnets.len() > 1) {
        let message = format!(
            "{}: {} are all in {zone}. An attachment takes one subnet of each zone.",
            cx.name(id),
            list(subnets.iter().map(|subnet| cx.name(*subnet)))
        );
        let (keep, rest) = (subnets[0], subnets[1..].to_vec());
        found.at(id, message).with(subnets).field("subnets").fix(Fix::new(
            format!("Keep {} in {zone}", cx.name(keep)),
            Safety::ChangesTraffic,
            [Edit::change(id, move |attachment| attachment.subnets.retain(|subnet| !rest.contains(subnet)))],
        ));
    }
}
