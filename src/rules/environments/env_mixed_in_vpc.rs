use std::collections::BTreeMap;

use crate::model::kinds::Vpc;
use crate::model::{EntityId, VpcId};
use crate::rules::environment::{Stage, stage_of};
use crate::rules::words::list;
use crate::rules::{Context, Findings, rule};

rule! {
    /// Subnets of different environments share a VPC.
    ///
    /// ## Why it matters
    /// Inside a VPC the local route joins everything with everything. Only security groups keep the environments apart,
    /// and one rule that is too wide ends that. They also share quotas, and whoever may change the network of one may
    /// change the other's.
    ///
    /// ## What to do
    /// Give each environment a VPC of its own; better still, an account of its own.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet prod-a a 10.20.0.0/24; subnet dev-a a 10.20.1.0/24 }
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet prod-a a 10.20.0.0/24; subnet prod-b b 10.20.1.0/24 }
    /// }
    /// ```
    "environments/env-mixed-in-vpc" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/infrastructure-security.html"],
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, _: &Vpc, found: &mut Findings) {
    let Some(network) = cx.network(id) else { return };
    let mut stages: BTreeMap<Stage, Vec<EntityId>> = BTreeMap::new();
    for subnet in &network.subnets {
        let of_tier = || stage_of(&network.tier(subnet.tier)?.name());
        if let Some(stage) = stage_of(&subnet.name()).or_else(of_tier) {
            stages.entry(stage).or_default().push(subnet.entity_id());
        }
    }
    if stages.len() < 2 {
        return;
    }
    let message = format!(
        "{} holds subnets of {}. Inside one VPC only security groups keep them apart.",
        network.name(),
        list(stages.keys().map(|stage| stage.key()))
    );
    found.at(id, message).with(stages.into_values().flatten());
}
