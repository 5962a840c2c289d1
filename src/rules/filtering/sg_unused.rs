use crate::model::SecurityGroupId;
use crate::model::kinds::SecurityGroup;
use crate::rules::filters::{has_wearers, wearers};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// Nothing wears this security group, and no other group names it.
    ///
    /// ## Why it matters
    /// It filters nothing. Left lying about it counts towards a quota, and somebody will wear it one day for its name and
    /// get rules that nobody looked at for years.
    ///
    /// ## What to do
    /// Delete it, or say what wears it.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   workload app tier=app security_groups=[worn]
    ///   sg worn
    ///   sg left-over
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   workload app tier=app security_groups=[worn]
    ///   sg worn
    /// }
    /// ```
    "filtering/sg-unused" {
        severity: Advice,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html"],
        each: SecurityGroup,
    }
}

fn check(cx: &Context<'_>, id: SecurityGroupId, group: &SecurityGroup, found: &mut Findings) {
    if !has_wearers(cx, group.vpc) || !wearers(cx, id).is_empty() {
        return;
    }
    if cx.referring::<SecurityGroup>(id).any(|(other, _)| other != id) {
        return;
    }
    let message = format!("Nothing wears {}, and no other group names it.", cx.name(id));
    found.at(id, message).fix(Fix::new(format!("Delete {}", cx.name(id)), Safety::NeedsChoice, cx.deletion(id)));
}
