use crate::model::kinds::{Balancer, LoadBalancer};
use crate::model::{Entity, EntityId, SecurityGroupId};
use crate::rules::filters::worn;
use crate::rules::{Context, Findings, rule};

rule! {
    /// Something is in the VPC's default security group.
    ///
    /// ## Why it matters
    /// What is made without a group lands in the default one, whose members all let each other in. Systems that have
    /// nothing to do with one another then trust each other, and nobody decided so. Audits ask for it to be empty.
    ///
    /// ## What to do
    /// Give it a group of its own that allows what it serves, and leave the default group without rules.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   workload orders tier=app security_groups=[orders]
    ///   workload batch tier=app
    ///   sg orders rules=[{direction: egress, peer: 0.0.0.0/0}]
    /// }
    /// ```
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   workload batch tier=app security_groups=[default]
    ///   sg default aws_id=sg-0a1b2c3d4e5f60718 rules=[{peer: sg:default}]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   workload orders tier=app security_groups=[orders]
    ///   sg orders rules=[{direction: egress, peer: 0.0.0.0/0}]
    /// }
    /// ```
    "filtering/sg-default-in-use" {
        severity: Advice,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html"],
        each_of: [Workload, LoadBalancer, Endpoint, ResolverEndpoint],
    }
}

fn check(cx: &Context<'_>, id: EntityId, entity: &Entity, found: &mut Findings) {
    let Some((vpc, groups)) = worn(&entity.body) else { return };
    let is_default = |group: SecurityGroupId| {
        cx.exists_in_aws(group) && cx.entity(group).is_some_and(|group| group.head.name == "default")
    };
    if let Some(group) = groups.iter().copied().find(|group| is_default(*group)) {
        let message = format!(
            "{} wears {}'s default security group, whose members all let each other in.",
            cx.name(id),
            cx.name(vpc)
        );
        found.at(id, message).with([EntityId::from(group)]).field("security_groups");
        return;
    }
    let takes_none = entity.as_noun::<LoadBalancer>().is_some_and(|lb| lb.balancer != Balancer::Application);
    if !groups.is_empty() || takes_none {
        return;
    }
    // Where no workload wears a group yet, groups are still to be drawn.
    let Some(network) = cx.network(vpc) else { return };
    let worn_by_any = network.workloads.iter().any(|workload| !workload.security_groups.is_empty());
    if network.security_groups.is_empty() || !worn_by_any {
        return;
    }
    let message = format!(
        "{} wears no security group: AWS puts it into {}'s default one, whose members all let each other in.",
        cx.name(id),
        cx.name(vpc)
    );
    found.at(id, message).field("security_groups");
}
