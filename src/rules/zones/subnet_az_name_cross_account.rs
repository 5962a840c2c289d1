use crate::aws::region::{ZoneMapping, region};
use crate::model::kinds::Endpoint;
use crate::model::{EndpointId, EntityId};
use crate::rules::private_link::service_in_region;
use crate::rules::{Context, Findings, rule};

rule! {
    /// Zones of two accounts are lined up by name in a Region where names mean different places.
    ///
    /// ## Why it matters
    /// In the oldest Regions each account made before November 2025 has its own order of zones: eu-west-1a of one may be
    /// eu-west-1c of another. An endpoint exists only where the provider's load balancer has a node, and what looks like the
    /// same zone may be a different one, or one that is not served.
    ///
    /// ## What to do
    /// Compare the ids of the zones (euw1-az1), which are the same in every account, before you choose the subnets.
    ///
    /// ```design,finds
    /// account shop
    /// account platform
    /// vpc shop 10.20.0.0/16 region=eu-west-1 account=shop {
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   endpoint billing endpoint_service=billing subnets=[app-a] private_dns=false
    /// }
    /// vpc billing 10.21.0.0/16 region=eu-west-1 account=platform {
    ///   tier lb private { subnet lb-a a 10.21.0.0/24; subnet lb-b b 10.21.1.0/24 }
    ///   lb front network scheme=internal subnets=[lb-a, lb-b]
    /// }
    /// endpoint_service billing eu-west-1 account=platform load_balancers=[front]
    /// ```
    /// ```design,clean
    /// account shop
    /// account platform
    /// vpc shop 10.20.0.0/16 region=eu-central-1 account=shop {
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   endpoint billing endpoint_service=billing subnets=[app-a] private_dns=false
    /// }
    /// vpc billing 10.21.0.0/16 region=eu-central-1 account=platform {
    ///   tier lb private { subnet lb-a a 10.21.0.0/24; subnet lb-b b 10.21.1.0/24 }
    ///   lb front network scheme=internal subnets=[lb-a, lb-b]
    /// }
    /// endpoint_service billing eu-central-1 account=platform load_balancers=[front]
    /// ```
    "zones/subnet-az-name-cross-account" {
        severity: Advice,
        sources: ["https://docs.aws.amazon.com/global-infrastructure/latest/regions/az-ids.html"],
        each: Endpoint,
    }
}

fn check(cx: &Context<'_>, id: EndpointId, endpoint: &Endpoint, found: &mut Findings) {
    let Some((service_id, service, network)) = service_in_region(cx, endpoint) else { return };
    let shuffled = region(&service.region).is_some_and(|region| region.mapping == ZoneMapping::PerAccount);
    let accounts = cx.account_of(network).zip(service.account.filter(|account| cx.exists(*account)));
    let Some((here, there)) = accounts.filter(|(here, there)| here != there && shuffled) else { return };
    let zoned = |subnets: &[crate::model::SubnetId]| {
        subnets.iter().any(|subnet| cx.get(*subnet).is_some_and(|subnet| !subnet.zone.is_empty()))
    };
    let provider = service.load_balancers.iter().filter_map(|balancer| cx.get(*balancer));
    if !zoned(&endpoint.subnets) || !provider.into_iter().any(|balancer| zoned(&balancer.subnets)) {
        return;
    }
    let message = format!(
        "{} of {} and {} of {} name zones of {}, where the same name may be another place in each account: compare zone ids.",
        cx.name(id),
        cx.name(here),
        cx.name(service_id),
        cx.name(there),
        service.region
    );
    found.at(id, message).with([EntityId::from(service_id), here.into(), there.into()]).field("subnets");
}
