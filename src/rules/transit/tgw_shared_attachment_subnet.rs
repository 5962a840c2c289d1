use crate::model::kinds::{TransitGatewayAttachment, Workload};
use crate::model::{EntityId, SubnetId, TransitGatewayAttachmentId, VpcId};
use crate::rules::words::list;
use crate::rules::workloads::workloads_in;
use crate::rules::{Context, Findings, Held, rule};

rule! {
    /// A transit gateway attachment stands in subnets with workloads.
    ///
    /// ## Why it matters
    /// In a subnet that an attachment shares with workloads, the network ACL holds for some of what the transit gateway
    /// brings and not for the rest, and one route table has to serve both: what comes in cannot be sent through a firewall or
    /// a NAT gateway later without the workloads' own packets. AWS recommends a small subnet for the attachment in each zone.
    ///
    /// ## What to do
    /// Add a /28 in each zone for the attachment, with a route table of its own. An attachment can change its subnets while
    /// it is in use, zone by zone.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24; subnet app-b b 10.20.1.0/24 }
    ///   workload app tier=app
    /// }
    /// tgw hub us-east-1
    /// attachment main hub resource=vpc:main subnets=[app-a, app-b]
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24; subnet app-b b 10.20.1.0/24 }
    ///   tier transit isolated { subnet tgw-a a 10.20.2.0/28; subnet tgw-b b 10.20.2.16/28 }
    ///   workload app tier=app
    /// }
    /// tgw hub us-east-1
    /// attachment main hub resource=vpc:main subnets=[tgw-a, tgw-b]
    /// ```
    "transit/tgw-shared-attachment-subnet" {
        severity: Advice,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/tgw/tgw-best-design-practices.html",
            "https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html",
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
    let inside = |subnet: SubnetId| workloads_in(network, subnet);
    let shared: Vec<SubnetId> = attachment.subnets.iter().copied().filter(|s| !inside(*s).is_empty()).collect();
    let mut sharing: Vec<&Held<Workload>> = Vec::new();
    for workload in shared.iter().flat_map(|subnet| inside(*subnet)) {
        if !sharing.iter().any(|known| known.id == workload.id) {
            sharing.push(workload);
        }
    }
    if shared.is_empty() {
        return;
    }
    let message = format!(
        "{} shares {} with {}. A /28 of its own in each zone keeps routes and network ACLs apart.",
        cx.name(id),
        list(shared.iter().map(|subnet| cx.name(*subnet))),
        list(sharing.iter().map(|workload| workload.name()))
    );
    let finding = found.at(id, message).with(shared.iter().map(|subnet| EntityId::from(*subnet))).field("subnets");
    finding.with(sharing.iter().map(|workload| workload.id));
}
