use crate::aws::limits;
use crate::model::kinds::SecurityGroup;
use crate::model::{Edit, SecurityGroupId};
use crate::rules::filters::{without_refused, wrong_with};
use crate::rules::space::replacing;
use crate::rules::{Context, Findings, Fix, rule};

rule! {
    /// The description of a security group is too long, or has characters that AWS does not take.
    ///
    /// ## Why it matters
    /// AWS asks for a description of up to 255 plain characters when a group is made, and has no way to change it:
    /// another text means another group, which everything that wears the old one has to change to first.
    ///
    /// ## What to do
    /// Write letters and digits without accents, spaces, and ._-:/()#,@[]+=&;{}!$* only. What may change belongs into tags.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { sg app "For what's behind the load balancer" }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 { sg app "Behind the load balancer (HTTPS only)" }
    /// ```
    "filtering/sg-description-invalid" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html",
            "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html",
        ],
        aws_error: "InvalidParameterValue",
        each: SecurityGroup,
    }
}

fn check(cx: &Context<'_>, id: SecurityGroupId, group: &SecurityGroup, found: &mut Findings) {
    let longest = limits::SECURITY_GROUP_NAME_LENGTH.default.map_or(usize::MAX, |n| n as usize);
    let Some(wrong) = wrong_with(&group.description, longest) else { return };
    let better = without_refused(&group.description, longest);
    found.at(id, format!("The description of {} {wrong}.", cx.name(id))).field("description").fix(Fix::new(
        format!("Write \"{better}\""),
        replacing([(id.into(), cx.exists_in_aws(id))]),
        [Edit::change(id, move |group| group.description.clone_from(&better))],
    ));
}
