use crate::model::WorkloadId;
use crate::model::kinds::{Direction, RulePeer, SecurityGroup, SecurityGroupRule, Workload};
use crate::rules::filters::{add_rules, in_words, may_be, rules_together};
use crate::rules::workloads::{blocks_of, subnets_of};
use crate::rules::{Context, Findings, rule};

rule! {
    /// Pods of a cluster wear security groups that do not let them talk to each other.
    ///
    /// ## Why it matters
    /// To wear the same group is not to be allowed anything: only the VPC's default group comes with a rule for its own
    /// members. Pods on two nodes then cannot reach each other, and names resolve only where the cluster's DNS happens to
    /// run on the same node.
    ///
    /// ## What to do
    /// Add an inbound rule whose source is the group itself.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 dns_hostnames=true {
    ///   tier app private { subnet app-a a 10.20.0.0/20; subnet app-b b 10.20.16.0/20 }
    ///   workload nodes containers tier=app count=6 pods=20 security_groups=[nodes]
    ///   lb front application scheme=internal subnets=[app-a, app-b] security_groups=[front]
    ///   sg front rules=[{direction: egress, peer: sg:nodes}]
    ///   sg nodes rules=[{peer: sg:front, protocol: tcp, ports: 8080}, {direction: egress, peer: 0.0.0.0/0}]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 dns_hostnames=true {
    ///   tier app private { subnet app-a a 10.20.0.0/20; subnet app-b b 10.20.16.0/20 }
    ///   workload nodes containers tier=app count=6 pods=20 security_groups=[nodes]
    ///   sg nodes rules=[{peer: sg:nodes}, {direction: egress, peer: 0.0.0.0/0}]
    /// }
    /// ```
    "filtering/sg-self-reference-expected" {
        severity: Advice,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
            "https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html",
        ],
        each: Workload,
    }
}

fn check(cx: &Context<'_>, id: WorkloadId, workload: &Workload, found: &mut Findings) {
    if workload.pods.is_none_or(|pods| pods == 0) || workload.count.is_none_or(|count| count < 2) {
        return;
    }
    let groups = &workload.security_groups;
    let Some(rules) = rules_together(cx, groups, Direction::Ingress) else { return };
    let blocks = cx.network(workload.vpc).map(|network| blocks_of(&subnets_of(network, workload))).unwrap_or_default();
    let Some(first) = groups.first() else { return };
    if blocks.is_empty() || rules.iter().any(|rule| may_be(cx, &rule.peer, groups, &blocks)) {
        return;
    }
    let message = format!(
        "Pods of {} cannot talk to each other across nodes: nothing in {} lets in who wears it.",
        cx.name(id),
        in_words(cx, groups)
    );
    let own = SecurityGroupRule::all(Direction::Ingress, RulePeer::Group(*first));
    let title = format!("Let members of {} in to each other", cx.name(*first));
    let fix = cx.get(*first).and_then(|group: &SecurityGroup| add_rules(title, *first, group, vec![own]));
    found.at(id, message).with(groups.iter().copied()).field("security_groups").fix(fix);
}
