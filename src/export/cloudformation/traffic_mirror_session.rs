//! Traffic mirror sessions. Workloads are not written, so the interface that is copied is a parameter.

use super::draft::Draft;
use super::network_acl::{ports, protocol};
use super::resource::{Home, Key, Part, Resource};
use super::value::{Attribute, Group, Input, Value};
use crate::model::kinds::{AclAction, Direction, MirrorRule, PortRange, Protocol, TrafficMirrorSession};
use crate::model::{Kind, TrafficMirrorSessionId};

pub(super) fn write(draft: &mut Draft<'_>) {
    for (id, noun) in draft.design.all::<TrafficMirrorSession>() {
        let Some(source) = draft.design.get(noun.source) else {
            draft.left_out(id, "The session is left out: its source is not in the design.");
            continue;
        };
        let Some(home) = draft.home(id, source.vpc) else { continue };
        let argument = match noun.target.map(|target| target.kind) {
            Some(Kind::LoadBalancer) => "NetworkLoadBalancerArn",
            Some(Kind::Endpoint) => "GatewayLoadBalancerEndpointId",
            _ => {
                draft.left_out(
                    id,
                    "The session is left out: workloads are not written, and it leads to no load balancer or endpoint.",
                );
                continue;
            }
        };
        let Some(target) = noun.target.and_then(|target| draft.id_of(target)) else {
            draft.left_out(id, "The session is left out: its target is not in the code.");
            continue;
        };
        one(draft, id, noun, home, (argument, target));
    }
}

fn one(
    draft: &mut Draft<'_>,
    id: TrafficMirrorSessionId,
    noun: &TrafficMirrorSession,
    home: Home,
    (argument, target): (&'static str, Value),
) {
    let word = draft.word(id);
    let tags = draft.tags(id, &home);
    let (to, filter) = (Key::role(id, "target"), Key::role(id, "filter"));
    draft.add(
        Resource::new(to.clone(), "AWS::EC2::TrafficMirrorTarget", format!("{word}MirrorTarget"), home.clone())
            .part(Part::Services)
            .property(argument, target)
            .list("Tags", tags.clone()),
    );
    draft.add(
        Resource::new(filter.clone(), "AWS::EC2::TrafficMirrorFilter", format!("{word}MirrorFilter"), home.clone())
            .part(Part::Services)
            .list("Tags", tags.clone()),
    );
    let (Some(to), Some(filter)) = (draft.of(&to, Attribute::Ref), draft.of(&filter, Attribute::Ref)) else { return };
    for each in &noun.filter {
        let way = if each.direction == Direction::Egress { "egress" } else { "ingress" };
        match rule(id, each, way, &word, home.clone(), filter.clone()) {
            Some(rule) if !draft.has_key(&rule.key) => draft.add(rule),
            _ => draft.left_out(
                id,
                format!(
                    "The {way} rule {} of its filter is left out: it is there twice, or not one that AWS takes.",
                    each.number
                ),
            ),
        }
    }
    let input = std::rc::Rc::new(Input {
        short: format!("{word}MirrorSource"),
        long: format!("{word}MirrorSource"),
        group: Group::Access,
        description: format!(
            "The network interface of {} whose packets are copied; empty for none",
            draft.design.name(noun.source)
        ),
        default: Some(String::new()),
        pattern: Some(r"^(eni-[0-9a-f]{8,17})?$"),
    });
    draft.remark(
        id,
        "Workloads are not written: the session is made once the interface of its source is given as a parameter.",
    );
    draft.add(
        Resource::new(Key::of(id), "AWS::EC2::TrafficMirrorSession", format!("{word}MirrorSession"), home)
            .part(Part::Services)
            .property("NetworkInterfaceId", Value::Input(input.clone()))
            .property("TrafficMirrorTargetId", to)
            .property("TrafficMirrorFilterId", filter)
            .property("SessionNumber", Value::Number(noun.number.unwrap_or(1).clamp(1, 32766).into()))
            .property_if("VirtualNetworkId", noun.vni.map(|vni| Value::Number(vni.into())))
            .property_if("PacketLength", noun.packet_length.map(|length| Value::Number(length.into())))
            .list("Tags", tags)
            .when(input),
    );
}

fn rule(
    id: TrafficMirrorSessionId,
    each: &MirrorRule,
    way: &'static str,
    word: &str,
    home: Home,
    filter: Value,
) -> Option<Resource> {
    let protocol = protocol(each.protocol.as_ref())?;
    let (source, destination) = (each.source_block.get()?, each.destination_block.get()?);
    if !(1..=32766).contains(&each.number) || source.family() != destination.family() {
        return None;
    }
    let range = |ports: Option<PortRange>| {
        ports.filter(|_| protocol.has_ports()).map(|ports| {
            Value::map([("FromPort", Value::Number(ports.first.into())), ("ToPort", Value::Number(ports.last.into()))])
        })
    };
    let number = match protocol {
        Protocol::All => None,
        Protocol::Number(number) => Some(Value::Number(number.into())),
    };
    let title = if way == "egress" { "Egress" } else { "Ingress" };
    let name = format!("{word}Mirror{title}{}", each.number);
    let action = if each.action == AclAction::Allow { "accept" } else { "reject" };
    Some(
        Resource::new(Key::role(id, format!("{way} {}", each.number)), "AWS::EC2::TrafficMirrorFilterRule", name, home)
            .part(Part::Services)
            .property("TrafficMirrorFilterId", filter)
            .property("TrafficDirection", way)
            .property("RuleNumber", Value::Number(each.number.into()))
            .property("RuleAction", action)
            .property_if("Protocol", number)
            .property("SourceCidrBlock", Value::shown(source))
            .property("DestinationCidrBlock", Value::shown(destination))
            .property_if("SourcePortRange", range(ports(each.source_ports.as_ref())?))
            .property_if("DestinationPortRange", range(ports(each.destination_ports.as_ref())?)),
    )
}
