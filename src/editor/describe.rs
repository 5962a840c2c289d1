//! Names that carry the facts, for screen readers: what one sees at a glance, in one sentence.

use std::collections::HashMap;

use crate::addressing::{CidrBlock, usable_addresses};
use crate::analysis::Analyses;
use crate::model::kinds::{
    Assertion, AssertionEnd, Balancer, Demand, EndpointType, NatGateway, Peering, QueryFlow, ReservationType,
    RouteTable, Runs, Scheme, Subnet, Tier, TransitGatewayAttachment, Vpc, VpnRouting,
};
use crate::model::{Body, Design, EntityId, Kind, VpcId, Written};
use crate::ordering::Ordered;
use crate::rules::home;
use crate::wording::{capitalised, counted, thousands};

use super::{naming, words};

/// What an object is: "Subnet app-a, 10.0.16.0/20, private, zone us-west-2a, in VPC prod, 4,091 usable, 2 problems, 3
/// of 6". The last part is its place among its like.
pub fn describe(design: &Design, analyses: Option<&Analyses>, id: EntityId) -> String {
    Describer::new(design, analyses).describe(id)
}

/// The same for the row of a list, which says by itself how many there are and which this one is.
pub fn describe_row(design: &Design, analyses: Option<&Analyses>, id: EntityId) -> String {
    facts(design, analyses, id, None)
}

/// Describes many objects: what they share is worked out once.
pub struct Describer<'a> {
    design: &'a Design,
    analyses: Option<&'a Analyses>,
    /// The objects of a kind in a VPC, or in the design, each with its place in reading order.
    places: HashMap<(Kind, Option<EntityId>), HashMap<EntityId, usize>>,
}

impl<'a> Describer<'a> {
    /// A describer of the objects of a design, with their problems if `analyses` is given.
    pub fn new(design: &'a Design, analyses: Option<&'a Analyses>) -> Describer<'a> {
        Describer { design, analyses, places: HashMap::new() }
    }

    /// What [`describe`] says.
    pub fn describe(&mut self, id: EntityId) -> String {
        let place = self.place(id);
        facts(self.design, self.analyses, id, place)
    }

    /// The place of an object among its like in the same VPC or in the design, from 1, and how many there are.
    fn place(&mut self, id: EntityId) -> Option<(usize, usize)> {
        let design = self.design;
        let vpc = Some(home(design, id)).filter(|vpc| *vpc != id);
        let like = self.places.entry((id.kind, vpc)).or_insert_with(|| {
            let mut like: Vec<EntityId> = match vpc {
                Some(vpc) => design.referrers(vpc).filter(|other| other.kind == id.kind).collect(),
                None => design.of_kind(id.kind).map(|(id, _)| id).collect(),
            };
            like.order_by_cached_key(|id| reading_order(design, *id));
            like.into_iter().zip(1..).collect()
        });
        Some((*like.get(&id)?, like.len()))
    }
}

fn facts(design: &Design, analyses: Option<&Analyses>, id: EntityId, place: Option<(usize, usize)>) -> String {
    let Some(entity) = design.entity(id) else { return format!("{id}, not in this design") };
    let mut parts = vec![capitalised(&words::called(design, id))];
    match &entity.body {
        Body::Vpc(vpc) => describe_vpc(&mut parts, design, id, vpc),
        Body::Subnet(subnet) => describe_subnet(&mut parts, design, subnet),
        Body::Tier(tier) => {
            parts.push(tier.role.key().to_owned());
            parts.push(words::count(design.referring::<Subnet>(id).count(), Kind::Subnet));
            parts.push(in_vpc(design, tier.vpc));
        }
        Body::RouteTable(table) => describe_route_table(&mut parts, design, id, table),
        Body::InternetGateway(gateway) => parts.push(match gateway.vpc {
            Some(vpc) => format!("attached to VPC {}", design.name(vpc)),
            None => "not attached".to_owned(),
        }),
        Body::NatGateway(nat) => describe_nat(&mut parts, design, nat),
        Body::ElasticIp(eip) => {
            parts.extend(eip.address.as_ref().map(ToString::to_string));
            let user = design.referring::<NatGateway>(id).next();
            parts.push(user.map_or("not in use".to_owned(), |(nat, _)| format!("of {}", words::called(design, nat))));
        }
        Body::Peering(peering) => {
            let ends = [peering.requester, peering.accepter].map(|vpc| design.name(vpc));
            parts.push(format!("between VPC {} and VPC {}", ends[0], ends[1]));
            parts.extend(peering_facts(design, id, peering));
        }
        Body::AddressPool(pool) => parts.push(blocks(&pool.blocks)),
        Body::Environment(environment) => {
            if environment.production {
                parts.push("production".to_owned());
            }
            parts.push(words::count(design.referring::<Vpc>(id).count(), Kind::Vpc));
        }
        Body::Account(account) => parts.extend((!account.number.is_empty()).then(|| account.number.clone())),
        Body::Settings(_) => {}
        Body::ExternalNetwork(network) => parts.push(blocks(&network.blocks)),
        Body::SubnetReservation(reservation) => {
            parts.extend(reservation.block.as_ref().map(ToString::to_string));
            parts.push(match reservation.reservation {
                ReservationType::Prefix => "for prefixes".to_owned(),
                ReservationType::Explicit => "for single addresses".to_owned(),
            });
            parts.push(format!("in subnet {}", design.name(reservation.subnet)));
        }
        Body::PrefixList(list) if !list.service.is_empty() => parts.push(format!("of AWS, for {}", list.service)),
        Body::PrefixList(list) => {
            parts.push(counted(list.entries.len(), "entry", "entries"));
            parts.extend(list.max_entries.map(|most| format!("{most} at most")));
        }
        Body::EgressOnlyGateway(gateway) => parts.push(in_vpc(design, gateway.vpc)),
        Body::VpnGateway(gateway) => parts.push(match gateway.vpc {
            Some(vpc) => format!("attached to VPC {}", design.name(vpc)),
            None => "not attached".to_owned(),
        }),
        Body::CustomerGateway(gateway) => {
            parts.extend(gateway.address.as_ref().map(ToString::to_string));
            parts.extend(gateway.network.map(|id| format!("of {}", words::called(design, id))));
        }
        Body::VpnConnection(vpn) => {
            let ends = [Some(vpn.customer_gateway.into()), vpn.gateway];
            let names: Vec<String> = ends.into_iter().flatten().map(|id| words::called(design, id)).collect();
            parts.push(format!("between {}", words::list(&names)));
            parts.push(match vpn.routing {
                VpnRouting::Bgp => "routes by BGP".to_owned(),
                VpnRouting::Static => counted(vpn.static_routes.len(), "static route", "static routes"),
            });
        }
        Body::DirectConnectGateway(gateway) => {
            parts.push(counted(gateway.associations.len(), "association", "associations"));
            parts.extend(gateway.network.map(|id| format!("to {}", words::called(design, id))));
        }
        Body::TransitGateway(gateway) => {
            parts.push(gateway.region.clone());
            let attached = design.referring::<TransitGatewayAttachment>(id);
            parts.push(counted(attached.count(), "attachment", "attachments"));
        }
        Body::TransitGatewayAttachment(attachment) => {
            parts.push(format!("of {}", words::called(design, attachment.resource)));
            parts.push(format!("to {}", words::called(design, attachment.transit_gateway)));
            parts.push(match attachment.associated_table {
                Some(table) => format!("follows {}", design.name(table)),
                None => "follows the default table".to_owned(),
            });
        }
        Body::TransitGatewayRouteTable(table) => {
            parts.push(counted(table.routes.len(), "static route", "static routes"));
            parts.push(format!("of {}", words::called(design, table.transit_gateway)));
        }
        Body::Endpoint(endpoint) => {
            parts.push(match endpoint.endpoint_type {
                EndpointType::Interface => "interface".to_owned(),
                EndpointType::Gateway => "gateway".to_owned(),
                EndpointType::GatewayLoadBalancer => "Gateway Load Balancer".to_owned(),
            });
            parts.push(match endpoint.endpoint_service {
                Some(service) => format!("to {}", words::called(design, service)),
                None if endpoint.service.is_empty() => "to no service yet".to_owned(),
                None => format!("to {}", endpoint.service),
            });
            parts.push(in_vpc(design, endpoint.vpc));
        }
        Body::EndpointService(service) => {
            parts.push(counted(service.load_balancers.len(), "load balancer", "load balancers"));
            parts.extend(Some(service.private_dns_name.clone()).filter(|name| !name.is_empty()));
        }
        Body::SecurityGroup(group) => {
            parts.push(counted(group.rules.len(), "rule", "rules"));
            parts.push(in_vpc(design, group.vpc));
        }
        Body::NetworkAcl(acl) => {
            parts.extend(acl.main.then(|| "main".to_owned()));
            parts.push(counted(acl.entries.len(), "entry", "entries"));
            parts.push(in_vpc(design, acl.vpc));
        }
        Body::Workload(workload) => {
            let count = workload.count.unwrap_or(1) as usize;
            parts.push(match workload.runs {
                Runs::Instances => counted(count, "instance", "instances"),
                Runs::Containers => counted(count, "container", "containers"),
                Runs::Functions => counted(count, "function", "functions"),
                Runs::Databases => counted(count, "database", "databases"),
            });
            parts.extend(workload.tier.map(|tier| format!("in tier {}", design.name(tier))));
            parts.push(in_vpc(design, workload.vpc));
        }
        Body::LoadBalancer(balancer) => {
            parts.push(match balancer.balancer {
                Balancer::Application => "application".to_owned(),
                Balancer::Network => "network".to_owned(),
                Balancer::Gateway => "gateway".to_owned(),
            });
            parts.push(match balancer.scheme {
                Scheme::InternetFacing => "internet-facing".to_owned(),
                Scheme::Internal => "internal".to_owned(),
            });
            let ports: Vec<String> = balancer.listeners.iter().map(|listener| listener.port.to_string()).collect();
            parts.extend((!ports.is_empty()).then(|| format!("listens on {}", words::list(&ports))));
            parts.push(in_vpc(design, balancer.vpc));
        }
        Body::ServiceNetwork(network) => {
            parts.push(counted(network.services.len(), "service", "services"));
            parts.push(words::count(network.associations.len(), Kind::Vpc));
        }
        Body::TrafficMirrorSession(session) => {
            parts.push(format!("of {}", words::called(design, session.source)));
            parts.push(match session.target {
                Some(target) => format!("to {}", words::called(design, target)),
                None => "to nowhere yet".to_owned(),
            });
        }
        Body::ResolverEndpoint(endpoint) => {
            parts.push(match endpoint.flow {
                QueryFlow::Inbound => "inbound".to_owned(),
                QueryFlow::Outbound => "outbound".to_owned(),
            });
            parts.push(in_vpc(design, endpoint.vpc));
        }
        Body::PrivateZone(zone) => {
            parts.extend(Some(zone.domain.clone()).filter(|domain| !domain.is_empty()));
            parts.push(words::count(zone.vpcs.len(), Kind::Vpc));
        }
        Body::Assertion(assertion) => parts.push(assertion_words(design, assertion)),
        Body::Note(note) => parts.extend(Some(note.text.clone()).filter(|text| !text.is_empty())),
        Body::Comment(comment) => {
            parts.extend((!comment.author.is_empty()).then(|| format!("by {}", comment.author)));
            parts.extend(comment.target.map(|id| format!("on {}", words::called(design, id))));
            parts.extend(comment.resolved.then(|| "resolved".to_owned()));
            parts.extend(Some(comment.text.clone()).filter(|text| !text.is_empty()));
        }
    }
    if let Some(analyses) = analyses {
        match analyses.for_object(id).len() {
            0 => {}
            1 => parts.push("1 problem".to_owned()),
            n => parts.push(format!("{n} problems")),
        }
    }
    if let Some((at, of)) = place.filter(|(_, of)| *of > 1) {
        parts.push(format!("{at} of {of}"));
    }
    parts.join(", ")
}

fn blocks(written: &[Written<CidrBlock>]) -> String {
    let texts: Vec<String> = written.iter().map(ToString::to_string).collect();
    if texts.is_empty() { "no blocks".to_owned() } else { words::list(&texts) }
}

/// "VPC prod never reaches VPC dev".
fn assertion_words(design: &Design, assertion: &Assertion) -> String {
    let end = |end: &Option<AssertionEnd>| match end {
        None => "nothing yet".to_owned(),
        Some(AssertionEnd::Internet) => "the internet".to_owned(),
        Some(AssertionEnd::Object(id)) => words::called(design, *id),
        Some(AssertionEnd::Block(block)) => block.to_string(),
    };
    let (from, to) = (end(&assertion.from), end(&assertion.to));
    match assertion.demand {
        Demand::Never => format!("{from} never reaches {to}"),
        Demand::Always => format!("{from} always reaches {to}"),
        Demand::Only => format!("only {from} reaches {to}"),
    }
}

fn describe_vpc(parts: &mut Vec<String>, design: &Design, id: EntityId, vpc: &Vpc) {
    let blocks: Vec<String> = vpc.ipv4.iter().chain(&vpc.ipv6).map(ToString::to_string).collect();
    parts.push(if blocks.is_empty() { "no block".to_owned() } else { words::list(&blocks) });
    parts.push(vpc.region.clone());
    parts.extend(vpc.environment.map(|id| format!("environment {}", design.name(id))));
    parts.push(words::count(design.referring::<Subnet>(id).count(), Kind::Subnet));
}

fn describe_subnet(parts: &mut Vec<String>, design: &Design, subnet: &Subnet) {
    let blocks: Vec<String> = subnet.ipv4.iter().chain(&subnet.ipv6).map(ToString::to_string).collect();
    parts.push(if blocks.is_empty() { "no block".to_owned() } else { words::list(&blocks) });
    parts.extend(design.get(subnet.tier).map(|tier: &Tier| tier.role.key().to_owned()));
    parts.push(match &*subnet.zone {
        "" => naming::zone_words(""),
        zone => format!("zone {zone}"),
    });
    parts.push(in_vpc(design, subnet.vpc));
    parts.extend(subnet.ipv4_block().map(|block| format!("{} usable", thousands(usable_addresses(block)))));
}

fn describe_route_table(parts: &mut Vec<String>, design: &Design, id: EntityId, table: &RouteTable) {
    if table.main {
        parts.push("main".to_owned());
    }
    parts.push(match table.routes.len() {
        1 => "1 route".to_owned(),
        n => format!("{n} routes"),
    });
    let followers = id.typed().map_or(0, |table| super::intents::followers(design, table).len());
    parts.push(format!("followed by {}", words::count(followers, Kind::Subnet)));
    parts.push(in_vpc(design, table.vpc));
}

fn describe_nat(parts: &mut Vec<String>, design: &Design, nat: &NatGateway) {
    if nat.is_regional() {
        parts.push("regional".to_owned());
    }
    if let Some((id, subnet)) = nat.seat(design).and_then(|id| Some((id, design.get(id)?))) {
        parts.push(format!("in subnet {}", design.name(id)));
        parts.push(format!("zone {}", subnet.zone));
    }
    parts.extend(nat.home(design).map(|vpc| in_vpc(design, vpc)));
    let addresses = nat.own_addresses();
    parts.push(match addresses.len() {
        0 if nat.is_regional() => "AWS chooses zones and addresses".to_owned(),
        0 => "no elastic IP".to_owned(),
        _ => {
            let names: Vec<String> = addresses.iter().map(|id| design.name(*id)).collect();
            format!("elastic IP {}", words::list(&names))
        }
    });
}

fn in_vpc(design: &Design, vpc: VpcId) -> String {
    format!("in VPC {}", design.name(vpc))
}

/// What is carried over a peering: packets, and names.
pub(super) fn peering_facts(design: &Design, id: EntityId, peering: &Peering) -> Vec<String> {
    let dns = match [peering.requester_dns, peering.accepter_dns] {
        [true, true] => "DNS both ways",
        [false, false] => "no DNS",
        _ => "DNS one way",
    };
    vec![routes_over(design, id, [peering.requester, peering.accepter]), dns.to_owned()]
}

/// Which sides have a route over a peering.
fn routes_over(design: &Design, peering: EntityId, ends: [VpcId; 2]) -> String {
    let routed = ends.map(|vpc| design.referring::<RouteTable>(peering).any(|(_, table)| table.vpc == vpc));
    match routed {
        [true, true] => "routes both ways".to_owned(),
        [false, false] => "no routes".to_owned(),
        [from_first, _] => format!("routes only from VPC {}", design.name(ends[usize::from(!from_first)])),
    }
}

/// Rows from the internet inward, columns by zone, then by name.
pub(super) fn reading_order(design: &Design, id: EntityId) -> (u32, String, String) {
    let Some(entity) = design.entity(id) else { return Default::default() };
    let (order, zone) = match &entity.body {
        Body::Subnet(subnet) => (design.get(subnet.tier).map_or(0, |tier: &Tier| tier.order), subnet.zone.clone()),
        Body::Tier(tier) => (tier.order, String::new()),
        _ => (0, String::new()),
    };
    (order, zone, entity.head.name.clone())
}
