//! The blocks of an object as somebody wrote them.

use super::finding::{Fix, Safety};
use crate::addressing::{CidrBlock, CidrError};
use crate::model::{Body, Edit, EntityId, Written};

/// A block in a field of an object.
pub(super) struct WrittenBlock<'a> {
    /// The field, as in the file.
    pub(super) field: &'static str,
    /// The block, or what was written instead.
    pub(super) text: &'a Written<CidrBlock>,
}

impl WrittenBlock<'_> {
    /// The block, or why the text is none.
    pub(super) fn sound(&self) -> Result<CidrBlock, CidrError> {
        match self.text {
            Written::Sound(block) => Ok(*block),
            Written::Unsound(text) => text.parse(),
        }
    }
}

/// Every block that the object has.
pub(super) fn written_blocks(body: &Body) -> Vec<WrittenBlock<'_>> {
    let mut all = Vec::new();
    let mut add = |field, text| all.push(WrittenBlock { field, text });
    match body {
        Body::AddressPool(pool) => pool.blocks.iter().for_each(|b| add("blocks", b)),
        Body::Vpc(vpc) => {
            vpc.ipv4.iter().for_each(|b| add("ipv4", b));
            vpc.ipv6.iter().for_each(|b| add("ipv6", b));
        }
        Body::Subnet(subnet) => {
            subnet.ipv4.iter().for_each(|b| add("ipv4", b));
            subnet.ipv6.iter().for_each(|b| add("ipv6", b));
        }
        Body::RouteTable(table) => {
            table.routes.iter().filter_map(|r| r.destination.written()).for_each(|b| add("routes", b));
        }
        Body::ExternalNetwork(network) => network.blocks.iter().for_each(|b| add("blocks", b)),
        Body::SubnetReservation(reservation) => reservation.block.iter().for_each(|b| add("block", b)),
        Body::PrefixList(list) => list.entries.iter().for_each(|entry| add("entries", &entry.block)),
        Body::VpnConnection(connection) => {
            connection.static_routes.iter().for_each(|b| add("static_routes", b));
            connection.tunnel_inside.iter().for_each(|b| add("tunnel_inside", b));
        }
        Body::DirectConnectGateway(gateway) => {
            gateway.associations.iter().flat_map(|to| &to.allowed_prefixes).for_each(|b| add("associations", b));
        }
        Body::TransitGateway(gateway) => gateway.blocks.iter().for_each(|b| add("blocks", b)),
        Body::TransitGatewayRouteTable(table) => {
            table.routes.iter().filter_map(|r| r.destination.written()).for_each(|b| add("routes", b));
        }
        Body::SecurityGroup(group) => {
            group.rules.iter().filter_map(|rule| rule.peer.written()).for_each(|b| add("rules", b));
        }
        Body::NetworkAcl(acl) => acl.entries.iter().for_each(|entry| add("entries", &entry.block)),
        Body::TrafficMirrorSession(session) => {
            let blocks = session.filter.iter().flat_map(|rule| [&rule.source_block, &rule.destination_block]);
            blocks.for_each(|b| add("filter", b));
        }
        Body::Assertion(assertion) => {
            assertion.from.iter().filter_map(|end| end.written()).for_each(|b| add("from", b));
            assertion.to.iter().filter_map(|end| end.written()).for_each(|b| add("to", b));
        }
        Body::Settings(_)
        | Body::Account(_)
        | Body::Environment(_)
        | Body::Tier(_)
        | Body::InternetGateway(_)
        | Body::NatGateway(_)
        | Body::ElasticIp(_)
        | Body::Peering(_)
        | Body::EgressOnlyGateway(_)
        | Body::VpnGateway(_)
        | Body::CustomerGateway(_)
        | Body::TransitGatewayAttachment(_)
        | Body::Endpoint(_)
        | Body::EndpointService(_)
        | Body::Workload(_)
        | Body::LoadBalancer(_)
        | Body::ServiceNetwork(_)
        | Body::ResolverEndpoint(_)
        | Body::PrivateZone(_)
        | Body::Note(_)
        | Body::Comment(_) => {}
    }
    all
}

/// Writes `block` wherever the object has `wrong`.
pub(super) fn correct(id: EntityId, wrong: &Written<CidrBlock>, block: CidrBlock) -> Fix {
    let title = format!("Write {block}");
    let wrong = wrong.clone();
    Fix::new(
        title,
        Safety::Safe,
        [Edit::change_entity(id, move |entity| {
            for text in written_blocks_mut(&mut entity.body) {
                if *text == wrong {
                    *text = block.into();
                }
            }
        })],
    )
}

fn written_blocks_mut(body: &mut Body) -> Vec<&mut Written<CidrBlock>> {
    match body {
        Body::AddressPool(pool) => pool.blocks.iter_mut().collect(),
        Body::Vpc(vpc) => vpc.ipv4.iter_mut().chain(&mut vpc.ipv6).collect(),
        Body::Subnet(subnet) => subnet.ipv4.iter_mut().chain(&mut subnet.ipv6).collect(),
        Body::RouteTable(table) => table.routes.iter_mut().filter_map(|r| r.destination.written_mut()).collect(),
        Body::ExternalNetwork(network) => network.blocks.iter_mut().collect(),
        Body::SubnetReservation(reservation) => reservation.block.iter_mut().collect(),
        Body::PrefixList(list) => list.entries.iter_mut().map(|entry| &mut entry.block).collect(),
        Body::VpnConnection(connection) => {
            connection.static_routes.iter_mut().chain(&mut connection.tunnel_inside).collect()
        }
        Body::DirectConnectGateway(gateway) => {
            gateway.associations.iter_mut().flat_map(|to| &mut to.allowed_prefixes).collect()
        }
        Body::TransitGateway(gateway) => gateway.blocks.iter_mut().collect(),
        Body::TransitGatewayRouteTable(table) => {
            table.routes.iter_mut().filter_map(|r| r.destination.written_mut()).collect()
        }
        Body::SecurityGroup(group) => group.rules.iter_mut().filter_map(|rule| rule.peer.written_mut()).collect(),
        Body::NetworkAcl(acl) => acl.entries.iter_mut().map(|entry| &mut entry.block).collect(),
        Body::TrafficMirrorSession(session) => {
            session.filter.iter_mut().flat_map(|rule| [&mut rule.source_block, &mut rule.destination_block]).collect()
        }
        Body::Assertion(assertion) => {
            assertion.from.iter_mut().chain(&mut assertion.to).filter_map(|end| end.written_mut()).collect()
        }
        Body::Settings(_)
        | Body::Account(_)
        | Body::Environment(_)
        | Body::Tier(_)
        | Body::InternetGateway(_)
        | Body::NatGateway(_)
        | Body::ElasticIp(_)
        | Body::Peering(_)
        | Body::EgressOnlyGateway(_)
        | Body::VpnGateway(_)
        | Body::CustomerGateway(_)
        | Body::TransitGatewayAttachment(_)
        | Body::Endpoint(_)
        | Body::EndpointService(_)
        | Body::Workload(_)
        | Body::LoadBalancer(_)
        | Body::ServiceNetwork(_)
        | Body::ResolverEndpoint(_)
        | Body::PrivateZone(_)
        | Body::Note(_)
        | Body::Comment(_) => Vec::new(),
    }
}
