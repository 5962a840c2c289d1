//! Where an object belongs: findings are kept up to date by home.

use crate::model::{Body, Design, Entity, EntityId, Kind};

/// The object whose run covers `id`: the VPC of what stands in a VPC, found through its VPC, subnet or tier; otherwise
/// the object itself.
///
/// The home of what names a VPC that is not there is that missing VPC. The home of an object that is not there is its
/// own id.
pub fn home(design: &Design, id: EntityId) -> EntityId {
    design.entity(id).map_or(id, |entity| home_of(design, id, entity))
}

/// The home of `id`, whose fields are `entity`.
pub(super) fn home_of(design: &Design, id: EntityId, entity: &Entity) -> EntityId {
    match &entity.body {
        Body::Tier(tier) => tier.vpc.into(),
        Body::Subnet(subnet) => subnet.vpc.into(),
        Body::RouteTable(table) => table.vpc.into(),
        Body::InternetGateway(gateway) => gateway.vpc.map_or(id, EntityId::from),
        Body::NatGateway(nat) => design.get(nat.subnet).map_or(id, |subnet| subnet.vpc.into()),
        Body::Settings(_)
        | Body::Account(_)
        | Body::Environment(_)
        | Body::AddressPool(_)
        | Body::Vpc(_)
        | Body::ElasticIp(_)
        | Body::Peering(_) => id,
    }
}

/// Do objects of this kind live in a VPC? Those that do are not listed over the whole design, see
/// [`Context::all`](super::Context::all).
pub(super) fn lives_in_a_vpc(kind: Kind) -> bool {
    match kind {
        Kind::Vpc | Kind::Tier | Kind::Subnet | Kind::RouteTable | Kind::InternetGateway | Kind::NatGateway => true,
        Kind::Settings | Kind::Account | Kind::Environment | Kind::AddressPool | Kind::ElasticIp | Kind::Peering => {
            false
        }
    }
}
