//! Which rules of a security group let the whole internet in, and to what; and how rules are taken out or rewritten.

use super::finding::{Fix, Safety};
use crate::addressing::CidrBlock;
use crate::aws::ports::ExposedPort;
use crate::model::kinds::{Direction, PortRange, Protocol, RulePeer, SecurityGroup, SecurityGroupRule};
use crate::model::{Edit, SecurityGroupId};

/// Does the rule let in what comes from everywhere?
pub(super) fn is_open(rule: &SecurityGroupRule) -> bool {
    let RulePeer::Block(block) = &rule.peer else { return false };
    rule.direction == Direction::Ingress && block.get().is_some_and(|block| block.length() == 0)
}

/// Does the rule allow every protocol, or every port of TCP or UDP?
pub(super) fn allows_all(rule: &SecurityGroupRule) -> bool {
    match &rule.protocol {
        None => true,
        Some(protocol) => match protocol.get() {
            Some(Protocol::All) => true,
            Some(protocol) if protocol.has_ports() => {
                rule.ports.as_ref().is_none_or(|ports| ports.get() == Some(PortRange::ALL))
            }
            _ => false,
        },
    }
}

/// What the rule opens to everywhere, of these. Nothing when it opens all: that is a finding of its own.
pub(super) fn opened(rule: &SecurityGroupRule, of: &'static [ExposedPort]) -> Vec<&'static ExposedPort> {
    let tcp = rule.protocol.as_ref().and_then(|protocol| protocol.get()) == Some(Protocol::TCP);
    let ports = rule.ports.as_ref().and_then(|ports| ports.get());
    let Some(ports) = ports.filter(|_| tcp && is_open(rule) && !allows_all(rule)) else { return Vec::new() };
    of.iter().filter(|known| known.first <= ports.last && ports.first <= known.last).collect()
}

/// Takes this very rule out of the group.
pub(super) fn remove(id: SecurityGroupId, rule: &SecurityGroupRule) -> Fix {
    let ports = rule.ports.as_ref().map_or_else(String::new, |ports| format!(" to port {ports}"));
    let title = format!("Remove the rule from {}{ports}", rule.peer);
    let rule = rule.clone();
    let edit = Edit::change(id, move |group: &mut SecurityGroup| group.rules.retain(|r| *r != rule));
    Fix::new(title, Safety::ChangesTraffic, [edit])
}

/// Names the blocks of a VPC in place of a group of it, in the rules of this direction; of both when none is given.
pub(super) fn name_blocks(
    id: SecurityGroupId,
    peer: SecurityGroupId,
    direction: Option<Direction>,
    blocks: Vec<CidrBlock>,
) -> Option<Fix> {
    if blocks.is_empty() {
        return None;
    }
    let title = format!("Name {} instead", super::words::list(&blocks));
    let edit = Edit::change(id, move |group: &mut SecurityGroup| {
        let mut rules: Vec<SecurityGroupRule> = Vec::new();
        for rule in std::mem::take(&mut group.rules) {
            let concerned = direction.is_none_or(|direction| direction == rule.direction);
            if !concerned || rule.peer != RulePeer::Group(peer) {
                rules.push(rule);
                continue;
            }
            for block in &blocks {
                let named = SecurityGroupRule { peer: RulePeer::Block((*block).into()), ..rule.clone() };
                // AWS refuses the same rule twice, whatever it is said to be for.
                let plain = |rule: &SecurityGroupRule| SecurityGroupRule { description: String::new(), ..rule.clone() };
                if !rules.iter().any(|known| plain(known) == plain(&named)) {
                    rules.push(named);
                }
            }
        }
        group.rules = rules;
    });
    Some(Fix::new(title, Safety::ChangesTraffic, [edit]))
}
