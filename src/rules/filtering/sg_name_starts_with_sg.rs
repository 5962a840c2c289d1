use crate::model::kinds::SecurityGroup;
use crate::model::{Edit, SecurityGroupId};
use crate::rules::filters::may_be_called;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// The name of a security group begins with "sg-".
    ///
    /// ## Why it matters
    /// Names and ids of groups are taken in the same places, so AWS refuses a name that looks like an id, in whatever case.
    ///
    /// ## What to do
    /// Put it at the end: "web-sg". Or leave it out.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { sg sg-web }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 { sg web-sg }
    /// ```
    "filtering/sg-name-starts-with-sg" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html"],
        aws_error: "InvalidParameterValue",
        each: SecurityGroup,
    }
}

fn check(cx: &Context<'_>, id: SecurityGroupId, group: &SecurityGroup, found: &mut Findings) {
    let Some(name) = cx.entity(id).map(|entity| entity.head.name.as_str()) else { return };
    let Some(rest) = name.get(..3).filter(|start| start.eq_ignore_ascii_case("sg-")).map(|_| &name[3..]) else {
        return;
    };
    let message = format!("\"{name}\" cannot begin with \"sg-\": AWS keeps that for the ids of groups.");
    let better = if rest.is_empty() { "group".to_owned() } else { format!("{rest}-sg") };
    let fix = may_be_called(cx, group.vpc, &better)
        .then(|| Fix::new(format!("Call it {better}"), Safety::NeedsChoice, [Edit::rename(id, better)]));
    found.at(id, message).field("name").fix(fix);
}
