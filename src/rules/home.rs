//! Where an object belongs: findings are kept up to date by home.

use crate::model::{Design, Entity, EntityId, Kind, vpc_of};

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
    vpc_of(design, &entity.body).map_or(id, EntityId::from)
}

/// Do objects of this kind live in a VPC? Those that do are not listed over the whole design, see
/// [`Context::all`](super::Context::all).
pub(super) fn lives_in_a_vpc(kind: Kind) -> bool {
    match kind {
        Kind::Vpc
        | Kind::Tier
        | Kind::Subnet
        | Kind::RouteTable
        | Kind::InternetGateway
        | Kind::NatGateway
        | Kind::SubnetReservation
        | Kind::EgressOnlyGateway
        | Kind::VpnGateway
        | Kind::Endpoint
        | Kind::SecurityGroup
        | Kind::NetworkAcl
        | Kind::Workload
        | Kind::LoadBalancer
        | Kind::TrafficMirrorSession
        | Kind::ResolverEndpoint => true,
        Kind::Settings
        | Kind::Account
        | Kind::Environment
        | Kind::AddressPool
        | Kind::ElasticIp
        | Kind::Peering
        | Kind::ExternalNetwork
        | Kind::PrefixList
        | Kind::CustomerGateway
        | Kind::VpnConnection
        | Kind::DirectConnectGateway
        | Kind::TransitGateway
        | Kind::TransitGatewayAttachment
        | Kind::TransitGatewayRouteTable
        | Kind::EndpointService
        | Kind::ServiceNetwork
        | Kind::PrivateZone
        | Kind::Assertion
        | Kind::Note
        | Kind::Comment => false,
    }
}
