use std::collections::BTreeSet;

use crate::model::kinds::{Balancer, LoadBalancer};
use crate::model::{Edit, LoadBalancerId, SubnetId};
use crate::rules::words::list;
use crate::rules::workloads::zones;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// An Application Load Balancer is in fewer than two zones.
    ///
    /// ## Why it matters
    /// It runs a node in each zone that it is given, and AWS takes at least two zones, so that the loss of one leaves the
    /// other. (A Network Load Balancer may have one.)
    ///
    /// ## What to do
    /// Add a subnet of another zone: of the same tier, so that its nodes have the same routes.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24; subnet app-b b 10.20.1.0/24 }
    ///   lb front scheme=internal subnets=[app-a]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24; subnet app-b b 10.20.1.0/24 }
    ///   lb front scheme=internal subnets=[app-a, app-b]
    /// }
    /// ```
    "balancers/alb-needs-two-zones" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html",
        ],
        aws_error: "ValidationError",
        each: LoadBalancer,
    }
}

fn check(cx: &Context<'_>, id: LoadBalancerId, balancer: &LoadBalancer, found: &mut Findings) {
    let Some(network) = cx.network(balancer.vpc).filter(|_| balancer.balancer == Balancer::Application) else { return };
    // One that is not in the design is the finding of another rule, and of no use here.
    let subnets: Vec<SubnetId> = balancer.subnets.iter().copied().filter(|subnet| cx.exists(*subnet)).collect();
    let own = zones(network, &subnets);
    let has = match (own.as_ref().map(BTreeSet::len), &subnets[..]) {
        (_, []) => "it has none".to_owned(),
        (_, [one]) => format!("it has {} only", cx.name(*one)),
        (Some(1), several) => format!("{} are in one", list(several.iter().map(|subnet| cx.name(*subnet)))),
        _ => return,
    };
    let message =
        format!("{}: an Application Load Balancer needs subnets in two Availability Zones, {has}.", cx.name(id));
    let finding = found.at(id, message).with(balancer.subnets.iter().copied()).field("subnets");
    // Of the tier that it is in, a subnet in another zone.
    let Some(seat) = balancer.subnets.first().and_then(|subnet| network.subnet(*subnet)) else { return };
    let other = network.subnets_of(seat.tier).find(|subnet| {
        !balancer.subnets.contains(&subnet.id)
            && zones(network, &[seat.id, subnet.id]).is_some_and(|zones| zones.len() == 2)
    });
    finding.fix(other.map(|other| {
        let subnet = other.id;
        Fix::new(
            format!("Add {} to {}", other.name(), cx.name(id)),
            Safety::ChangesTraffic,
            [Edit::change(id, move |balancer| balancer.subnets.push(subnet))],
        )
    }));
}
