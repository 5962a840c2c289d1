//! What goes to the clipboard and comes back, in this window or another: objects as a file of their own, blocks as
//! lines.

use crate::format::{LoadError, load, save};
use crate::model::{Body, Design, Entity, EntityId};

/// Objects as a text for the clipboard: a file that could be saved and opened as well.
pub fn write(objects: Vec<(EntityId, Entity)>) -> String {
    save(&Design::from_entities(objects))
}

/// The objects in a text of the clipboard, by id; `None` when it is no file of ours. What cannot be read is left out.
///
/// # Errors
/// It is a JSON text, but no file that can be read.
pub fn read(text: &str) -> Option<Result<Vec<(EntityId, Entity)>, LoadError>> {
    if !text.trim_start().starts_with('{') {
        return None;
    }
    let objects = |design: &Design| design.iter().map(|(id, entity)| (id, Entity::clone(entity))).collect();
    Some(load(text).map(|loaded| objects(&loaded.design)))
}

/// The blocks of objects, one a line, each with the name of its object.
pub fn blocks(design: &Design, ids: impl IntoIterator<Item = EntityId>) -> String {
    let mut lines = Vec::new();
    for id in ids {
        let Some(entity) = design.entity(id) else { continue };
        let name = &entity.head.name;
        match &entity.body {
            Body::Vpc(vpc) => lines.extend(vpc.blocks().map(|block| format!("{block} {name}"))),
            Body::Subnet(subnet) => lines.extend(subnet.blocks().map(|block| format!("{block} {name}"))),
            Body::Tier(_) => {
                let subnets = design.referring::<crate::model::kinds::Subnet>(id);
                let blocks = subnets.flat_map(|(id, s)| s.blocks().map(move |b| (b, id)).collect::<Vec<_>>());
                lines.extend(blocks.map(|(block, id)| format!("{block} {}", design.name(id))));
            }
            Body::AddressPool(pool) => lines.extend(pool.blocks.iter().map(|block| format!("{block} {name}"))),
            Body::ExternalNetwork(network) => {
                lines.extend(network.blocks.iter().map(|block| format!("{block} {name}")));
            }
            Body::SubnetReservation(reservation) => {
                lines.extend(reservation.block.iter().map(|block| format!("{block} {name}")));
            }
            Body::PrefixList(list) => {
                lines.extend(list.entries.iter().map(|entry| format!("{} {name}", entry.block)));
            }
            Body::TransitGateway(gateway) => {
                lines.extend(gateway.blocks.iter().map(|block| format!("{block} {name}")));
            }
            Body::Settings(_)
            | Body::Account(_)
            | Body::Environment(_)
            | Body::RouteTable(_)
            | Body::InternetGateway(_)
            | Body::NatGateway(_)
            | Body::ElasticIp(_)
            | Body::Peering(_)
            | Body::EgressOnlyGateway(_)
            | Body::VpnGateway(_)
            | Body::CustomerGateway(_)
            | Body::VpnConnection(_)
            | Body::DirectConnectGateway(_)
            | Body::TransitGatewayAttachment(_)
            | Body::TransitGatewayRouteTable(_)
            | Body::Endpoint(_)
            | Body::EndpointService(_)
            | Body::SecurityGroup(_)
            | Body::NetworkAcl(_)
            | Body::Workload(_)
            | Body::LoadBalancer(_)
            | Body::ServiceNetwork(_)
            | Body::TrafficMirrorSession(_)
            | Body::ResolverEndpoint(_)
            | Body::PrivateZone(_)
            | Body::Assertion(_)
            | Body::Note(_)
            | Body::Comment(_) => {}
        }
    }
    lines.join("\n")
}
