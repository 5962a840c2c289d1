use crate::aws::limits;
use crate::model::kinds::ResolverEndpoint;
use crate::model::{Edit, ResolverEndpointId, SubnetId};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A Resolver endpoint has too few or too many addresses.
    ///
    /// ## Why it matters
    /// AWS asks for two addresses at least, so that name resolution survives a zone, and takes six unless the quota is
    /// raised. Each is an interface in one of the subnets, and is charged by the hour.
    ///
    /// ## What to do
    /// Name a subnet in each of two zones; one more for every 10,000 questions a second.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24; subnet app-b b 10.20.1.0/24 }
    ///   resolver in inbound subnets=[app-a]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24; subnet app-b b 10.20.1.0/24 }
    ///   resolver in inbound subnets=[app-a, app-b]
    /// }
    /// ```
    "dns/resolver-endpoint-two-ips" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-choose-vpc.html",
            "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html",
        ],
        each: ResolverEndpoint,
    }
}

fn check(cx: &Context<'_>, id: ResolverEndpointId, endpoint: &ResolverEndpoint, found: &mut Findings) {
    // One in a subnet that is not in the design is the finding of another rule, and none here.
    let addresses = endpoint.subnets.iter().filter(|subnet| cx.exists(**subnet)).count();
    let least = limits::RESOLVER_IPS_PER_ENDPOINT_MIN.default.map_or(0, |least| least as usize);
    let name = cx.name(id);
    if addresses < least {
        let has = match addresses {
            0 => "it has none".to_owned(),
            n => format!("it has {n}"),
        };
        let message = format!("{name} needs {least} addresses at least, in different zones; {has}.");
        let fix = (addresses == 1).then(|| another_zone(cx, endpoint)).flatten().map(|subnet| {
            Fix::new(
                format!("Add an address in {}", cx.name(subnet)),
                Safety::Safe,
                [Edit::change(id, move |endpoint| endpoint.subnets.push(subnet))],
            )
        });
        found.at(id, message).with(endpoint.subnets.iter().copied()).field("subnets").fix(fix);
        return;
    }
    let Some(network) = cx.network(endpoint.vpc) else { return };
    let region = network.vpc.as_ref().map_or("", |vpc| &vpc.region);
    let quota = cx.quota(cx.account_of(network), region, &limits::RESOLVER_IPS_PER_ENDPOINT);
    if let Some(quota) = quota.filter(|quota| addresses > quota.allowed as usize) {
        found.at(id, format!("{name} has {addresses} addresses; {}.", quota.in_words())).field("subnets");
    }
}

/// A subnet of the same tier in another zone.
fn another_zone(cx: &Context<'_>, endpoint: &ResolverEndpoint) -> Option<SubnetId> {
    let network = cx.network(endpoint.vpc)?;
    let seat = network.subnet(*endpoint.subnets.first()?)?;
    let other = |s: &&crate::rules::Held<crate::model::kinds::Subnet>| !s.zone.is_empty() && s.zone != seat.zone;
    network.subnets_of(seat.tier).find(other).map(|subnet| subnet.id)
}
