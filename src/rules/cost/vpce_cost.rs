use std::collections::BTreeMap;

use crate::aws::price::INTERFACE_ENDPOINT_HOUR;
use crate::model::kinds::{EndpointType, TransitGateway};
use crate::model::{EntityId, TransitGatewayId, VpcId};
use crate::ordering::Ordered;
use crate::rules::transit_tables::attachments;
use crate::rules::words::list;
use crate::rules::{Context, Findings, rule};

rule! {
    /// VPCs behind one transit gateway have the same interface endpoints each.
    ///
    /// ## Why it matters
    /// An interface endpoint costs by the hour in every zone that it stands in, used or not: twelve services in three zones
    /// are more than $260 a month in each VPC. Behind a transit gateway one set in one VPC serves all, with a private zone for
    /// each service that leads its name there. What goes over the transit gateway is then charged by the gigabyte.
    ///
    /// ## What to do
    /// Put the endpoints into a VPC of shared services, turn their private DNS off, and associate a private zone for each
    /// with all VPCs. Keep one of its own where a VPC sends a great deal.
    ///
    /// ```design,finds
    /// vpc a 10.20.0.0/16 dns_hostnames=true {
    ///   tier app private { subnet a-a a 10.20.0.0/24; subnet a-b b 10.20.1.0/24; subnet a-c c 10.20.2.0/24 }
    ///   endpoint sqs-a com.amazonaws.us-east-1.sqs subnets=[a-a, a-b, a-c]
    ///   endpoint sns-a com.amazonaws.us-east-1.sns subnets=[a-a, a-b, a-c]
    ///   endpoint kms-a com.amazonaws.us-east-1.kms subnets=[a-a, a-b, a-c]
    ///   endpoint sts-a com.amazonaws.us-east-1.sts subnets=[a-a, a-b, a-c]
    /// }
    /// vpc b 10.21.0.0/16 dns_hostnames=true {
    ///   tier app private { subnet b-a a 10.21.0.0/24; subnet b-b b 10.21.1.0/24; subnet b-c c 10.21.2.0/24 }
    ///   endpoint sqs-b com.amazonaws.us-east-1.sqs subnets=[b-a, b-b, b-c]
    ///   endpoint sns-b com.amazonaws.us-east-1.sns subnets=[b-a, b-b, b-c]
    ///   endpoint kms-b com.amazonaws.us-east-1.kms subnets=[b-a, b-b, b-c]
    ///   endpoint sts-b com.amazonaws.us-east-1.sts subnets=[b-a, b-b, b-c]
    /// }
    /// tgw hub us-east-1
    /// attachment a hub resource=vpc:a
    /// attachment b hub resource=vpc:b
    /// ```
    /// ```design,clean
    /// vpc a 10.20.0.0/16 dns_hostnames=true {
    ///   tier app private { subnet a-a a 10.20.0.0/24; subnet a-b b 10.20.1.0/24; subnet a-c c 10.20.2.0/24 }
    ///   endpoint sqs-a com.amazonaws.us-east-1.sqs subnets=[a-a, a-b, a-c]
    ///   endpoint sns-a com.amazonaws.us-east-1.sns subnets=[a-a, a-b, a-c]
    /// }
    /// vpc b 10.21.0.0/16
    /// tgw hub us-east-1
    /// attachment a hub resource=vpc:a
    /// attachment b hub resource=vpc:b
    /// ```
    "cost/vpce-cost" {
        severity: Advice,
        sources: [
            "https://aws.amazon.com/privatelink/pricing/",
            "https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html",
        ],
        each: TransitGateway,
    }
}

/// So many interfaces too many are worth a word.
const WORTH_IT: usize = 10;

fn check(cx: &Context<'_>, id: TransitGatewayId, _: &TransitGateway, found: &mut Findings) {
    let mut vpcs: Vec<VpcId> = attachments(cx, id).into_iter().filter_map(|(_, a)| a.resource.typed()).collect();
    vpcs.dedup();
    let mut services: BTreeMap<&str, BTreeMap<VpcId, usize>> = BTreeMap::new();
    for network in vpcs.iter().filter_map(|vpc| cx.network(*vpc)) {
        for endpoint in network.endpoints.iter().filter(|e| e.endpoint_type == EndpointType::Interface) {
            if !endpoint.service.is_empty() {
                *services.entry(&endpoint.service).or_default().entry(network.id).or_default() +=
                    endpoint.subnets.len();
            }
        }
    }
    services.retain(|_, of_vpc| of_vpc.len() > 1);
    // The largest set of each service stays.
    let spare = |of_vpc: &BTreeMap<VpcId, usize>| of_vpc.values().sum::<usize>() - of_vpc.values().max().unwrap_or(&0);
    let too_many: usize = services.values().map(spare).sum();
    let Some(price) = INTERFACE_ENDPOINT_HOUR.per_month().filter(|_| too_many > WORTH_IT) else { return };
    let mut owners: Vec<VpcId> = services.values().flat_map(BTreeMap::keys).copied().collect();
    owners.order();
    owners.dedup();
    let message = format!(
        "{} behind {} have {} services by interface endpoints of their own each: {too_many} interfaces, about ${:.0} a month, \
         could be shared.",
        list(owners.iter().map(|vpc| cx.name(*vpc))),
        cx.name(id),
        services.len(),
        price * f64::from(u32::try_from(too_many).unwrap_or(u32::MAX))
    );
    found.at(id, message).with(owners.into_iter().map(EntityId::from));
}
