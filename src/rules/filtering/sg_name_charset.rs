use crate::aws::limits;
use crate::model::kinds::SecurityGroup;
use crate::model::{Edit, SecurityGroupId};
use crate::rules::filters::{may_be_called, without_refused, wrong_with};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// The name of a security group is too long, or has characters that AWS does not take.
    ///
    /// ## Why it matters
    /// A group name has up to 255 characters: letters and digits without accents, spaces, and ._-:/()#,@[]+=&;{}!$*
    /// Apostrophes, question marks and angle brackets are refused. (The Name tag takes any character, but it is another
    /// thing.)
    ///
    /// ## What to do
    /// Write the name without them. It cannot be changed later without a new group.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { sg "Bob's office" }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 { sg "office of Bob (2nd floor)" }
    /// ```
    "filtering/sg-name-charset" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html"],
        aws_error: "InvalidParameterValue",
        each: SecurityGroup,
    }
}

fn check(cx: &Context<'_>, id: SecurityGroupId, group: &SecurityGroup, found: &mut Findings) {
    let Some(entity) = cx.entity(id) else { return };
    // What AWS has already it has taken: an imported name is the Name tag's.
    if entity.head.aws_id.is_some() {
        return;
    }
    let longest = limits::SECURITY_GROUP_NAME_LENGTH.default.map_or(usize::MAX, |n| n as usize);
    let name = &entity.head.name;
    let Some(wrong) = wrong_with(name, longest) else { return };
    let better = without_refused(name, longest);
    let fix = may_be_called(cx, group.vpc, &better)
        .then(|| Fix::new(format!("Call it {better}"), Safety::NeedsChoice, [Edit::rename(id, better)]));
    found.at(id, format!("The name of group {name} {wrong}.")).field("name").fix(fix);
}
