//! Traffic mirror sessions. Workloads are not written, so the interface that is copied is asked for by a variable.

use std::collections::BTreeMap;

use super::filter::{Drawn, Packets};
use super::hcl::quote::ascii_literal;
use super::hcl::{Block, Body, Expr};
use super::home::import;
use super::load_balancer::LoadBalancer;
use super::network::Parts;
use super::object::{Object, keys};
use super::sheet::Sheet;
use super::sight::Sight;
use crate::addressing::CidrBlock;
use crate::export::bundle::Notes;
use crate::export::naming::Style;
use crate::model::kinds::{
    AclAction, Balancer, Direction, MirrorRule, PortRange, Protocol, TrafficMirrorSession as Noun,
};
use crate::model::{Design, EntityId, Kind, TrafficMirrorSessionId, VpcId, Written};

/// A session, with a target and a filter of its own.
#[derive(Clone, Debug)]
pub(super) struct TrafficMirrorSession {
    session: TrafficMirrorSessionId,
    object: Object,
    /// An identifier, unique among sessions.
    pub(super) label: String,
    vpc: VpcId,
    target: Target,
    number: u16,
    vni: Option<u32>,
    packet_length: Option<u16>,
    /// By direction and number.
    rules: BTreeMap<(&'static str, u16), Rule>,
}

/// Where the copies go.
#[derive(Clone, Copy, Debug)]
enum Target {
    Balancer(EntityId),
    Endpoint(VpcId, EntityId),
}

/// A rule of the filter.
#[derive(Clone, Debug)]
struct Rule {
    accepts: bool,
    /// `None` is every protocol.
    protocol: Option<u8>,
    source: (CidrBlock, Option<PortRange>),
    destination: (CidrBlock, Option<PortRange>),
}

/// AWS takes these. <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTrafficMirrorSession.html>
const NUMBERS: std::ops::RangeInclusive<u16> = 1..=32_766;
const NETWORK_IDS: std::ops::RangeInclusive<u32> = 1..=16_777_215;

/// Every session that code can say. Load balancers and endpoints are there already.
pub(super) fn resolve(design: &Design, parts: &Parts, notes: &mut Notes) -> Vec<TrafficMirrorSession> {
    let label_of = keys(design, Style::Identifier, design.of_kind(Kind::TrafficMirrorSession).map(|(id, _)| id));
    let mut sessions = Vec::new();
    for (id, noun) in design.all::<Noun>() {
        let vpc = design.get(noun.source).map(|source| source.vpc);
        let Some(vpc) = vpc.filter(|vpc| parts.vpcs.contains_key(vpc)) else {
            notes.left_out(id, "The session is left out: the VPC of its source is not in the code.");
            continue;
        };
        let target = match target(noun.target, parts) {
            Ok(target) => target,
            Err(why) => {
                notes.left_out(id, format!("The session is left out: {why}"));
                continue;
            }
        };
        let Some(label) = label_of.get(&id.into()) else { continue };
        notes.remark(
            id,
            "Workloads are not written: the session is made once the variable mirror_sources names the network interface of its source.",
        );
        sessions.push(TrafficMirrorSession {
            session: id,
            object: Object::of(design, id.into(), label, "tms", notes),
            label: label.clone(),
            vpc,
            target,
            number: noun.number.unwrap_or(1).clamp(*NUMBERS.start(), *NUMBERS.end()),
            vni: noun.vni.filter(|vni| NETWORK_IDS.contains(vni)),
            packet_length: noun.packet_length,
            rules: rules(id, &noun.filter, notes),
        });
    }
    sessions
}

fn target(target: Option<EntityId>, parts: &Parts) -> Result<Target, &'static str> {
    let target = target.ok_or("it leads nowhere.")?;
    match target.kind {
        Kind::LoadBalancer => {
            let is_it = |it: &&LoadBalancer| target == it.balancer.into() && it.sort == Balancer::Network;
            let found = parts.shared.balancers.iter().find(is_it);
            return found
                .map(|_| Target::Balancer(target))
                .ok_or("its target is no Network Load Balancer of the code.");
        }
        Kind::Endpoint => {}
        _ => return Err("workloads are not written, and it leads to no load balancer or endpoint."),
    }
    let mut all = parts.vpcs.values().flat_map(|vpc| vpc.endpoints.iter().map(move |it| (vpc, it)));
    let (vpc, found) = all
        .find(|(_, it)| it.object.id == target && it.takes_routes())
        .ok_or("its target is no Gateway Load Balancer endpoint of the code.")?;
    if parts.spread && found.is_of_module() {
        return Err("its target is made with its VPC in another folder; the flat layout has both.");
    }
    Ok(Target::Endpoint(vpc.vpc, target))
}

fn rules(id: TrafficMirrorSessionId, drawn: &[MirrorRule], notes: &mut Notes) -> BTreeMap<(&'static str, u16), Rule> {
    let mut rules = BTreeMap::new();
    for each in drawn {
        let way = if each.direction == Direction::Egress { "egress" } else { "ingress" };
        match rule(each).filter(|_| !rules.contains_key(&(way, each.number))) {
            Some(rule) => drop(rules.insert((way, each.number), rule)),
            None => notes.left_out(
                id,
                format!(
                    "The {way} rule {} of its filter is left out: it is there twice, or not one that AWS takes.",
                    each.number
                ),
            ),
        }
    }
    rules
}

fn rule(each: &MirrorRule) -> Option<Rule> {
    let (source, destination) = (each.source_block.get()?, each.destination_block.get()?);
    if !NUMBERS.contains(&each.number) || source.family() != destination.family() {
        return None;
    }
    let side = |block: CidrBlock, ports: Option<&Written<PortRange>>| {
        let drawn = Drawn { protocol: each.protocol.as_ref(), ports, icmp_type: None, icmp_code: None };
        let packets = Packets::of(&drawn).ok()?;
        Some((block, packets.ports.filter(|ports| *ports != PortRange::ALL)))
    };
    let protocol = match each.protocol.as_ref() {
        None => Protocol::All,
        Some(written) => written.get()?,
    };
    let protocol = match protocol {
        Protocol::All => None,
        Protocol::Number(number) => Some(number),
    };
    Some(Rule {
        accepts: each.action == AclAction::Allow,
        protocol,
        source: side(source, each.source_ports.as_ref())?,
        destination: side(destination, each.destination_ports.as_ref())?,
    })
}

impl TrafficMirrorSession {
    /// Target, filter with its rules, and the session.
    pub(super) fn write(&self, sight: &mut Sight) -> Body {
        let mut body = Body::new();
        let (network, label) = (sight.network, &self.label);
        let Some(place) = network.vpc(self.vpc).map(|vpc| vpc.place.clone()) else { return body };
        let Some((argument, value)) = self.target_argument(sight) else { return body };
        let tags = self.object.named_tags();
        body.block(
            sight
                .resource("aws_ec2_traffic_mirror_target", label, &place)
                .attribute(argument, Expr::code(value))
                .attribute("tags", tags.clone()),
        );
        body.block(sight.resource("aws_ec2_traffic_mirror_filter", label, &place).attribute("tags", tags.clone()));
        if !self.rules.is_empty() {
            body.block(self.write_rules(sight.resource("aws_ec2_traffic_mirror_filter_rule", label, &place)));
        }
        body.block(
            sight
                .resource("aws_ec2_traffic_mirror_session", label, &place)
                .marked(self.session)
                .over([label.clone()])
                .attribute(
                    "for_each",
                    Expr::code(format!("{{ for key, id in var.mirror_sources : key => id if key == \"{label}\" }}")),
                )
                .blank()
                .attribute("network_interface_id", Expr::code("each.value"))
                .attribute("session_number", Expr::Number(self.number.into()))
                .attribute("traffic_mirror_target_id", Expr::code(format!("aws_ec2_traffic_mirror_target.{label}.id")))
                .attribute("traffic_mirror_filter_id", Expr::code(format!("aws_ec2_traffic_mirror_filter.{label}.id")))
                .attribute_if("virtual_network_id", self.vni.map(|vni| Expr::Number(vni.into())))
                .attribute_if("packet_length", self.packet_length.map(|length| Expr::Number(length.into())))
                .attribute("tags", tags),
        );
        body
    }

    fn target_argument(&self, sight: &mut Sight) -> Option<(&'static str, String)> {
        let network = sight.network;
        match self.target {
            Target::Balancer(id) => {
                let balancer = network.shared.balancers.iter().find(|it| id == it.balancer.into())?;
                Some(("network_load_balancer_arn", format!("aws_lb.{}.arn", balancer.label)))
            }
            Target::Endpoint(vpc, id) => {
                let vpc = network.vpc(vpc)?;
                let endpoint = vpc.endpoints.iter().find(|it| it.object.id == id)?;
                let key = ascii_literal(&endpoint.object.key);
                Some(("gateway_load_balancer_endpoint_id", format!("aws_vpc_endpoint.{}[{key}].id", vpc.label)))
            }
        }
    }

    fn write_rules(&self, block: Block) -> Block {
        let mut sheet = Sheet::default();
        let ports = |range: Option<PortRange>| {
            range.map(|range| Expr::List(vec![Expr::Number(range.first.into()), Expr::Number(range.last.into())]))
        };
        for ((way, number), rule) in &self.rules {
            let fields = [
                ("direction", Some(Expr::text(*way))),
                ("number", Some(Expr::Number((*number).into()))),
                ("action", Some(Expr::text(if rule.accepts { "accept" } else { "reject" }))),
                ("protocol", rule.protocol.map(|number| Expr::Number(number.into()))),
                ("source", Some(Expr::shown(rule.source.0))),
                ("source_ports", ports(rule.source.1)),
                ("destination", Some(Expr::shown(rule.destination.0))),
                ("destination_ports", ports(rule.destination.1)),
            ];
            sheet.push(format!("{way} {number}"), self.session, fields);
        }
        let filter = format!("aws_ec2_traffic_mirror_filter.{}.id", self.label);
        let mut block = block
            .attribute("for_each", sheet.table())
            .blank()
            .attribute("traffic_mirror_filter_id", Expr::code(filter));
        for (argument, column) in [
            ("traffic_direction", "direction"),
            ("rule_number", "number"),
            ("rule_action", "action"),
            ("protocol", "protocol"),
            ("source_cidr_block", "source"),
            ("destination_cidr_block", "destination"),
        ] {
            block = block.attribute_if(argument, sheet.column(column, "null"));
        }
        for (name, column) in [("source_port_range", "source_ports"), ("destination_port_range", "destination_ports")] {
            let Some(Expr::Code(ports)) = sheet.column(column, "null") else { continue };
            let content = Block::new("content")
                .attribute("from_port", Expr::code(format!("{name}.value[0]")))
                .attribute("to_port", Expr::code(format!("{name}.value[1]")));
            block = block.block(
                Block::new("dynamic")
                    .label(name)
                    .attribute("for_each", Expr::code(format!("[for it in [{ports}] : it if it != null]")))
                    .block(content),
            );
        }
        block
    }

    /// `import` of the session, when it exists.
    pub(super) fn imports(&self) -> Body {
        let mut body = Body::new();
        if let Some(id) = &self.object.aws_id {
            let address = format!("aws_ec2_traffic_mirror_session.{}[{}]", self.label, ascii_literal(&self.label));
            body.block(import(&address, id).marked(self.session));
        }
        body
    }
}

/// The variable that names the interfaces, where there is a session.
pub(super) fn variables(sessions: &[TrafficMirrorSession]) -> Body {
    let mut body = Body::new();
    if !sessions.is_empty() {
        let text = "Network interfaces whose packets are copied, by mirror session. A session without one is not made.";
        body.block(
            Block::new("variable")
                .label("mirror_sources")
                .attribute("description", Expr::text(text))
                .attribute("type", Expr::code("map(string)"))
                .attribute("default", Expr::Map(Vec::new()))
                .attribute("nullable", Expr::from(false)),
        );
    }
    body
}
