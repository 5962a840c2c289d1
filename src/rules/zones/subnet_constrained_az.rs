use crate::aws::region::{ZonalService, is_missing_from, region};
use crate::model::kinds::{Endpoint, EndpointType};
use crate::model::{Edit, EndpointId, EntityId, SubnetId};
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// An endpoint to a service in another Region stands in a zone where that is not offered.
    ///
    /// ## Why it matters
    /// AWS no longer extends some of its oldest zones, and leaves newer services out of them. Endpoints that lead to a
    /// service in another Region are not offered there. (The same holds for some other services, such as VPC Lattice; in
    /// Regions where each account has its own order of zones the design cannot tell which subnet it is.)
    ///
    /// ## What to do
    /// Use a subnet in another zone. Every subnet of the VPC reaches the endpoint all the same.
    ///
    /// ```design,finds
    /// vpc shop 10.20.0.0/16 region=ap-northeast-2 {
    ///   tier app private { subnet app-b b 10.20.0.0/24; subnet app-c c 10.20.1.0/24 }
    ///   endpoint billing endpoint_service=billing subnets=[app-b, app-c] private_dns=false
    /// }
    /// endpoint_service billing eu-west-1
    /// ```
    /// ```design,clean
    /// vpc shop 10.20.0.0/16 region=ap-northeast-2 {
    ///   tier app private { subnet app-a a 10.20.0.0/24; subnet app-c c 10.20.1.0/24 }
    ///   endpoint billing endpoint_service=billing subnets=[app-a, app-c] private_dns=false
    /// }
    /// endpoint_service billing eu-west-1
    /// ```
    "zones/subnet-constrained-az" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-share-your-services.html",
            "https://docs.aws.amazon.com/global-infrastructure/latest/regions/az-ids.html",
        ],
        each: Endpoint,
    }
}

fn check(cx: &Context<'_>, id: EndpointId, endpoint: &Endpoint, found: &mut Findings) {
    let Some(service_id) = endpoint.endpoint_service else { return };
    let (Some(service), Some(vpc)) = (cx.get(service_id), cx.get(endpoint.vpc)) else { return };
    let here = region(&vpc.region).filter(|_| !service.region.is_empty() && service.region != vpc.region);
    let Some(here) = here.filter(|_| endpoint.endpoint_type == EndpointType::Interface) else { return };
    let without = |subnet: &SubnetId| -> Option<(SubnetId, &'static str)> {
        let letter = cx.get(*subnet)?.zone.strip_prefix(here.code)?.chars().next()?;
        let zone = here.zone_id(letter)?;
        is_missing_from(ZonalService::PrivateLinkCrossRegion, zone).then_some((*subnet, zone))
    };
    let missing: Vec<(SubnetId, &str)> = endpoint.subnets.iter().filter_map(without).collect();
    if missing.is_empty() {
        return;
    }
    let places = missing.iter().map(|(subnet, zone)| format!("{} ({zone})", cx.name(*subnet)));
    let message = format!(
        "{} leads to {} in {}, which is not offered in the zone of {}.",
        cx.name(id),
        cx.name(service_id),
        service.region,
        list(places)
    );
    let gone: Vec<SubnetId> = missing.iter().map(|(subnet, _)| *subnet).collect();
    let finding = found.at(id, message).with([EntityId::from(service_id)]).with(gone.iter().copied()).field("subnets");
    if gone.len() < endpoint.subnets.len() {
        finding.fix(Fix::new(
            format!("Take {} out of {}", list(gone.iter().map(|subnet| cx.name(*subnet))), cx.name(id)),
            Safety::ChangesTraffic,
            [Edit::change(id, move |endpoint| endpoint.subnets.retain(|subnet| !gone.contains(subnet)))],
        ));
    }
}
