//! Security groups and their rules, each a resource of its own: groups that name each other need no order.

use std::collections::BTreeSet;

use super::draft::{Draft, block_word};
use super::network_acl::{ports, protocol};
use super::prefix_list::cut;
use super::resource::{Home, Key, Part, Resource};
use super::value::Value;
use crate::addressing::Family;
use crate::model::kinds::{Direction, PortRange, Protocol, RulePeer, SecurityGroup, SecurityGroupRule};
use crate::model::{SecurityGroupId, VpcId};
use crate::ordering::Ordered;

/// A group.
pub(super) fn write(draft: &mut Draft<'_>, id: SecurityGroupId, noun: &SecurityGroup) {
    let Some(home) = draft.home(id, noun.vpc) else { return };
    let Some(vpc) = draft.id_of(noun.vpc) else { return };
    let description = match noun.description.is_empty() {
        true => sound(&draft.design.name(id)),
        false => sound(&noun.description),
    };
    if !noun.description.is_empty() && description != noun.description {
        draft.remark(id, "Its description is written with the letters that AWS takes.");
    }
    let description = if description.trim().is_empty() { id.to_string() } else { description };
    let name = format!("{}SecurityGroup", draft.word(id));
    let tags = draft.tags(id, &home);
    draft.add(
        Resource::new(Key::of(id), "AWS::EC2::SecurityGroup", name, home)
            .part(Part::Filters)
            .property("GroupDescription", Value::text(description))
            .property("VpcId", vpc)
            .property("SecurityGroupEgress", Value::List(vec![first_egress(noun)]))
            .list("Tags", tags)
            .public(),
    );
}

fn is_everything(rule: &SecurityGroupRule) -> bool {
    let any = match &rule.peer {
        RulePeer::Block(block) => block.get().is_some_and(|b| b.family() == Family::V4 && b.length() == 0),
        RulePeer::Group(_) | RulePeer::PrefixList(_) => false,
    };
    rule.direction == Direction::Egress && protocol(rule.protocol.as_ref()) == Some(Protocol::All) && any
}

/// A group without a rule for what goes out gets one of AWS that allows everything. So the group has one: that rule
/// where it is drawn, else one that lets nothing through.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html>
fn first_egress(noun: &SecurityGroup) -> Value {
    let (block, text) = match noun.rules.iter().find(|rule| is_everything(rule)) {
        Some(rule) => ("0.0.0.0/0", sound(&rule.description)),
        None => ("127.0.0.1/32", "In place of the rule of AWS that allows everything".to_owned()),
    };
    let mut rule = vec![("IpProtocol", Value::text("-1")), ("CidrIp", Value::text(block))];
    if !text.is_empty() {
        rule.push(("Description", Value::text(text)));
    }
    Value::map(rule)
}

/// The rules of a group. The groups and lists that they name are there already.
pub(super) fn write_rules(draft: &mut Draft<'_>, id: SecurityGroupId, noun: &SecurityGroup) {
    if !draft.has(id) {
        return;
    }
    let mut seen = BTreeSet::new();
    // The first that allows everything out is in the group itself.
    let first = noun.rules.iter().position(is_everything);
    let rules = noun.rules.iter().enumerate().filter(|(place, _)| Some(*place) != first);
    let mut rules: Vec<&SecurityGroupRule> = rules.map(|(_, rule)| rule).collect();
    seen.extend(first.map(|first| sentence(&noun.rules[first])));
    // What a rule allows is its name: AWS knows no order.
    rules.order_by_cached_key(|rule| sentence(rule));
    for rule in rules {
        let sentence = sentence(rule);
        if !seen.insert(sentence.clone()) {
            draft.left_out(id, format!("The rule {sentence} is there twice; it is written once."));
        } else if let Err(why) = one(draft, id, noun, rule, &sentence) {
            draft.left_out(id, format!("The rule {sentence} is left out: {why}"));
        }
    }
}

/// What a rule allows, in one line: no two rules of a group say the same.
fn sentence(rule: &SecurityGroupRule) -> String {
    let way = if rule.direction == Direction::Egress { "egress" } else { "ingress" };
    let text = |value: Option<String>| value.unwrap_or_else(|| "all".to_owned());
    let protocol = text(rule.protocol.as_ref().map(ToString::to_string));
    let ports = text(rule.ports.as_ref().map(ToString::to_string));
    let icmp = |value: Option<u8>| value.map(|value| format!(" {value}")).unwrap_or_default();
    format!("{way} {protocol} {ports}{}{} {}", icmp(rule.icmp_type), icmp(rule.icmp_code), rule.peer)
}

fn one(
    draft: &mut Draft<'_>,
    id: SecurityGroupId,
    noun: &SecurityGroup,
    rule: &SecurityGroupRule,
    sentence: &str,
) -> Result<(), String> {
    let egress = rule.direction == Direction::Egress;
    let protocol = protocol(rule.protocol.as_ref()).ok_or("its protocol is none.")?;
    let ports = ports(rule.ports.as_ref()).ok_or("its ports are none.")?;
    if ports.is_some() && !protocol.has_ports() {
        return Err(format!("the protocol {protocol} has no ports."));
    }
    if (rule.icmp_type.is_some() || rule.icmp_code.is_some()) && !protocol.has_types() {
        return Err(format!("the protocol {protocol} has no ICMP types."));
    }
    let (peer, word) = peer(draft, noun.vpc, &rule.peer, egress)?;
    let group = draft.id_of(id).ok_or("its group is not in the code.")?;
    let (from, to) = range(protocol, ports, rule);
    let what = match (protocol, ports) {
        (Protocol::All, _) => "All".to_owned(),
        (protocol, Some(ports)) if protocol.has_ports() => format!("{}{}", title(protocol), ports).replace('-', "to"),
        (protocol, _) => title(protocol),
    };
    let direction = if egress { ("Egress", "To") } else { ("Ingress", "From") };
    let name = format!("{}{}{what}{}{word}", draft.word(id), direction.0, direction.1);
    let kind = if egress { "AWS::EC2::SecurityGroupEgress" } else { "AWS::EC2::SecurityGroupIngress" };
    let shared = match rule.peer {
        RulePeer::PrefixList(list) => super::prefix_list::shared(draft, list, noun.vpc),
        RulePeer::Block(_) | RulePeer::Group(_) => None,
    };
    let description = sound(&rule.description);
    let resource = Resource::new(Key::role(id, sentence), kind, name, Home::Vpc(noun.vpc))
        .part(Part::Rules)
        .property("GroupId", group)
        .property("IpProtocol", Value::text(number(protocol)))
        .property_if("FromPort", from)
        .property_if("ToPort", to)
        .property(peer.0, peer.1)
        .property_if("Description", (!description.is_empty()).then_some(Value::text(description)))
        .after(shared);
    draft.add(resource);
    Ok(())
}

/// `FromPort` and `ToPort`: ports, or an ICMP type and code.
fn range(protocol: Protocol, ports: Option<PortRange>, rule: &SecurityGroupRule) -> (Option<Value>, Option<Value>) {
    let number = |value: u16| Some(Value::Number(value.into()));
    let any = |value: Option<u8>| Some(value.map_or(Value::Number(-1), |value| Value::Number(value.into())));
    match protocol {
        protocol if protocol.has_ports() => {
            let ports = ports.unwrap_or(PortRange::ALL);
            (number(ports.first), number(ports.last))
        }
        Protocol::ICMP | Protocol::ICMPV6 => (any(rule.icmp_type), any(rule.icmp_code)),
        _ => (None, None),
    }
}

fn number(protocol: Protocol) -> String {
    match protocol {
        Protocol::All => "-1".to_owned(),
        Protocol::TCP | Protocol::UDP | Protocol::ICMP | Protocol::ICMPV6 => protocol.to_string(),
        Protocol::Number(number) => number.to_string(),
    }
}

fn title(protocol: Protocol) -> String {
    let name = number(protocol);
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

type Named = (&'static str, Value);

fn peer(draft: &Draft<'_>, vpc: VpcId, peer: &RulePeer, egress: bool) -> Result<(Named, String), String> {
    let named = |ingress: &'static str, out: &'static str| if egress { out } else { ingress };
    match peer {
        RulePeer::Block(written) => {
            let block = written.get().ok_or("its peer is not a CIDR block.")?;
            let argument = if block.family() == Family::V4 { "CidrIp" } else { "CidrIpv6" };
            Ok(((argument, Value::shown(block)), block_word(block)))
        }
        RulePeer::Group(group) => {
            let id = draft.id_of(*group).ok_or("its group is not in the code.")?;
            let region = |vpc: VpcId| draft.scopes.get(&vpc).map(|scope| &scope.place.region);
            if draft.vpc_of(*group).and_then(region) != region(vpc) {
                return Err("the group is in another Region.".to_owned());
            }
            let argument = named("SourceSecurityGroupId", "DestinationSecurityGroupId");
            Ok(((argument, id), draft.word(*group)))
        }
        RulePeer::PrefixList(list) => {
            let id = super::prefix_list::named(draft, *list, vpc)?;
            Ok(((named("SourcePrefixListId", "DestinationPrefixListId"), id), draft.word(*list)))
        }
    }
}

/// A description with the letters that AWS takes.
pub(super) fn sound(text: &str) -> String {
    let takes = |c: char| c.is_ascii_alphanumeric() || " ._-:/()#,@[]+=&;{}!$*".contains(c);
    cut(&text.chars().map(|c| if takes(c) { c } else { '-' }).collect::<String>())
}
