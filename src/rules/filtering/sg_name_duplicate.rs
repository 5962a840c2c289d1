use crate::model::kinds::SecurityGroup;
use crate::model::{EntityId, Kind, SecurityGroupId};
use crate::rules::{Context, Findings, rule};

rule! {
    /// Two security groups of a VPC have the same name.
    ///
    /// ## Why it matters
    /// Names of groups are unique in a VPC. AWS compares them without case and without spaces at the end, so "Web" and
    /// "web " are one name, and the second group is refused.
    ///
    /// ## What to do
    /// Give one of them another name. Another VPC may use the same.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { sg web; sg Web id=sg-web2 }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 { sg web }
    /// vpc other 10.21.0.0/16 { sg web }
    /// ```
    "filtering/sg-name-duplicate" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html",
            "https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html",
        ],
        aws_error: "InvalidGroup.Duplicate",
        each: SecurityGroup,
    }
}

fn compared(name: &str) -> String {
    name.trim_end().to_lowercase()
}

fn check(cx: &Context<'_>, id: SecurityGroupId, group: &SecurityGroup, found: &mut Findings) {
    let Some(household) = cx.household(group.vpc.into()) else { return };
    let Some(own) = cx.entity(id).map(|entity| compared(&entity.head.name)).filter(|name| !name.is_empty()) else {
        return;
    };
    let groups = household.of_kind(Kind::SecurityGroup).iter().take_while(|(other, _)| *other < EntityId::from(id));
    if let Some((other, entity)) = groups.into_iter().find(|(_, entity)| compared(&entity.head.name) == own) {
        let message = format!(
            "{} has two security groups called \"{}\" (case and spaces at the end do not count).",
            cx.name(group.vpc),
            entity.head.name.trim_end()
        );
        found.at(id, message).with([*other]).field("name");
    }
}
