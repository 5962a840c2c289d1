use crate::model::kinds::SecurityGroup;
use crate::model::{Edit, SecurityGroupId};
use crate::rules::filters::{is_free_name, without_refused};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A new security group is called "default".
    ///
    /// ## Why it matters
    /// Every VPC is born with a security group of this name. It can be edited, but neither made nor deleted, so AWS refuses
    /// to make another one, in whatever case the name is written.
    ///
    /// ## What to do
    /// Call the group after what wears it. The VPC's own default group is best left without rules.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { sg Default }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 { sg app; sg default aws_id=sg-0a1b2c3d4e5f60718 }
    /// ```
    "filtering/sg-name-reserved" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html",
            "https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html",
        ],
        aws_error: "InvalidGroup.Reserved",
        each: SecurityGroup,
    }
}

fn check(cx: &Context<'_>, id: SecurityGroupId, group: &SecurityGroup, found: &mut Findings) {
    let Some(entity) = cx.entity(id) else { return };
    // One that AWS has already is the VPC's own.
    if !entity.head.name.eq_ignore_ascii_case("default") || entity.head.aws_id.is_some() {
        return;
    }
    let vpc = cx.name(group.vpc);
    let message =
        format!("\"{}\" is the name of the group that AWS made with {vpc}: no other can have it.", entity.head.name);
    let better = format!("shared-{}", without_refused(&vpc, 200));
    let fix = is_free_name(cx, group.vpc, &better)
        .then(|| Fix::new(format!("Call it {better}"), Safety::NeedsChoice, [Edit::rename(id, better)]));
    found.at(id, message).field("name").fix(fix);
}
