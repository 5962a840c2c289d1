use std::collections::BTreeMap;

use crate::addressing::CidrBlock;
use crate::model::VpcId;
use crate::model::kinds::{AclAction, Direction, NetworkAcl, Subnet, Vpc};
use crate::ordering::Ordered;
use crate::rules::environment::{Stage, stage_of};
use crate::rules::words::list;
use crate::rules::{Context, Findings, Held, rule};

rule! {
    /// Subnets of different environments share a VPC.
    ///
    /// ## Why it matters
    /// Inside a VPC the local route joins everything with everything. Only security groups keep the environments apart,
    /// and one rule that is too wide ends that. They also share quotas, and whoever may change the network of one may
    /// change the other's.
    ///
    /// ## What to do
    /// Give each environment a VPC of its own; better still, an account of its own. Where they have to share one, give
    /// the subnets of each a network ACL that lets nothing in from the blocks of the others.
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
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private {
    ///     subnet prod-a a 10.20.0.0/24 network_acl=prod
    ///     subnet dev-a a 10.20.1.0/24 network_acl=dev
    ///   }
    ///   acl prod entries=[{number: 100, action: deny, block: 10.20.1.0/24}, {number: 200, block: 0.0.0.0/0}]
    ///   acl dev entries=[{number: 100, action: deny, block: 10.20.0.0/24}, {number: 200, block: 0.0.0.0/0}]
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
    let mut stages: BTreeMap<Stage, Vec<&Held<Subnet>>> = BTreeMap::new();
    for subnet in &network.subnets {
        let of_tier = || stage_of(&network.tier(subnet.tier)?.name());
        if let Some(stage) = stage_of(&subnet.name()).or_else(of_tier) {
            stages.entry(stage).or_default().push(subnet);
        }
    }
    if stages.len() < 2 || are_apart(cx, &stages) {
        return;
    }
    let message = format!(
        "{} holds subnets of {}. Inside one VPC only security groups keep them apart.",
        network.name(),
        list(stages.keys().map(|stage| stage.key()))
    );
    found.at(id, message).with(stages.into_values().flatten().map(|subnet| subnet.id));
}

/// Does a network ACL of each subnet drop all that comes from subnets of other stages?
fn are_apart(cx: &Context<'_>, stages: &BTreeMap<Stage, Vec<&Held<Subnet>>>) -> bool {
    stages.iter().all(|(stage, subnets)| {
        let others = || stages.iter().filter(|(other, _)| *other != stage).flat_map(|(_, subnets)| subnets);
        subnets.iter().all(|subnet| {
            let acl = subnet.network_acl.and_then(|acl| cx.get(acl));
            acl.is_some_and(|acl| others().flat_map(|other| other.blocks()).all(|block| shuts_out(acl, block)))
        })
    })
}

/// Does the ACL drop every packet that comes from the block? The entry with the lowest number decides.
fn shuts_out(acl: &NetworkAcl, block: CidrBlock) -> bool {
    let mut entries: Vec<_> = acl.entries.iter().filter(|e| e.direction == Direction::Ingress).collect();
    entries.order_by_key(|entry| entry.number);
    for entry in entries {
        // An entry that cannot be read may mean anything.
        let Some(from) = entry.block.get() else { return false };
        let whole = entry.protocol.is_none() && entry.ports.is_none() && from.covers(block);
        match entry.action {
            AclAction::Allow if from.overlaps(block) => return false,
            AclAction::Deny if whole => return true,
            AclAction::Allow | AclAction::Deny => {}
        }
    }
    true
}
