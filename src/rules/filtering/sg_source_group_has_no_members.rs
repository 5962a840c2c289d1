use crate::model::kinds::{RulePeer, SecurityGroup};
use crate::model::{Edit, SecurityGroupId};
use crate::rules::filters::{has_wearers, way, wearers};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A security group rule names a group that nothing wears.
    ///
    /// ## Why it matters
    /// The rule fits nobody. It looks complete in a review, so a wrong group in it is found late: when the right clients
    /// cannot connect.
    ///
    /// ## What to do
    /// Name the group that the clients wear, or remove the rule.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   workload orders tier=app security_groups=[orders]
    ///   sg orders rules=[{peer: sg:client, protocol: tcp, ports: 443}]
    ///   sg client
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   workload orders tier=app security_groups=[orders]
    ///   workload clients tier=app security_groups=[client]
    ///   sg orders rules=[{peer: sg:client, protocol: tcp, ports: 443}]
    ///   sg client
    /// }
    /// ```
    "filtering/sg-source-group-has-no-members" {
        severity: Advice,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"],
        each: SecurityGroup,
    }
}

fn check(cx: &Context<'_>, id: SecurityGroupId, group: &SecurityGroup, found: &mut Findings) {
    let mut seen: Vec<SecurityGroupId> = Vec::new();
    for rule in &group.rules {
        let RulePeer::Group(peer) = rule.peer else { continue };
        if peer == id || seen.contains(&peer) {
            continue;
        }
        seen.push(peer);
        // What wears a group that AWS has already may not be drawn.
        let Some(vpc) = cx.get(peer).map(|fields| fields.vpc).filter(|_| !cx.exists_in_aws(peer)) else { continue };
        if !has_wearers(cx, vpc) || !wearers(cx, peer).is_empty() {
            continue;
        }
        let way = way(rule.direction);
        let message = format!(
            "{} has an {way} rule for members of {}, but nothing wears {}.",
            cx.name(id),
            cx.name(peer),
            cx.name(peer)
        );
        found.at(id, message).with([peer]).field("rules").fix(Fix::new(
            format!("Remove what {} allows to {}", cx.name(id), cx.name(peer)),
            Safety::NeedsChoice,
            [Edit::change(id, move |group| group.rules.retain(|rule| rule.peer != RulePeer::Group(peer)))],
        ));
    }
}
