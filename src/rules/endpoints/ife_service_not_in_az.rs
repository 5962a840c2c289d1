use std::collections::BTreeSet;

use crate::aws::region::{ZoneMapping, region};
use crate::model::kinds::Endpoint;
use crate::model::{Edit, EndpointId, EntityId, SubnetId};
use crate::rules::private_link::service_in_region;
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// An endpoint stands in a zone where the endpoint service has no load balancer.
    ///
    /// ## Why it matters
    /// An endpoint service is offered in the zones of its load balancers, and AWS refuses an endpoint in any other. (Where
    /// the two are in different accounts of a Region with its own order of zones for each account, names say nothing, and
    /// nothing is said here.)
    ///
    /// ## What to do
    /// Choose subnets in the zones of the service, or add the zone to its load balancer.
    ///
    /// ```design,finds
    /// vpc shop 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24; subnet app-c c 10.20.1.0/24 }
    ///   endpoint billing endpoint_service=billing subnets=[app-a, app-c] private_dns=false
    /// }
    /// vpc billing 10.21.0.0/16 {
    ///   tier lb private { subnet lb-a a 10.21.0.0/24; subnet lb-b b 10.21.1.0/24 }
    ///   lb front network scheme=internal subnets=[lb-a, lb-b]
    /// }
    /// endpoint_service billing us-east-1 load_balancers=[front]
    /// ```
    /// ```design,clean
    /// vpc shop 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24; subnet app-b b 10.20.1.0/24 }
    ///   endpoint billing endpoint_service=billing subnets=[app-a, app-b] private_dns=false
    /// }
    /// vpc billing 10.21.0.0/16 {
    ///   tier lb private { subnet lb-a a 10.21.0.0/24; subnet lb-b b 10.21.1.0/24 }
    ///   lb front network scheme=internal subnets=[lb-a, lb-b]
    /// }
    /// endpoint_service billing us-east-1 load_balancers=[front]
    /// ```
    "endpoints/ife-service-not-in-az" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-share-your-services.html"],
        aws_error: "InvalidParameter",
        each: Endpoint,
    }
}

fn check(cx: &Context<'_>, id: EndpointId, endpoint: &Endpoint, found: &mut Findings) {
    let Some((service_id, service, network)) = service_in_region(cx, endpoint) else { return };
    let shuffled = region(&service.region).is_none_or(|region| region.mapping == ZoneMapping::PerAccount);
    if shuffled && cx.account_of(network) != service.account {
        return;
    }
    let zone_of = |subnet: &SubnetId| cx.get(*subnet).map(|subnet| subnet.zone.as_str());
    let balancers = service.load_balancers.iter().filter_map(|balancer| cx.get(*balancer));
    let served: Option<BTreeSet<&str>> = balancers.flat_map(|balancer| &balancer.subnets).map(zone_of).collect();
    // While a zone is not chosen, any may be it.
    let Some(served) = served.filter(|served| !served.is_empty() && !served.contains("")) else { return };
    let outside = |subnet: &&SubnetId| zone_of(subnet).is_some_and(|zone| !zone.is_empty() && !served.contains(zone));
    let wrong: Vec<SubnetId> = endpoint.subnets.iter().filter(outside).copied().collect();
    if wrong.is_empty() {
        return;
    }
    let zones: BTreeSet<&str> = wrong.iter().filter_map(zone_of).collect();
    let message = format!(
        "{} stands in {}, but {} is offered in {} only.",
        cx.name(id),
        list(&zones),
        cx.name(service_id),
        list(&served)
    );
    let objects = wrong.iter().map(|subnet| EntityId::from(*subnet));
    let finding = found.at(id, message).with([service_id]).with(objects).field("subnets");
    if wrong.len() < endpoint.subnets.len() {
        finding.fix(Fix::new(
            format!("Take {} out of {}", list(wrong.iter().map(|subnet| cx.name(*subnet))), cx.name(id)),
            Safety::ChangesTraffic,
            [Edit::change(id, move |endpoint| endpoint.subnets.retain(|subnet| !wrong.contains(subnet)))],
        ));
    }
}
