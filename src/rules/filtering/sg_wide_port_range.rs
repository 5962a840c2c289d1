use crate::addressing::is_rfc1918;
use crate::model::SecurityGroupId;
use crate::model::kinds::{Direction, PortRange, RulePeer, SecurityGroup, SecurityGroupRule, Workload};
use crate::rules::exposure::remove;
use crate::rules::filters::listened;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A security group lets in the high ports of replies, which it lets in anyway.
    ///
    /// ## Why it matters
    /// A security group keeps state: the reply to what a member sent comes in without a rule. Inbound rules for 1024-65535
    /// or 32768-60999 come from network ACLs, which keep none. Here they open every service on a high port to all of the
    /// block.
    ///
    /// ## What to do
    /// Remove the rule; allow single ports that the members serve.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { sg app rules=[{peer: 0.0.0.0/0, protocol: tcp, ports: 1024-65535}] }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 { sg nodes rules=[{peer: 10.20.0.0/16, protocol: tcp, ports: 30000-32767}] }
    /// ```
    "filtering/sg-wide-port-range" {
        severity: Advice,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html"],
        each: SecurityGroup,
    }
}

fn check(cx: &Context<'_>, id: SecurityGroupId, group: &SecurityGroup, found: &mut Findings) {
    for rule in group.rules.iter().filter(|rule| rule.direction == Direction::Ingress) {
        let Some(ports) = ports_of_replies(rule) else { continue };
        // Somebody who listens up there has a use for it.
        let served = |workload: &Workload| {
            workload
                .listens
                .iter()
                .filter_map(listened)
                .any(|(_, own)| own.last >= ports.first && own.first <= ports.last)
        };
        if cx.referring::<Workload>(id).any(|(_, workload)| served(workload)) {
            continue;
        }
        let message = format!(
            "{} lets {} in to ports {ports}: replies need no rule in a security group, so this opens what listens there.",
            cx.name(id),
            rule.peer
        );
        found.at(id, message).field("rules").fix(remove(id, rule));
    }
}

/// The ports, when they are a range that clients choose from and the rule is for a wide block.
fn ports_of_replies(rule: &SecurityGroupRule) -> Option<PortRange> {
    let RulePeer::Block(block) = &rule.peer else { return None };
    let block = block.get().filter(|block| block.family().bits() - block.length() > 8)?;
    rule.protocol.as_ref()?.get().filter(|protocol| protocol.has_ports())?;
    let ports = rule.ports.as_ref()?.get()?;
    let begins = match ports.first {
        1024 | 1025 | 32_768 => true,
        // Directories of Microsoft answer on these, so inside a network they may be meant.
        49_152 => !is_rfc1918(block),
        _ => false,
    };
    (begins && ports.last >= 60_999).then_some(ports)
}
