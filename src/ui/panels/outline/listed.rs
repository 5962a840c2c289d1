//! Which kinds the outline lists where, beside those with a branch of their own.

use cidraw::model::{Body, Design, EntityId, Kind};

use crate::ui::panels::object::vpc_of;

/// Kinds whose objects are listed under the VPC that they are in.
pub const IN_VPC: [Kind; 8] = [
    Kind::EgressOnlyGateway,
    Kind::VpnGateway,
    Kind::LoadBalancer,
    Kind::Workload,
    Kind::Endpoint,
    Kind::ResolverEndpoint,
    Kind::SecurityGroup,
    Kind::NetworkAcl,
];
/// Kinds whose objects join a VPC to something else: they are listed under it too.
pub const CONNECTIONS: [Kind; 2] = [Kind::Peering, Kind::TransitGatewayAttachment];

/// Kinds whose objects are listed beside the Regions, and those of [`IN_VPC`], of subnets and of workloads
/// that have none.
pub const BESIDE_VPCS: [Kind; 24] = [
    Kind::TransitGateway,
    Kind::TransitGatewayAttachment,
    Kind::TransitGatewayRouteTable,
    Kind::ExternalNetwork,
    Kind::CustomerGateway,
    Kind::VpnConnection,
    Kind::DirectConnectGateway,
    Kind::PrefixList,
    Kind::EndpointService,
    Kind::ServiceNetwork,
    Kind::PrivateZone,
    Kind::SubnetReservation,
    Kind::TrafficMirrorSession,
    Kind::EgressOnlyGateway,
    Kind::VpnGateway,
    Kind::LoadBalancer,
    Kind::Workload,
    Kind::Endpoint,
    Kind::ResolverEndpoint,
    Kind::SecurityGroup,
    Kind::NetworkAcl,
    Kind::Assertion,
    Kind::Note,
    Kind::Comment,
];

/// The subnet or workload that the object is listed under.
pub fn owner_of(design: &Design, id: EntityId) -> Option<EntityId> {
    let owner: EntityId = match &design.entity(id)?.body {
        Body::SubnetReservation(reservation) => reservation.subnet.into(),
        Body::TrafficMirrorSession(session) => session.source.into(),
        _ => return None,
    };
    design.contains(owner).then_some(owner)
}

/// Is there nothing that the object is listed under?
pub fn stands_alone(design: &Design, id: EntityId) -> bool {
    if let Some(owner) = owner_of(design, id) {
        return vpc_of(design, owner).is_none_or(|vpc| !design.contains(vpc)) && owner.kind == Kind::Subnet;
    }
    !IN_VPC.contains(&id.kind) || vpc_of(design, id).is_none_or(|vpc| !design.contains(vpc))
}
