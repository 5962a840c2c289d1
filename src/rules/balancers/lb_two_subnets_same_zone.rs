use std::collections::{BTreeMap, BTreeSet};

use crate::model::kinds::{Balancer, LoadBalancer};
use crate::model::{Edit, LoadBalancerId, SubnetId};
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A load balancer names two subnets of one zone.
    ///
    /// ## Why it matters
    /// It has one node group a zone, which reaches targets in every subnet of that zone, so AWS takes one subnet of each.
    ///
    /// ## What to do
    /// Keep one subnet of each zone. Targets may be in others.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-1 a 10.20.0.0/24; subnet app-2 a 10.20.1.0/24; subnet app-3 b 10.20.2.0/24 }
    ///   lb front scheme=internal subnets=[app-1, app-2, app-3]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-1 a 10.20.0.0/24; subnet app-2 a 10.20.1.0/24; subnet app-3 b 10.20.2.0/24 }
    ///   lb front scheme=internal subnets=[app-1, app-3]
    /// }
    /// ```
    "balancers/lb-two-subnets-same-zone" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html",
            "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html",
        ],
        aws_error: "InvalidConfigurationRequest",
        each: LoadBalancer,
    }
}

fn check(cx: &Context<'_>, id: LoadBalancerId, balancer: &LoadBalancer, found: &mut Findings) {
    let mut zones: BTreeMap<&str, Vec<SubnetId>> = BTreeMap::new();
    for subnet in &balancer.subnets {
        if let Some(fields) = cx.get(*subnet).filter(|fields| !fields.zone.is_empty()) {
            let of_zone = zones.entry(&fields.zone).or_default();
            if !of_zone.contains(subnet) {
                of_zone.push(*subnet);
            }
        }
    }
    for (zone, subnets) in zones.into_iter().filter(|(_, subnets)| subnets.len() > 1) {
        let message = format!(
            "{}: {} are all in {zone}. A load balancer takes one subnet of each zone.",
            cx.name(id),
            list(subnets.iter().map(|subnet| cx.name(*subnet)))
        );
        let (keep, rest) = (subnets[0], subnets[1..].to_vec());
        // Addresses are given by the place of the subnet, so theirs would move to another zone.
        // An Application Load Balancer with one subnet is refused as well: what it lacks is one in another zone.
        let left: BTreeSet<&SubnetId> =
            balancer.subnets.iter().filter(|s| !rest.contains(s) && cx.exists(**s)).collect();
        let enough = left.len() > 1 || balancer.balancer != Balancer::Application;
        let fix = (balancer.elastic_ips.is_empty() && enough).then(|| {
            Fix::new(
                format!("Keep {} in {zone}", cx.name(keep)),
                Safety::ChangesTraffic,
                [Edit::change(id, move |balancer| balancer.subnets.retain(|subnet| !rest.contains(subnet)))],
            )
        });
        found.at(id, message).with(subnets).field("subnets").fix(fix);
    }
}
