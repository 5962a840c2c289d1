//! Texts that a field of the editor refuses although the document could keep them: blocks, addresses, protocols and
//! ports that do not parse.

use std::fmt::Display;

use crate::addressing::CidrBlock;
use crate::editor::Refusal;
use crate::model::kinds::{PortRange, Protocol};
use crate::model::{Body, Written};

/// What a text was meant to be.
#[derive(Clone, Copy, PartialEq)]
enum Meant {
    Block,
    Ipv4,
    Address,
    Protocol,
    Ports,
}

/// The first unsound text that `new` has and `old` has not.
pub(super) fn newly_unsound(old: &Body, new: &Body, path: &str) -> Option<Refusal> {
    let before: Vec<String> = unsound(old).into_iter().map(|(text, _)| text).collect();
    let (text, meant) = unsound(new).into_iter().find(|(text, _)| !before.contains(text))?;
    let message = match meant {
        Meant::Block => return text.parse::<CidrBlock>().err().map(|error| Refusal::cidr(path, &error)),
        Meant::Ipv4 => format!("\"{text}\" is not an IPv4 address. Write four numbers, for example 203.0.113.25."),
        Meant::Address => format!("\"{text}\" is not an address. Write one like 10.0.0.7 or 2001:db8::7."),
        Meant::Protocol => text.parse::<Protocol>().err()?.to_string(),
        Meant::Ports => text.parse::<PortRange>().err()?.to_string(),
    };
    Some(Refusal::Field { path: path.to_owned(), message, correction: None })
}

/// Every unsound text, and what it was meant to be.
fn unsound(body: &Body) -> Vec<(String, Meant)> {
    let mut found = Vec::new();
    let mut blocks = Vec::new();
    match body {
        Body::Vpc(vpc) => blocks.extend(vpc.ipv4.iter().chain(&vpc.ipv6)),
        Body::Subnet(subnet) => blocks.extend(subnet.ipv4.iter().chain(&subnet.ipv6)),
        Body::AddressPool(pool) => blocks.extend(&pool.blocks),
        Body::RouteTable(table) => blocks.extend(table.routes.iter().filter_map(|r| r.destination.written())),
        Body::ElasticIp(eip) => note(&mut found, &eip.address, Meant::Ipv4),
        Body::ExternalNetwork(network) => blocks.extend(&network.blocks),
        Body::SubnetReservation(reservation) => blocks.extend(&reservation.block),
        Body::PrefixList(list) => blocks.extend(list.entries.iter().map(|entry| &entry.block)),
        Body::CustomerGateway(gateway) => note(&mut found, &gateway.address, Meant::Address),
        Body::VpnConnection(vpn) => blocks.extend(vpn.static_routes.iter().chain(&vpn.tunnel_inside)),
        Body::DirectConnectGateway(gateway) => {
            blocks.extend(gateway.associations.iter().flat_map(|to| &to.allowed_prefixes));
        }
        Body::TransitGateway(gateway) => blocks.extend(&gateway.blocks),
        Body::TransitGatewayRouteTable(table) => {
            blocks.extend(table.routes.iter().filter_map(|r| r.destination.written()));
        }
        Body::SecurityGroup(group) => {
            blocks.extend(group.rules.iter().filter_map(|rule| rule.peer.written()));
            note(&mut found, group.rules.iter().filter_map(|rule| rule.protocol.as_ref()), Meant::Protocol);
            note(&mut found, group.rules.iter().filter_map(|rule| rule.ports.as_ref()), Meant::Ports);
        }
        Body::NetworkAcl(acl) => {
            blocks.extend(acl.entries.iter().map(|entry| &entry.block));
            note(&mut found, acl.entries.iter().filter_map(|entry| entry.protocol.as_ref()), Meant::Protocol);
            note(&mut found, acl.entries.iter().filter_map(|entry| entry.ports.as_ref()), Meant::Ports);
        }
        Body::Workload(workload) => {
            note(&mut found, &workload.addresses, Meant::Address);
            note(&mut found, workload.listens.iter().filter_map(|on| on.protocol.as_ref()), Meant::Protocol);
            note(&mut found, workload.listens.iter().filter_map(|on| on.ports.as_ref()), Meant::Ports);
        }
        Body::LoadBalancer(balancer) => note(&mut found, &balancer.target_addresses, Meant::Address),
        Body::TrafficMirrorSession(session) => {
            let rules = || session.filter.iter();
            blocks.extend(rules().flat_map(|rule| [&rule.source_block, &rule.destination_block]));
            note(&mut found, rules().filter_map(|rule| rule.protocol.as_ref()), Meant::Protocol);
            let ports = rules().flat_map(|rule| rule.source_ports.iter().chain(&rule.destination_ports));
            note(&mut found, ports, Meant::Ports);
        }
        Body::ResolverEndpoint(endpoint) => {
            note(&mut found, endpoint.rules.iter().flat_map(|rule| &rule.servers), Meant::Address);
        }
        Body::Assertion(assertion) => {
            blocks.extend(assertion.from.iter().chain(&assertion.to).filter_map(|end| end.written()));
            note(&mut found, &assertion.protocol, Meant::Protocol);
            note(&mut found, &assertion.ports, Meant::Ports);
        }
        Body::Settings(_)
        | Body::Account(_)
        | Body::Environment(_)
        | Body::Tier(_)
        | Body::InternetGateway(_)
        | Body::NatGateway(_)
        | Body::Peering(_)
        | Body::EgressOnlyGateway(_)
        | Body::VpnGateway(_)
        | Body::TransitGatewayAttachment(_)
        | Body::Endpoint(_)
        | Body::EndpointService(_)
        | Body::ServiceNetwork(_)
        | Body::PrivateZone(_)
        | Body::Note(_)
        | Body::Comment(_) => {}
    }
    note(&mut found, blocks, Meant::Block);
    found
}

fn note<'a, T: Display + Copy + 'a>(
    found: &mut Vec<(String, Meant)>,
    texts: impl IntoIterator<Item = &'a Written<T>>,
    meant: Meant,
) {
    let wrong = texts.into_iter().filter(|text| matches!(text, Written::Unsound(_)));
    found.extend(wrong.map(|text| (text.to_string(), meant)));
}
