//! Which rules of a security group let the whole internet in, and to what.

use super::finding::{Fix, Safety};
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
