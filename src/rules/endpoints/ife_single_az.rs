use std::collections::BTreeSet;

use crate::model::kinds::{Endpoint, EndpointType, Subnet};
use crate::model::{Edit, EndpointId, EntityId, SubnetId};
use crate::rules::words::list;
use crate::rules::workloads::subnets_of;
use crate::rules::{Context, Findings, Fix, Held, Network, Safety, Severity, rule};

rule! {
    /// An interface endpoint stands in one zone, and its clients in several.
    ///
    /// ## Why it matters
    /// The service's name leads to the zones that the endpoint stands in. With one of them, losing that zone cuts the service
    /// off for the whole VPC, and calls from the other zones are charged as traffic between zones until then.
    ///
    /// ## What to do
    /// Add a subnet in each zone that has clients. Each costs as much as the first.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 dns_hostnames=true {
    ///   tier app private { subnet app-a a 10.20.0.0/24; subnet app-b b 10.20.1.0/24 }
    ///   endpoint sqs com.amazonaws.us-east-1.sqs subnets=[app-a]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 dns_hostnames=true {
    ///   tier app private { subnet app-a a 10.20.0.0/24; subnet app-b b 10.20.1.0/24 }
    ///   endpoint sqs com.amazonaws.us-east-1.sqs subnets=[app-a, app-b]
    /// }
    /// ```
    "endpoints/ife-single-az" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html"],
        each: Endpoint,
    }
}

fn check(cx: &Context<'_>, id: EndpointId, endpoint: &Endpoint, found: &mut Findings) {
    if endpoint.endpoint_type != EndpointType::Interface {
        return;
    }
    let Some(network) = cx.network(endpoint.vpc) else { return };
    let seats: Vec<&Held<Subnet>> = endpoint.subnets.iter().filter_map(|subnet| network.subnet(*subnet)).collect();
    let zones: BTreeSet<&str> = seats.iter().map(|seat| seat.zone.as_str()).filter(|zone| !zone.is_empty()).collect();
    let (Some(zone), 1) = (zones.first(), zones.len()) else { return };
    let workloads = &network.workloads;
    // Where no workload is drawn, the tier that it stands in says where clients are to be.
    let client_subnets: Vec<&Held<Subnet>> = match workloads.is_empty() {
        false => workloads.iter().flat_map(|workload| subnets_of(network, workload)).collect(),
        true => network.subnets.iter().filter(|s| seats.iter().any(|seat| seat.tier == s.tier)).collect(),
    };
    let others: BTreeSet<&str> =
        client_subnets.iter().map(|s| s.zone.as_str()).filter(|other| !other.is_empty() && other != zone).collect();
    if others.is_empty() {
        return;
    }
    let message = format!(
        "{} stands in {zone} only: losing {zone} cuts it off for {} in {} too.",
        cx.name(id),
        network.name(),
        list(&others)
    );
    let severity = cx.resilience(network, Severity::Warning);
    let finding = found.at(id, message).with(seats.iter().map(|seat| EntityId::from(seat.id))).field("subnets");
    finding.severity = severity;
    let more: Vec<SubnetId> = others.iter().filter_map(|zone| beside(network, &seats, zone)).collect();
    if more.len() == others.len() {
        finding.fix(Fix::new(
            format!("Add {} to {}", list(more.iter().map(|subnet| cx.name(*subnet))), cx.name(id)),
            Safety::ChangesTraffic,
            [Edit::change(id, move |endpoint| endpoint.subnets.extend(more.iter().copied()))],
        ));
    }
}

/// The subnet of the zone in the endpoint's own tier.
fn beside(network: &Network, seats: &[&Held<Subnet>], zone: &str) -> Option<SubnetId> {
    let seat = seats.first()?;
    let like = |s: &&Held<Subnet>| s.zone == zone && s.tier == seat.tier && same_families(s, seat);
    network.subnets.iter().find(like).map(|subnet| subnet.id)
}

/// AWS takes subnets of the endpoint's address type only.
fn same_families(a: &Subnet, b: &Subnet) -> bool {
    (a.ipv4.is_some(), a.ipv6.is_some()) == (b.ipv4.is_some(), b.ipv6.is_some())
}
