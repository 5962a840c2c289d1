//! Looking for objects: by name, by block, by an address that they hold.

use std::net::IpAddr;

use cidraw::addressing::CidrBlock;
use cidraw::model::{Body, Design, EntityId, Kind, Written};
use cidraw::ordering::Ordered;

/// The sound blocks of an object.
pub fn blocks_of(design: &Design, id: EntityId) -> Vec<CidrBlock> {
    match design.entity(id).map(|entity| &entity.body) {
        Some(Body::Vpc(vpc)) => vpc.blocks().collect(),
        Some(Body::Subnet(subnet)) => subnet.blocks().collect(),
        Some(Body::AddressPool(pool)) => pool.blocks.iter().filter_map(Written::get).collect(),
        Some(Body::ExternalNetwork(network)) => network.blocks.iter().filter_map(Written::get).collect(),
        Some(Body::SubnetReservation(reservation)) => reservation.block.iter().filter_map(Written::get).collect(),
        _ => Vec::new(),
    }
}

/// Does the object hold, or have, this address?
pub fn holds(design: &Design, id: EntityId, address: IpAddr) -> bool {
    match design.entity(id).map(|entity| &entity.body) {
        Some(Body::ElasticIp(eip)) => {
            eip.address.as_ref().and_then(Written::get).is_some_and(|own| IpAddr::V4(own) == address)
        }
        Some(Body::CustomerGateway(gateway)) => gateway.address.as_ref().and_then(Written::get) == Some(address),
        Some(Body::Workload(workload)) => workload.addresses.iter().any(|own| own.get() == Some(address)),
        _ => blocks_of(design, id).into_iter().any(|block| block.contains(address)),
    }
}

/// What can be looked for of an object, in lower case: name, blocks, AWS id, zone.
pub fn text_of(design: &Design, id: EntityId) -> String {
    let Some(entity) = design.entity(id) else { return String::new() };
    let mut words = vec![design.name(id)];
    let mut push = |text: &dyn std::fmt::Display| words.push(text.to_string());
    match &entity.body {
        Body::Vpc(vpc) => vpc.ipv4.iter().chain(&vpc.ipv6).for_each(|block| push(block)),
        Body::Subnet(subnet) => {
            subnet.ipv4.iter().chain(&subnet.ipv6).for_each(|block| push(block));
            push(&subnet.zone);
        }
        Body::AddressPool(pool) => pool.blocks.iter().for_each(|block| push(block)),
        Body::ElasticIp(eip) => eip.address.iter().for_each(|address| push(address)),
        Body::Account(account) => push(&account.number),
        Body::RouteTable(table) => table.routes.iter().for_each(|route| push(&route.destination)),
        Body::ExternalNetwork(network) => network.blocks.iter().for_each(|block| push(block)),
        Body::SubnetReservation(reservation) => reservation.block.iter().for_each(|block| push(block)),
        Body::PrefixList(list) => list.entries.iter().for_each(|entry| push(&entry.block)),
        Body::TransitGateway(gateway) => gateway.blocks.iter().for_each(|block| push(block)),
        Body::CustomerGateway(gateway) => gateway.address.iter().for_each(|address| push(address)),
        Body::Workload(workload) => workload.addresses.iter().for_each(|address| push(address)),
        Body::Endpoint(endpoint) => push(&endpoint.service),
        Body::PrivateZone(zone) => push(&zone.domain),
        Body::Note(note) => push(&note.text),
        Body::Comment(comment) => push(&comment.text),
        Body::Assertion(assertion) => push(&assertion.text),
        Body::SecurityGroup(group) => group.rules.iter().for_each(|rule| push(&rule.peer)),
        Body::NetworkAcl(acl) => acl.entries.iter().for_each(|entry| push(&entry.block)),
        Body::Settings(_)
        | Body::Environment(_)
        | Body::Tier(_)
        | Body::InternetGateway(_)
        | Body::NatGateway(_)
        | Body::Peering(_)
        | Body::EgressOnlyGateway(_)
        | Body::VpnGateway(_)
        | Body::VpnConnection(_)
        | Body::DirectConnectGateway(_)
        | Body::TransitGatewayAttachment(_)
        | Body::TransitGatewayRouteTable(_)
        | Body::EndpointService(_)
        | Body::LoadBalancer(_)
        | Body::ServiceNetwork(_)
        | Body::TrafficMirrorSession(_)
        | Body::ResolverEndpoint(_) => {}
    }
    words.extend(entity.head.aws_id.clone());
    words.join("\n").to_lowercase()
}

/// The objects with a block that holds an address or a whole block, the narrowest first.
pub fn holding(design: &Design, wanted: CidrBlock) -> Vec<(EntityId, CidrBlock)> {
    let kinds = [Kind::Subnet, Kind::Vpc, Kind::AddressPool];
    let ids = kinds.into_iter().flat_map(|kind| design.of_kind(kind)).map(|(id, _)| id);
    let mut found: Vec<(EntityId, CidrBlock)> = ids
        .filter_map(|id| Some((id, blocks_of(design, id).into_iter().find(|block| block.covers(wanted))?)))
        .collect();
    found.order_by_key(|(id, block)| (std::cmp::Reverse(block.length()), std::cmp::Reverse(id.kind), *id));
    found
}
