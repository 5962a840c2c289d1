use std::collections::BTreeSet;

use crate::aws::demand::EKS_CLUSTER;
use crate::aws::region::{ZonalService, is_missing_from, region_of_zone_name};
use crate::model::VpcId;
use crate::model::kinds::Vpc;
use crate::rules::words::list;
use crate::rules::workloads::kubernetes;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A VPC has Kubernetes nodes, and subnets in one zone only.
    ///
    /// ## Why it matters
    /// EKS puts the interfaces of its control plane into subnets of two zones at least, and makes no cluster otherwise. A
    /// few zones of the oldest Regions do not count. Later changes stay within the zones that were chosen first.
    ///
    /// ## What to do
    /// Add subnets in a second zone, even for a cluster whose nodes stay in one: a /28 for the control plane is enough.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 dns_hostnames=true {
    ///   tier app private { subnet app-a a 10.20.0.0/20 }
    ///   workload nodes containers tier=app count=3 pods=20
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 dns_hostnames=true {
    ///   tier app private { subnet app-a a 10.20.0.0/20; subnet app-b b 10.20.16.0/20 }
    ///   workload nodes containers tier=app count=3 pods=20
    /// }
    /// ```
    "managed/eks-two-zones" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html"],
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, _: &Vpc, found: &mut Findings) {
    let Some(network) = cx.network(id) else { return };
    let nodes = kubernetes(network);
    if nodes.is_empty() || network.subnets.is_empty() {
        return;
    }
    let mut zones: BTreeSet<&str> = BTreeSet::new();
    for subnet in &network.subnets {
        // A zone that has not been chosen may be any.
        let Some((region, letter)) = region_of_zone_name(&subnet.zone) else {
            if subnet.zone.is_empty() {
                return;
            }
            continue;
        };
        let missing = region.zone_id(letter).is_some_and(|zone| is_missing_from(ZonalService::EksControlPlane, zone));
        if !missing {
            zones.insert(&subnet.zone);
        }
    }
    if zones.len() >= usize::from(EKS_CLUSTER.min_zones) {
        return;
    }
    let message = format!(
        "{} has Kubernetes nodes ({}), but {} subnets that a cluster can use: EKS needs them in {} zones.",
        network.name(),
        list(nodes.iter().map(|node| node.name())),
        zones.first().map_or("no zone has".to_owned(), |zone| format!("only {zone} has")),
        EKS_CLUSTER.min_zones
    );
    found.at(id, message).with(nodes.iter().map(|node| node.id));
}
