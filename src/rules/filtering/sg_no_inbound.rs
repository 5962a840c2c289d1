use crate::model::WorkloadId;
use crate::model::kinds::{Direction, RulePeer, SecurityGroup, Workload};
use crate::rules::filters::{add_rules, in_words, lets, listened, rule_for, rules_together, service};
use crate::rules::words::list;
use crate::rules::{Context, Findings, rule};

rule! {
    /// No security group of a workload lets anything in to what it listens on.
    ///
    /// ## Why it matters
    /// A security group allows nothing in until a rule says so. A workload that listens and whose groups have no rule for
    /// its port is reached by nobody: connections time out, with nothing in its logs.
    ///
    /// ## What to do
    /// Allow its port from those who need it: best from the security group that they wear.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   workload orders tier=app listens=[{ports: 8080}] security_groups=[orders]
    ///   sg orders rules=[{direction: egress, peer: 0.0.0.0/0}]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   workload orders tier=app listens=[{ports: 8080}] security_groups=[orders]
    ///   sg orders rules=[{peer: 10.20.0.0/16, protocol: tcp, ports: 8000-8999}, {direction: egress, peer: 0.0.0.0/0}]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   workload batch tier=app security_groups=[batch]
    ///   sg batch rules=[{direction: egress, peer: 0.0.0.0/0}]
    /// }
    /// ```
    "filtering/sg-no-inbound" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"],
        each: Workload,
    }
}

fn check(cx: &Context<'_>, id: WorkloadId, workload: &Workload, found: &mut Findings) {
    let Some(rules) = rules_together(cx, &workload.security_groups, Direction::Ingress) else { return };
    let ways: Vec<_> = workload.listens.iter().filter_map(listened).collect();
    let deaf: Vec<_> =
        ways.into_iter().filter(|(protocol, ports)| !rules.iter().any(|rule| lets(rule, *protocol, *ports))).collect();
    let Some(first) = workload.security_groups.first().filter(|_| !deaf.is_empty()) else { return };
    let what = list(deaf.iter().map(|(protocol, ports)| service(*protocol, *ports)));
    let groups = in_words(cx, &workload.security_groups);
    let message = match rules.is_empty() {
        true => format!(
            "{} listens on {what}, but {} nothing in at all.",
            cx.name(id),
            match workload.security_groups.len() {
                1 => format!("{groups} lets"),
                _ => format!("{groups} let"),
            }
        ),
        false => format!("{} listens on {what}, but nothing in {groups} lets anyone in to it.", cx.name(id)),
    };
    let blocks: Vec<_> = cx.network(workload.vpc).into_iter().flat_map(|network| network.blocks()).collect();
    let missing = deaf.iter().flat_map(|(protocol, ports)| {
        blocks.iter().map(|block| rule_for(Direction::Ingress, *protocol, *ports, RulePeer::Block((*block).into())))
    });
    let title = format!("Allow {what} in {} from {}", cx.name(*first), cx.name(workload.vpc));
    let fix = cx.get(*first).and_then(|group: &SecurityGroup| add_rules(title, *first, group, missing.collect()));
    found.at(id, message).with(workload.security_groups.iter().copied()).field("security_groups").fix(fix);
}
