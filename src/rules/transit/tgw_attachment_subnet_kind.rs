use crate::model::Edit;
use crate::model::TransitGatewayAttachmentId;
use crate::model::kinds::TransitGatewayAttachment;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A transit gateway attachment stands in a subnet where it cannot.
    ///
    /// ## Why it matters
    /// The interface of a transit gateway needs an IPv4 address and stands in a regular Availability Zone. AWS refuses a
    /// subnet without IPv4, and one in a Local Zone or Wavelength Zone. (Hosts in a Local Zone may use the interface in
    /// the zone's parent.)
    ///
    /// ## What to do
    /// Name an IPv4 or dual-stack subnet in an Availability Zone.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 2001:db8:0:100::/56 { tier app private { subnet app-a a 2001:db8:0:100::/64 } }
    /// tgw hub us-east-1
    /// attachment main hub resource=vpc:main subnets=[app-a]
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 2001:db8:0:100::/56 { tier app private { subnet app-a a 10.20.0.0/28 2001:db8:0:100::/64 } }
    /// tgw hub us-east-1
    /// attachment main hub resource=vpc:main subnets=[app-a]
    /// ```
    "transit/tgw-attachment-subnet-kind" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html"],
        each: TransitGatewayAttachment,
    }
}

fn check(
    cx: &Context<'_>,
    id: TransitGatewayAttachmentId,
    attachment: &TransitGatewayAttachment,
    found: &mut Findings,
) {
    for subnet in &attachment.subnets {
        let Some(fields) = cx.get(*subnet) else { continue };
        let Some(region) = cx.get(fields.vpc).map(|vpc| &vpc.region) else { continue };
        // us-west-2-lax-1a is a Local Zone, us-west-2a is not.
        let local = fields.zone.strip_prefix(region.as_str()).is_some_and(|rest| rest.starts_with('-'));
        let why = if fields.ipv4.is_none() && fields.ipv6.is_some() {
            "it has no IPv4 block".to_owned()
        } else if local {
            format!("{} is not an Availability Zone", fields.zone)
        } else {
            continue;
        };
        let name = cx.name(*subnet);
        let message = format!("{} cannot stand in {name}: {why}.", cx.name(id));
        let gone = *subnet;
        found.at(id, message).with([gone]).field("subnets").fix(Fix::new(
            format!("Take {name} out of {}", cx.name(id)),
            Safety::NeedsChoice,
            [Edit::change(id, move |attachment| attachment.subnets.retain(|subnet| *subnet != gone))],
        ));
    }
}
