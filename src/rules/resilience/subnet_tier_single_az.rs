use std::collections::BTreeSet;

use crate::model::kinds::Tier;
use crate::model::{EntityId, TierId};
use crate::rules::{Context, Findings, rule};

rule! {
    /// All subnets of a tier are in one Availability Zone.
    ///
    /// ## Why it matters
    /// A zone is one or more data centres with their own power and network, and now and then one fails. A subnet cannot
    /// span zones, so what must survive needs subnets in at least two. Load balancers, databases and Kubernetes control
    /// planes refuse a single zone outright.
    ///
    /// ## What to do
    /// Add a subnet to the tier in at least one more zone. In an environment that serves nobody this is advice only.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-1 a 10.20.0.0/24; subnet app-2 a 10.20.1.0/24 }
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-1 a 10.20.0.0/24; subnet app-2 b 10.20.1.0/24 }
    /// }
    /// ```
    "resilience/subnet-tier-single-az" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html",
            "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
        ],
        each: Tier,
    }
}

fn check(cx: &Context<'_>, id: TierId, tier: &Tier, found: &mut Findings) {
    let Some(network) = cx.network(tier.vpc) else { return };
    // A subnet without a zone is the finding of another rule, and may be in any.
    let zones: BTreeSet<&str> = network.subnets_of(id).map(|s| s.zone.as_str()).collect();
    let mut zones = zones.into_iter();
    let (Some(zone), None) = (zones.next(), zones.next()) else { return };
    if zone.is_empty() {
        return;
    }
    let message =
        format!("Tier {} of {} is in {zone} only. If {zone} fails, all of it does.", cx.name(id), network.name());
    let finding = found.at(id, message).with(network.subnets_of(id).map(|s| EntityId::from(s.id)));
    finding.severity = cx.resilience(network, finding.severity);
}
