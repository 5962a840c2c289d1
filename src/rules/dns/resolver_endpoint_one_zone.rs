use crate::model::kinds::{ResolverEndpoint, Subnet};
use crate::model::{Edit, ResolverEndpointId};
use crate::rules::workloads::zones;
use crate::rules::{Context, Findings, Fix, Held, Safety, Severity, rule};

rule! {
    /// All addresses of a Resolver endpoint are in one zone.
    ///
    /// ## Why it matters
    /// When that zone is gone, names no longer resolve between the two networks, and with them everything that calls by
    /// name. DNS servers elsewhere are given both addresses anyhow, so two zones cost nothing more.
    ///
    /// ## What to do
    /// Move one of the addresses to a subnet in another zone.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24; subnet app-b b 10.20.1.0/24 }
    ///   resolver in inbound subnets=[app-a, app-a]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24; subnet app-b b 10.20.1.0/24 }
    ///   resolver in inbound subnets=[app-a, app-b]
    /// }
    /// ```
    "dns/resolver-endpoint-one-zone" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-choose-vpc.html"],
        each: ResolverEndpoint,
    }
}

fn check(cx: &Context<'_>, id: ResolverEndpointId, endpoint: &ResolverEndpoint, found: &mut Findings) {
    let Some(network) = cx.network(endpoint.vpc).filter(|_| endpoint.subnets.len() > 1) else { return };
    let Some(zones) = zones(network, &endpoint.subnets).filter(|zones| zones.len() == 1) else { return };
    let (Some(zone), Some(seat)) = (zones.first(), network.subnet(endpoint.subnets[0])) else { return };
    let all = match endpoint.subnets.len() {
        2 => "Both".to_owned(),
        n => format!("All {n}"),
    };
    let message = format!("{all} addresses of {} are in {zone}: names stop resolving with that zone.", cx.name(id));
    let other = |s: &&Held<Subnet>| !s.zone.is_empty() && s.zone != seat.zone;
    let fix = network.subnets_of(seat.tier).find(other).map(|other| {
        let (last, to) = (endpoint.subnets.len() - 1, other.id);
        Fix::new(
            format!("Move one address to {}", other.name()),
            Safety::ChangesTraffic,
            [Edit::change(id, move |endpoint: &mut ResolverEndpoint| {
                if let Some(subnet) = endpoint.subnets.get_mut(last) {
                    *subnet = to;
                }
            })],
        )
    });
    let severity = cx.resilience(network, Severity::Warning);
    let finding = found.at(id, message).with(endpoint.subnets.iter().copied()).field("subnets").fix(fix);
    finding.severity = severity;
}
