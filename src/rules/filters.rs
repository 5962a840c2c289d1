//! What security groups let through, and who wears them.

use super::context::Context;
use super::finding::{Fix, Safety};
use crate::addressing::CidrBlock;
use crate::model::kinds::{
    Direction, Endpoint, EndpointType, Listens, LoadBalancer, PortRange, Protocol, ResolverEndpoint, RulePeer,
    SecurityGroup, SecurityGroupRule, ServiceNetwork, Workload,
};
use crate::model::{Body, Edit, EntityId, Kind, SecurityGroupId, VpcId, Written};

/// The characters, besides letters and digits, that AWS takes in names and descriptions of groups and of their rules.
const MARKS: &str = " ._-:/()#,@[]+=&;{}!$*";

/// The VPC of what can wear groups, and the groups that it wears; of interface endpoints only, as the others have none.
pub(super) fn worn(body: &Body) -> Option<(VpcId, &[SecurityGroupId])> {
    if let Body::Workload(workload) = body {
        Some((workload.vpc, &workload.security_groups))
    } else if let Body::LoadBalancer(balancer) = body {
        Some((balancer.vpc, &balancer.security_groups))
    } else if let Body::Endpoint(endpoint) = body {
        (endpoint.endpoint_type == EndpointType::Interface || !endpoint.security_groups.is_empty())
            .then_some((endpoint.vpc, &endpoint.security_groups[..]))
    } else if let Body::ResolverEndpoint(endpoint) = body {
        Some((endpoint.vpc, &endpoint.security_groups))
    } else {
        None
    }
}

/// Everything that wears the group.
pub(super) fn wearers(cx: &Context<'_>, group: SecurityGroupId) -> Vec<EntityId> {
    let mut all: Vec<EntityId> = cx.referring::<Workload>(group).map(|(id, _)| id.into()).collect();
    all.extend(cx.referring::<LoadBalancer>(group).map(|(id, _)| EntityId::from(id)));
    all.extend(cx.referring::<Endpoint>(group).map(|(id, _)| EntityId::from(id)));
    all.extend(cx.referring::<ResolverEndpoint>(group).map(|(id, _)| EntityId::from(id)));
    all.extend(cx.referring::<ServiceNetwork>(group).map(|(id, _)| EntityId::from(id)));
    all
}

/// Is anything drawn in the VPC that could wear a group? Where nothing is, nothing can be said of who wears which.
pub(super) fn has_wearers(cx: &Context<'_>, vpc: VpcId) -> bool {
    let Some(household) = cx.household(vpc.into()) else { return false };
    [Kind::Workload, Kind::LoadBalancer, Kind::Endpoint].into_iter().any(|kind| !household.of_kind(kind).is_empty())
}

/// The rules of one direction of all these groups: AWS takes them together. None when one of the groups is not in the
/// design, or when there are no groups: nothing can be said then.
pub(super) fn rules_together<'a>(
    cx: &Context<'a>,
    groups: &[SecurityGroupId],
    direction: Direction,
) -> Option<Vec<&'a SecurityGroupRule>> {
    let mut all = Vec::new();
    for group in groups {
        all.extend(cx.get(*group)?.rules.iter().filter(|rule| rule.direction == direction));
    }
    (!groups.is_empty()).then_some(all)
}

/// The protocol of a rule or entry; none when what is written is no protocol.
pub(super) fn protocol_of(written: Option<&Written<Protocol>>) -> Option<Protocol> {
    written.map_or(Some(Protocol::All), Written::get)
}

/// The ports of a rule or entry; none when what is written is no range.
pub(super) fn ports_of(written: Option<&Written<PortRange>>) -> Option<PortRange> {
    written.map_or(Some(PortRange::ALL), Written::get)
}

/// What somebody listens on; none when it cannot be read.
pub(super) fn listened(listens: &Listens) -> Option<(Protocol, PortRange)> {
    let protocol = listens.protocol.as_ref().map_or(Some(Protocol::TCP), Written::get)?;
    Some((protocol, ports_of(listens.ports.as_ref())?))
}

/// Does the rule let packets to any of these ports through? A rule that cannot be read may.
pub(super) fn lets(rule: &SecurityGroupRule, protocol: Protocol, ports: PortRange) -> bool {
    let Some((own, range)) = protocol_of(rule.protocol.as_ref()).zip(ports_of(rule.ports.as_ref())) else {
        return true;
    };
    let meet = range.first <= ports.last && ports.first <= range.last;
    own == Protocol::All || protocol == Protocol::All || own == protocol && (!own.has_ports() || meet)
}

/// May the peer of a rule be somebody who wears one of `groups` or has an address of `blocks`?
pub(super) fn may_be(cx: &Context<'_>, peer: &RulePeer, groups: &[SecurityGroupId], blocks: &[CidrBlock]) -> bool {
    let meets = |block: CidrBlock| blocks.iter().any(|other| other.overlaps(block));
    match peer {
        RulePeer::Block(block) => block.get().is_none_or(meets),
        RulePeer::Group(group) => groups.contains(group),
        RulePeer::PrefixList(list) => cx.get(*list).is_none_or(|list| list.blocks().any(meets)),
    }
}

/// "group web", "groups web and monitored".
pub(super) fn in_words(cx: &Context<'_>, groups: &[SecurityGroupId]) -> String {
    let names = super::words::list(groups.iter().map(|group| cx.name(*group)));
    if groups.len() == 1 { format!("group {names}") } else { format!("groups {names}") }
}

/// "inbound" or "outbound".
pub(super) fn way(direction: Direction) -> &'static str {
    match direction {
        Direction::Ingress => "inbound",
        Direction::Egress => "outbound",
    }
}

/// A protocol with its ports: "tcp 443", "icmp".
pub(super) fn service(protocol: Protocol, ports: PortRange) -> String {
    if ports == PortRange::ALL { protocol.to_string() } else { format!("{protocol} {ports}") }
}

/// The rule without what does not tell it from others: AWS keeps each of these once.
pub(super) fn permission(rule: &SecurityGroupRule) -> SecurityGroupRule {
    SecurityGroupRule { description: String::new(), ..rule.clone() }
}

/// A rule for a protocol and its ports.
pub(super) fn rule_for(
    direction: Direction,
    protocol: Protocol,
    ports: PortRange,
    peer: RulePeer,
) -> SecurityGroupRule {
    let ports = (protocol.has_ports() && ports != PortRange::ALL).then_some(Written::Sound(ports));
    let protocol = (protocol != Protocol::All).then_some(Written::Sound(protocol));
    SecurityGroupRule { protocol, ports, ..SecurityGroupRule::all(direction, peer) }
}

/// Adds these rules to a group, but for those that it has.
pub(super) fn add_rules(
    title: String,
    id: SecurityGroupId,
    group: &SecurityGroup,
    rules: Vec<SecurityGroupRule>,
) -> Option<Fix> {
    let known: Vec<SecurityGroupRule> = group.rules.iter().map(permission).collect();
    let rules: Vec<SecurityGroupRule> = rules.into_iter().filter(|rule| !known.contains(&permission(rule))).collect();
    let edit = Edit::change(id, {
        let rules = rules.clone();
        move |group: &mut SecurityGroup| group.rules.extend(rules.iter().cloned())
    });
    (!rules.is_empty()).then(|| Fix::new(title, Safety::ChangesTraffic, [edit]))
}

/// The characters of a name or description that AWS refuses, each once.
pub(super) fn refused_characters(text: &str) -> Vec<char> {
    let mut refused: Vec<char> = Vec::new();
    for c in text.chars().filter(|c| !c.is_ascii_alphanumeric() && !MARKS.contains(*c)) {
        if !refused.contains(&c) {
            refused.push(c);
        }
    }
    refused
}

/// The text with a hyphen for every character that AWS refuses, and not longer than `longest`.
pub(super) fn without_refused(text: &str, longest: usize) -> String {
    let kept = |c: char| if c.is_ascii_alphanumeric() || MARKS.contains(c) { c } else { '-' };
    text.trim().chars().map(kept).take(longest).collect()
}

/// Has no group of the VPC this name, as AWS compares names?
pub(super) fn is_free_name(cx: &Context<'_>, vpc: VpcId, name: &str) -> bool {
    let groups = cx.household(vpc.into()).map_or(&[][..], |household| household.of_kind(Kind::SecurityGroup));
    let compared = |name: &str| name.trim_end().to_lowercase();
    !groups.iter().any(|(_, group)| compared(&group.head.name) == compared(name))
}

/// May a group of the VPC be given this name? AWS keeps "sg-" for ids.
pub(super) fn may_be_called(cx: &Context<'_>, vpc: VpcId, name: &str) -> bool {
    is_free_name(cx, vpc, name) && !name.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("sg-"))
}

/// What is wrong with a name or description, as the end of a sentence: "has ? and ', which AWS does not take".
pub(super) fn wrong_with(text: &str, longest: usize) -> Option<String> {
    let refused = refused_characters(text);
    let length = text.chars().count();
    if !refused.is_empty() {
        let shown =
            refused.iter().map(|c| if c.is_control() { "a control character".to_owned() } else { c.to_string() });
        return Some(format!("has {}, which AWS does not take there", super::words::list(shown)));
    }
    (length > longest).then(|| format!("has {length} characters; AWS takes {longest}"))
}
