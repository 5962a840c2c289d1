//! What a design says, in the sentences of a comparison.

use std::collections::BTreeSet;

use cidraw::addressing::CidrBlock;
use cidraw::aws::asn::{DEFAULT_AMAZON_SIDE_ASN, DEFAULT_CUSTOMER_SIDE_ASN};
use cidraw::model::kinds::*;
use cidraw::model::{Body, Design, EntityId, VpcId, Written};

use crate::compared::Facts;

/// A design, and which of its objects the template under test makes.
pub struct Drawn<'a> {
    pub design: &'a Design,
    pub there: &'a BTreeSet<EntityId>,
}

/// A protocol as rules name it.
fn protocol(written: Option<&Written<Protocol>>) -> Protocol {
    written.map_or(Protocol::All, |written| written.get().expect("a protocol"))
}

fn ports(protocol: Protocol, written: Option<&Written<PortRange>>, icmp: [Option<u8>; 2]) -> String {
    let any = |value: Option<u8>| value.map_or("-1".to_owned(), |value| value.to_string());
    match protocol {
        Protocol::ICMP | Protocol::ICMPV6 => format!("{}-{}", any(icmp[0]), any(icmp[1])),
        protocol if protocol.has_ports() => {
            let ports = written.and_then(Written::get).unwrap_or(PortRange::ALL);
            format!("{}-{}", ports.first, ports.last)
        }
        _ => "-".to_owned(),
    }
}

impl Drawn<'_> {
    fn is_there(&self, id: impl Into<EntityId>) -> bool {
        self.there.contains(&id.into())
    }

    fn named<T: Into<EntityId> + Copy>(&self, word: &str, ids: &[T]) -> Vec<String> {
        ids.iter().filter(|id| self.is_there(**id)).map(|id| format!("{word} {}", (*id).into())).collect()
    }

    /// Every object that the template makes, of the kinds that the fake describes.
    pub fn facts(&self) -> Facts {
        let mut all = Facts::new();
        for (id, entity) in self.design.iter().filter(|(id, _)| self.is_there(*id)) {
            let facts = match &entity.body {
                Body::Vpc(noun) => vpc(noun),
                Body::Subnet(noun) => self.subnet(noun),
                Body::InternetGateway(noun) => noun.vpc.iter().map(|vpc| format!("on {vpc}")).collect(),
                Body::EgressOnlyGateway(noun) => vec![format!("on {}", noun.vpc)],
                Body::VpnGateway(noun) => noun.vpc.iter().map(|vpc| format!("on {vpc}")).collect(),
                Body::ElasticIp(_) | Body::ServiceNetwork(_) => Vec::new(),
                Body::NatGateway(noun) => self.nat_gateway(noun),
                Body::RouteTable(noun) => self.route_table(id, noun),
                Body::NetworkAcl(noun) => self.network_acl(id, noun),
                Body::SecurityGroup(noun) => self.security_group(noun),
                Body::PrefixList(noun) => prefix_list(noun),
                Body::Peering(noun) => vec![format!("from {} to {}", noun.requester, noun.accepter)],
                Body::Endpoint(noun) => self.endpoint(noun),
                Body::EndpointService(noun) => {
                    let mut facts = self.named("for", &noun.load_balancers);
                    facts.push(format!("acceptance {}", noun.acceptance_required));
                    facts
                }
                // What AWS gives one without a number of its own.
                Body::TransitGateway(noun) => vec![format!("asn {}", noun.asn.unwrap_or(DEFAULT_AMAZON_SIDE_ASN))],
                Body::TransitGatewayAttachment(noun) => self.attachment(noun),
                Body::TransitGatewayRouteTable(noun) => self.transit_table(id, noun),
                Body::CustomerGateway(noun) => {
                    let address = noun.address.as_ref().and_then(Written::get).expect("an address");
                    vec![format!("address {address}"), format!("asn {}", noun.asn.unwrap_or(DEFAULT_CUSTOMER_SIDE_ASN))]
                }
                Body::VpnConnection(noun) => {
                    let end = noun.gateway.expect("a gateway");
                    vec![format!("customer {}", noun.customer_gateway), format!("gateway {end}")]
                }
                Body::LoadBalancer(noun) => self.load_balancer(noun),
                Body::ResolverEndpoint(noun) => {
                    let way = if noun.flow == QueryFlow::Inbound { "INBOUND" } else { "OUTBOUND" };
                    let mut facts = self.named("group", &noun.security_groups);
                    facts.push(format!("{way} on {} with {} addresses", noun.vpc, noun.subnets.len()));
                    facts
                }
                Body::PrivateZone(noun) => vec![format!("domain {}", noun.domain)],
                // Not in the code, or nothing that the fake describes.
                Body::Settings(_)
                | Body::Account(_)
                | Body::Environment(_)
                | Body::AddressPool(_)
                | Body::ExternalNetwork(_)
                | Body::Tier(_)
                | Body::SubnetReservation(_)
                | Body::Workload(_)
                | Body::DirectConnectGateway(_)
                | Body::TrafficMirrorSession(_)
                | Body::Assertion(_)
                | Body::Note(_)
                | Body::Comment(_) => continue,
            };
            all.insert(id, facts.into_iter().collect());
        }
        all
    }

    fn subnet(&self, noun: &Subnet) -> Vec<String> {
        let mut facts = vec![
            format!("in {}", noun.vpc),
            format!("zone {}", noun.zone),
            format!("public addresses {}", noun.auto_public_ip && noun.ipv4.is_some()),
        ];
        facts.extend(noun.ipv4_block().map(|block| format!("block {block}")));
        let range = self.design.get(noun.vpc).and_then(|vpc: &Vpc| vpc.ipv6_blocks().next());
        if let (Some(block), Some(range)) = (noun.ipv6_block(), range) {
            facts.push(format!("IPv6 {}", place_in(range, block)));
            facts.push(format!("IPv6 for new interfaces {}", noun.auto_ipv6 || noun.ipv4.is_none()));
        }
        facts
    }

    fn nat_gateway(&self, noun: &NatGateway) -> Vec<String> {
        let way = if noun.connectivity == Connectivity::Private { "private" } else { "public" };
        let mut facts = vec![way.to_owned()];
        facts.extend(noun.subnet.map(|subnet| format!("in {subnet}")));
        // The fake forgets all but the first address.
        facts.extend(noun.own_addresses().first().map(|address| format!("address {address}")));
        facts
    }

    fn route_table(&self, id: EntityId, noun: &RouteTable) -> Vec<String> {
        let mut facts = vec![format!("in {}", noun.vpc)];
        for route in &noun.routes {
            let Some(target) = route.target.object().filter(|target| self.is_there(*target)) else { continue };
            let destination = match (route.destination.get(), route.destination.prefix_list()) {
                (Some(block), _) => block.to_string(),
                (None, Some(list)) => EntityId::from(list).to_string(),
                (None, None) => continue,
            };
            facts.push(format!("{destination} -> {target}"));
        }
        let follows = |subnet: &Subnet| subnet.route_table.map_or(noun.main, |table| EntityId::from(table) == id);
        facts.extend(self.subnets(noun.vpc, follows).map(|subnet| format!("for {subnet}")));
        facts
    }

    fn subnets<'a>(&'a self, vpc: VpcId, which: impl Fn(&Subnet) -> bool + 'a) -> impl Iterator<Item = EntityId> + 'a {
        let all = self.design.all::<Subnet>().filter(move |(id, noun)| noun.vpc == vpc && self.is_there(*id));
        all.filter(move |(_, noun)| which(noun)).map(|(id, _)| id.into())
    }

    fn network_acl(&self, id: EntityId, noun: &NetworkAcl) -> Vec<String> {
        let entry = |entry: &NetworkAclEntry| {
            let way = if entry.direction == Direction::Egress { "out" } else { "in" };
            let action = if entry.action == AclAction::Allow { "allow" } else { "deny" };
            let protocol = protocol(entry.protocol.as_ref());
            let number = match protocol {
                Protocol::All => "-1".to_owned(),
                Protocol::Number(number) => number.to_string(),
            };
            let ports = ports(protocol, entry.ports.as_ref(), [entry.icmp_type, entry.icmp_code]);
            format!("{way} {} {action} {number} {ports} {}", entry.number, entry.block)
        };
        let mut facts: Vec<String> = noun.entries.iter().map(entry).collect();
        let has = |subnet: &Subnet| subnet.network_acl.map_or(noun.main, |acl| EntityId::from(acl) == id);
        facts.extend(self.subnets(noun.vpc, has).map(|subnet| format!("for {subnet}")));
        facts
    }

    fn security_group(&self, noun: &SecurityGroup) -> Vec<String> {
        let mut facts = vec![format!("in {}", noun.vpc)];
        let six = self.design.get(noun.vpc).is_some_and(|vpc: &Vpc| vpc.ipv6_blocks().next().is_some());
        for rule in &noun.rules {
            let way = if rule.direction == Direction::Egress { "out" } else { "in" };
            let protocol = protocol(rule.protocol.as_ref());
            let peer = match &rule.peer {
                RulePeer::Block(block) => block.to_string(),
                RulePeer::Group(group) if self.is_there(*group) => EntityId::from(*group).to_string(),
                RulePeer::PrefixList(list) if self.is_there(*list) => EntityId::from(*list).to_string(),
                RulePeer::Group(_) | RulePeer::PrefixList(_) => continue,
            };
            let name = if protocol == Protocol::All { "-1".to_owned() } else { protocol.to_string() };
            let ports = ports(protocol, rule.ports.as_ref(), [rule.icmp_type, rule.icmp_code]);
            facts.push(format!("{way} {name} {ports} {peer}"));
        }
        facts.retain(|fact| !six || !EVERYTHING_OUT.contains(&fact.as_str()));
        facts
    }

    fn endpoint(&self, noun: &Endpoint) -> Vec<String> {
        let (kind, gateway) = match noun.endpoint_type {
            EndpointType::Interface => ("Interface", false),
            EndpointType::Gateway => ("Gateway", true),
            EndpointType::GatewayLoadBalancer => ("GatewayLoadBalancer", false),
        };
        let mut facts = vec![format!("{kind} in {}", noun.vpc)];
        match noun.endpoint_service {
            Some(service) => facts.push(format!("to {service}")),
            None => facts.push(format!("to {}", noun.service)),
        }
        if gateway {
            facts.extend(self.named("table", &noun.route_tables));
        } else {
            facts.extend(self.named("in", &noun.subnets));
        }
        if kind == "Interface" {
            facts.extend(self.named("group", &noun.security_groups));
        }
        facts
    }

    fn attachment(&self, noun: &TransitGatewayAttachment) -> Vec<String> {
        let mut facts = vec![format!("{} to {}", noun.resource, noun.transit_gateway)];
        facts.extend(self.named("in", &noun.subnets));
        facts.push(format!("appliance mode {}", noun.appliance_mode));
        facts
    }

    fn transit_table(&self, id: EntityId, noun: &TransitGatewayRouteTable) -> Vec<String> {
        let mut facts = vec![format!("of {}", noun.transit_gateway)];
        for route in &noun.routes {
            let Some(block) = route.destination.get() else { continue };
            match route.target {
                TransitGatewayTarget::Blackhole => facts.push(format!("{block} blackhole")),
                TransitGatewayTarget::To(to) if self.is_there(to) => facts.push(format!("{block} active")),
                TransitGatewayTarget::To(_) => {}
            }
        }
        let hub: Option<&TransitGateway> = self.design.get(noun.transit_gateway);
        let is = |table: Option<_>| {
            table.is_some_and(|table: cidraw::model::TransitGatewayRouteTableId| EntityId::from(table) == id)
        };
        let usual = |on: fn(&TransitGateway) -> bool, table: Option<_>| hub.is_some_and(on) && is(table);
        for (attachment, noun) in self.design.all::<TransitGatewayAttachment>().filter(|(id, _)| self.is_there(*id)) {
            let default = usual(|hub| hub.default_association, hub.and_then(|hub| hub.association_table));
            if noun.associated_table.map_or(default, |table| is(Some(table))) {
                facts.push(format!("association {attachment}"));
            }
            let default = usual(|hub| hub.default_propagation, hub.and_then(|hub| hub.propagation_table));
            if default || noun.propagating_tables.iter().any(|table| is(Some(*table))) {
                facts.push(format!("propagation {attachment}"));
            }
        }
        facts
    }

    fn load_balancer(&self, noun: &LoadBalancer) -> Vec<String> {
        let mut facts = vec![format!("in {}", noun.vpc)];
        facts.extend(self.named("in", &noun.subnets));
        facts.extend(self.named("group", &noun.security_groups));
        facts
    }
}

/// What the fake leaves or takes away of its own in groups of a VPC with IPv6.
pub const EVERYTHING_OUT: [&str; 2] = ["out -1 - 0.0.0.0/0", "out -1 - ::/0"];

/// Which block of its length it is in a range.
pub fn place_in(range: CidrBlock, block: CidrBlock) -> String {
    let place = (block.first_bits() - range.first_bits()) >> (128 - block.length());
    format!("/{} number {place}", block.length())
}

fn vpc(noun: &Vpc) -> Vec<String> {
    let mut facts: Vec<String> = noun.ipv4_blocks().map(|block| format!("block {block}")).collect();
    facts.extend(noun.ipv6_blocks().next().map(|_| "IPv6".to_owned()));
    facts.push(format!("DNS {}", noun.dns_support));
    facts.push(format!("names {}", noun.dns_hostnames));
    facts
}

fn prefix_list(noun: &PrefixList) -> Vec<String> {
    let mut facts: Vec<String> =
        noun.entries.iter().map(|entry| format!("{} {}", entry.block, entry.description)).collect();
    facts.push(format!("room for {}", noun.weight()));
    facts
}
