use crate::model::VpcId;
use crate::model::kinds::Vpc;
use crate::rules::demand::by_subnet;
use crate::rules::words::list;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A subnet has hardly an address left beside what is drawn in it.
    ///
    /// ## Why it matters
    /// Deployments that replace instances, load balancers under load, databases that fail over and upgrades of a
    /// Kubernetes control plane all need spare addresses for a while. A load balancer asks for eight, EKS for six. When
    /// there are none they fail in part, at the worst moment.
    ///
    /// ## What to do
    /// Make the subnet larger while nothing is in it: later it means to make it anew.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/27 }
    ///   workload orders tier=app count=24
    /// }
    /// ```
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/28; subnet app-b b 10.20.0.32/27 }
    ///   workload orders subnets=[app-a] count=4
    ///   lb front network scheme=internal subnets=[app-a, app-b]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/27 }
    ///   workload orders tier=app count=12
    /// }
    /// ```
    "addressing/subnet-capacity-low" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html",
            "https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html",
            "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
        ],
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, _: &Vpc, found: &mut Findings) {
    let Some(network) = cx.network(id) else { return };
    for (subnet, (supply, demand)) in by_subnet(cx, network) {
        let Some(held) = network.subnet(subnet) else { continue };
        let for_singles = supply.usable.saturating_sub(supply.for_prefixes);
        // More than there is: a finding of another rule.
        let Some(left) = supply.usable.checked_sub(demand.total()).filter(|_| demand.singles <= for_singles) else {
            continue;
        };
        // One of a few that are alone in a small subnet is what such subnets are for.
        let crowded = demand.total() * 5 > supply.usable * 4;
        let short = demand.wants_free.filter(|(_, free)| left < u64::from(*free));
        let message = match short {
            Some((who, free)) => format!(
                "{} would have {left} of {} addresses left; {} needs {free} free ones to grow and to be replaced.",
                held.name(),
                supply.usable,
                cx.name(who)
            ),
            None if crowded => format!(
                "{} would have {left} of {} addresses left beside {}.",
                held.name(),
                supply.usable,
                list(demand.consumers.iter().map(|(who, needs)| format!("{} ({needs})", cx.name(*who))))
            ),
            None => continue,
        };
        found.at(subnet, message).with(demand.consumers.iter().map(|(who, _)| *who)).field("ipv4");
    }
}
