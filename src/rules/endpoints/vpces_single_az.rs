use std::collections::BTreeSet;

use crate::model::kinds::EndpointService;
use crate::model::{EndpointServiceId, EntityId};
use crate::rules::{Context, Findings, rule};

rule! {
    /// An endpoint service is offered in one zone.
    ///
    /// ## Why it matters
    /// Consumers can make endpoints in the zones of the provider's load balancers only. With one of them, consumers in other
    /// zones pay for traffic between zones, everybody depends on that zone, and access from other Regions, which needs two, is
    /// not possible.
    ///
    /// ## What to do
    /// Add subnets in further zones to the load balancer, and turn its cross-zone balancing on where targets are few.
    ///
    /// ```design,finds
    /// vpc billing 10.21.0.0/16 {
    ///   tier lb private { subnet lb-a a 10.21.0.0/24 }
    ///   lb front network scheme=internal subnets=[lb-a]
    /// }
    /// endpoint_service billing us-east-1 load_balancers=[front]
    /// ```
    /// ```design,clean
    /// vpc billing 10.21.0.0/16 {
    ///   tier lb private { subnet lb-a a 10.21.0.0/24; subnet lb-b b 10.21.1.0/24 }
    ///   lb front network scheme=internal subnets=[lb-a, lb-b]
    /// }
    /// endpoint_service billing us-east-1 load_balancers=[front]
    /// ```
    "endpoints/vpces-single-az" {
        severity: Advice,
        sources: ["https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-share-your-services.html"],
        each: EndpointService,
    }
}

fn check(cx: &Context<'_>, id: EndpointServiceId, service: &EndpointService, found: &mut Findings) {
    let balancers = service.load_balancers.iter().filter_map(|balancer| cx.get(*balancer));
    let zones: Option<BTreeSet<&str>> =
        balancers.flat_map(|b| &b.subnets).map(|subnet| Some(cx.get(*subnet)?.zone.as_str())).collect();
    // A zone that is not chosen may be another one.
    let Some(zones) = zones.filter(|zones| zones.len() == 1 && !zones.contains("")) else { return };
    let zone = zones.first().copied().unwrap_or_default();
    let message = format!("{} is offered in {zone} only: consumers in other zones depend on that one.", cx.name(id));
    let objects = service.load_balancers.iter().map(|balancer| EntityId::from(*balancer));
    found.at(id, message).with(objects).field("load_balancers");
}
