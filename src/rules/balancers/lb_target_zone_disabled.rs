use std::collections::BTreeSet;

use crate::model::kinds::{Balancer, CrossZone, LoadBalancer, Runs};
use crate::model::{Edit, LoadBalancerId, SubnetId, WorkloadId};
use crate::rules::words::list;
use crate::rules::workloads::{subnets_of, zones, zones_of};
use crate::rules::{Context, Findings, Fix, Network, Safety, rule};

rule! {
    /// A load balancer and its targets are not in the same zones.
    ///
    /// ## Why it matters
    /// A load balancer hands packets only to targets in zones that it is in: targets elsewhere are healthy and idle. And a
    /// Network or Gateway Load Balancer hands them on within the zone they came to, unless cross-zone balancing is on: a
    /// zone without targets answers nobody.
    ///
    /// ## What to do
    /// Give the load balancer a subnet in every zone that has targets, and turn cross-zone balancing on where a zone has
    /// none.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24; subnet app-b b 10.20.1.0/24; subnet app-c c 10.20.2.0/24 }
    ///   workload orders tier=app count=6
    ///   lb front scheme=internal subnets=[app-a, app-b] targets=[orders]
    /// }
    /// ```
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24; subnet app-b b 10.20.1.0/24 }
    ///   workload orders subnets=[app-a]
    ///   lb front network scheme=internal subnets=[app-a, app-b] targets=[orders]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24; subnet app-b b 10.20.1.0/24 }
    ///   workload orders tier=app count=6
    ///   lb front network scheme=internal subnets=[app-a, app-b] targets=[orders]
    /// }
    /// ```
    "balancers/lb-target-zone-disabled" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html",
            "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html",
        ],
        each: LoadBalancer,
    }
}

fn check(cx: &Context<'_>, id: LoadBalancerId, balancer: &LoadBalancer, found: &mut Findings) {
    let Some(network) = cx.network(balancer.vpc).filter(|_| !balancer.subnets.is_empty()) else { return };
    let Some(own) = zones(network, &balancer.subnets) else { return };
    let mut with_targets: BTreeSet<&str> = BTreeSet::new();
    let mut idle: Vec<WorkloadId> = Vec::new();
    for target in &balancer.targets {
        // One in another VPC has zones as well; one that is nowhere yet says nothing of any of them.
        let Some(workload) = cx.get(*target) else { return };
        // A function is called over the API of Lambda, whatever its zones.
        if workload.runs == Runs::Functions {
            continue;
        }
        let Some(its) = cx.network(workload.vpc).and_then(|n| zones_of(&subnets_of(n, workload))) else { return };
        if its.is_empty() {
            return;
        }
        if its.iter().any(|zone| !own.contains(zone)) {
            idle.push(*target);
        }
        with_targets.extend(its);
    }
    let elsewhere: Vec<&str> = with_targets.difference(&own).copied().collect();
    if !elsewhere.is_empty() {
        let message = format!(
            "{} is not in {}: what runs of {} there gets no traffic.",
            cx.name(id),
            list(&elsewhere),
            list(idle.iter().map(|target| cx.name(*target)))
        );
        found.at(id, message).with(idle).field("subnets").fix(add_zones(cx, network, id, balancer, &elsewhere));
        return;
    }
    let crosses = match balancer.cross_zone {
        CrossZone::On => true,
        CrossZone::Off => false,
        CrossZone::Usual => balancer.balancer == Balancer::Application,
    };
    let empty: Vec<&str> = own.difference(&with_targets).copied().collect();
    if crosses || empty.is_empty() || with_targets.is_empty() || !balancer.target_addresses.is_empty() {
        return;
    }
    let message = format!(
        "{} is in {}, but has no target there, and does not hand packets on to other zones.",
        cx.name(id),
        list(&empty)
    );
    found.at(id, message).with(balancer.targets.iter().copied()).field("cross_zone").fix(Fix::new(
        format!("Turn cross-zone balancing of {} on", cx.name(id)),
        Safety::ChangesTraffic,
        [Edit::change(id, |balancer| balancer.cross_zone = CrossZone::On)],
    ));
}

/// A subnet in each of these zones, of the tier that the load balancer is in.
fn add_zones(
    cx: &Context<'_>,
    network: &Network,
    id: LoadBalancerId,
    balancer: &LoadBalancer,
    zones: &[&str],
) -> Option<Fix> {
    let tier = network.subnet(*balancer.subnets.first()?)?.tier;
    let in_zone = |zone: &&str| network.subnets_of(tier).find(|subnet| subnet.zone == **zone).map(|subnet| subnet.id);
    let more: Vec<SubnetId> = zones.iter().map(in_zone).collect::<Option<_>>()?;
    // Each subnet would need an address of its own.
    if !balancer.elastic_ips.is_empty() {
        return None;
    }
    let title = format!("Add {} to {}", list(more.iter().map(|subnet| cx.name(*subnet))), cx.name(id));
    let edit = Edit::change(id, move |balancer: &mut LoadBalancer| balancer.subnets.extend(&more));
    Some(Fix::new(title, Safety::ChangesTraffic, [edit]))
}
