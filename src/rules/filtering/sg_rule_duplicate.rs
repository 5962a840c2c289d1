use crate::model::kinds::{SecurityGroup, SecurityGroupRule};
use crate::model::{Edit, SecurityGroupId};
use crate::rules::filters::permission;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A security group has the same rule twice.
    ///
    /// ## Why it matters
    /// AWS keeps each permission once. The description does not make two rules different, so the second one is refused.
    ///
    /// ## What to do
    /// Remove one of them, and say in the description of the other who all needs it.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   sg app rules=[
    ///     {peer: 10.20.0.0/16, protocol: tcp, ports: 443, description: "from the VPC"},
    ///     {peer: 10.20.0.0/16, protocol: tcp, ports: 443, description: "from the clients"}
    ///   ]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   sg app rules=[{peer: 10.20.0.0/16, protocol: tcp, ports: 443}, {peer: 10.20.0.0/16, protocol: udp, ports: 443}]
    /// }
    /// ```
    "filtering/sg-rule-duplicate" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html"],
        aws_error: "InvalidPermission.Duplicate",
        each: SecurityGroup,
    }
}

fn peer(cx: &Context<'_>, rule: &SecurityGroupRule) -> String {
    rule.peer.object().map_or_else(|| rule.peer.to_string(), |id| cx.name(id))
}

fn check(cx: &Context<'_>, id: SecurityGroupId, group: &SecurityGroup, found: &mut Findings) {
    let all: Vec<SecurityGroupRule> = group.rules.iter().map(permission).collect();
    for (n, rule) in all.iter().enumerate() {
        // The second of its like: a third changes nothing.
        if all[..n].iter().filter(|earlier| *earlier == rule).count() != 1 {
            continue;
        }
        let what = rule.protocol.as_ref().map_or_else(|| "everything".to_owned(), ToString::to_string);
        let ports = rule.ports.as_ref().map_or_else(String::new, |ports| format!(" {ports}"));
        let message = format!("{} has the rule for {what}{ports} with {} more than once.", cx.name(id), peer(cx, rule));
        let twice = rule.clone();
        found.at(id, message).field("rules").fix(Fix::new(
            "Keep the first of them",
            Safety::Safe,
            [Edit::change(id, move |group| {
                let mut seen = false;
                group.rules.retain(|rule| permission(rule) != twice || !std::mem::replace(&mut seen, true));
            })],
        ));
    }
}
