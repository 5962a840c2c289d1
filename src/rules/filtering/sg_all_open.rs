use crate::model::SecurityGroupId;
use crate::model::kinds::SecurityGroup;
use crate::rules::exposure::{allows_all, is_open, remove};
use crate::rules::{Context, Findings, rule};

rule! {
    /// A security group lets everything in from everywhere.
    ///
    /// ## Why it matters
    /// Such a group is no filter: every port of every host that wears it is open to whoever has a way there. Most are left
    /// over from a test.
    ///
    /// ## What to do
    /// Allow the ports that the hosts serve, from those who need them. Replies need no rule: a security group keeps state.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { sg app rules=[{peer: 0.0.0.0/0}] }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 { sg app rules=[{peer: 0.0.0.0/0, protocol: tcp, ports: 443}, {direction: egress, peer: 0.0.0.0/0}] }
    /// ```
    "filtering/sg-all-open" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html"],
        each: SecurityGroup,
    }
}

fn check(cx: &Context<'_>, id: SecurityGroupId, group: &SecurityGroup, found: &mut Findings) {
    for rule in group.rules.iter().filter(|rule| is_open(rule) && allows_all(rule)) {
        let what = rule.protocol.as_ref().map_or_else(|| "everything".to_owned(), |p| format!("all of {p}"));
        let message = format!("{} lets {what} in from {}: it is no filter at all.", cx.name(id), rule.peer);
        found.at(id, message).field("rules").fix(remove(id, rule));
    }
}
