use crate::addressing::{CidrBlock, Family};
use crate::model::kinds::{
    Balancer, Direction, LoadBalancer, RulePeer, Runs, SecurityGroup, SecurityGroupRule, Workload,
};
use crate::model::{Entity, EntityId, SecurityGroupId};
use crate::rules::filters::{add_rules, in_words, rules_together, worn};
use crate::rules::words::list;
use crate::rules::{Context, Findings, rule};

rule! {
    /// Something that opens connections wears security groups that let nothing out.
    ///
    /// ## Why it matters
    /// AWS gives a new group a rule that lets everything out. Code that makes groups takes it away, Terraform among it, so
    /// that a group without outbound rules lets nothing out but replies. A load balancer then calls all targets unhealthy,
    /// containers cannot load their image, and a client cannot reach the server that allows it.
    ///
    /// ## What to do
    /// Write outbound rules: to the groups that it talks to, or everywhere.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   workload orders tier=app security_groups=[orders]
    ///   workload database databases tier=app security_groups=[database]
    ///   sg orders rules=[{peer: 10.20.0.0/16, protocol: tcp, ports: 8080}]
    ///   sg database rules=[{peer: sg:orders, protocol: tcp, ports: 5432}]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   workload orders tier=app security_groups=[orders]
    ///   workload database databases tier=app security_groups=[database]
    ///   sg orders rules=[{direction: egress, peer: sg:database, protocol: tcp, ports: 5432}]
    ///   sg database rules=[{peer: sg:orders, protocol: tcp, ports: 5432}]
    /// }
    /// ```
    "filtering/sg-no-egress" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
            "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group",
        ],
        each_of: [Workload, LoadBalancer],
    }
}

fn check(cx: &Context<'_>, id: EntityId, entity: &Entity, found: &mut Findings) {
    let Some((vpc, groups)) = worn(&entity.body) else { return };
    let Some(why) = opens_connections(cx, entity, groups) else { return };
    let Some(rules) = rules_together(cx, groups, Direction::Egress) else { return };
    let Some(first) = groups.first().filter(|_| rules.is_empty()) else { return };
    let lets = if groups.len() == 1 { "lets" } else { "let" };
    let message = format!("{} {why}, but {} {lets} nothing out.", cx.name(id), in_words(cx, groups));
    let everywhere = |block: CidrBlock| SecurityGroupRule::all(Direction::Egress, RulePeer::Block(block.into()));
    let mut missing = vec![everywhere(CidrBlock::any_v4())];
    let has_v6 = cx.network(vpc).is_some_and(|network| network.blocks().any(|block| block.family() == Family::V6));
    missing.extend(has_v6.then(|| everywhere(CidrBlock::any_v6())));
    let title = format!("Let everything out in {}", cx.name(*first));
    let fix = cx.get(*first).and_then(|group: &SecurityGroup| add_rules(title, *first, group, missing));
    found.at(id, message).with(groups.iter().copied()).field("security_groups").fix(fix);
}

/// What it has to open connections for, as far as the design says so.
fn opens_connections(cx: &Context<'_>, entity: &Entity, groups: &[SecurityGroupId]) -> Option<String> {
    if let Some(balancer) = entity.as_noun::<LoadBalancer>() {
        let targets = list(balancer.targets.iter().map(|target| cx.name(*target)));
        return (!balancer.targets.is_empty() && balancer.balancer != Balancer::Gateway)
            .then(|| format!("hands packets on to {targets}"));
    }
    let workload = entity.as_noun::<Workload>()?;
    let expected = groups.iter().find_map(|group| {
        cx.referring::<SecurityGroup>(*group).find(|(other, fields)| {
            let named = RulePeer::Group(*group);
            !groups.contains(other)
                && fields.rules.iter().any(|rule| rule.direction == Direction::Ingress && rule.peer == named)
        })
    });
    match expected {
        Some((server, _)) => Some(format!("is let in by group {}", cx.name(server))),
        None => (workload.runs == Runs::Containers).then(|| "runs containers, which load their images".to_owned()),
    }
}
