//! Where an object stands: one exhaustive answer for every kind.

use std::collections::BTreeMap;

use super::design::Design;
use super::entity::{Body, Kind};
use super::id::EntityId;
use super::kinds::{NatGateway, Subnet, Vpc};
use super::{AccountId, NatGatewayId, VpcId};

/// The account that a VPC is in: its own, or that of its environment.
pub fn account_of(design: &Design, vpc: &Vpc) -> Option<AccountId> {
    let of_environment = || design.get(vpc.environment?)?.account;
    vpc.account.or_else(of_environment)
}

/// The VPC that an object with these fields stands in: the one that it names, or that of the subnet or workload that
/// it belongs to. A VPC stands in none.
pub fn vpc_of(design: &Design, body: &Body) -> Option<VpcId> {
    match body {
        Body::Tier(tier) => Some(tier.vpc),
        Body::Subnet(subnet) => Some(subnet.vpc),
        Body::RouteTable(table) => Some(table.vpc),
        Body::InternetGateway(gateway) => gateway.vpc,
        Body::NatGateway(nat) => nat.home(design),
        Body::SubnetReservation(reservation) => Some(design.get(reservation.subnet)?.vpc),
        Body::EgressOnlyGateway(gateway) => Some(gateway.vpc),
        Body::VpnGateway(gateway) => gateway.vpc,
        Body::Endpoint(endpoint) => Some(endpoint.vpc),
        Body::SecurityGroup(group) => Some(group.vpc),
        Body::NetworkAcl(acl) => Some(acl.vpc),
        Body::Workload(workload) => Some(workload.vpc),
        Body::LoadBalancer(balancer) => Some(balancer.vpc),
        Body::TrafficMirrorSession(session) => Some(design.get(session.source)?.vpc),
        Body::ResolverEndpoint(endpoint) => Some(endpoint.vpc),
        Body::Settings(_)
        | Body::Account(_)
        | Body::Environment(_)
        | Body::AddressPool(_)
        | Body::Vpc(_)
        | Body::ElasticIp(_)
        | Body::Peering(_)
        | Body::ExternalNetwork(_)
        | Body::PrefixList(_)
        | Body::CustomerGateway(_)
        | Body::VpnConnection(_)
        | Body::DirectConnectGateway(_)
        | Body::TransitGateway(_)
        | Body::TransitGatewayAttachment(_)
        | Body::TransitGatewayRouteTable(_)
        | Body::EndpointService(_)
        | Body::ServiceNetwork(_)
        | Body::PrivateZone(_)
        | Body::Assertion(_)
        | Body::Note(_)
        | Body::Comment(_) => None,
    }
}

/// The NAT gateways that work for a VPC, by id: zonal ones in its subnets, regional ones of its own.
pub fn nat_gateways_of(design: &Design, vpc: VpcId) -> BTreeMap<NatGatewayId, &NatGateway> {
    let subnets = design.referring::<Subnet>(vpc).map(|(id, _)| EntityId::from(id));
    let named = std::iter::once(vpc.into()).chain(subnets).flat_map(|id| design.referring::<NatGateway>(id));
    named.filter(|(_, nat)| nat.home(design) == Some(vpc)).collect()
}

/// What an object is a part of: the subnet or VPC of a NAT gateway, the tier of a workload, the VPC of a security group, the
/// transit gateway of its route tables. `None` for what stands by itself.
pub fn holder_of(design: &Design, body: &Body) -> Option<EntityId> {
    let holder = match body {
        Body::NatGateway(nat) => match nat.seat(design) {
            Some(subnet) => Some(subnet.into()),
            None => nat.home(design).map(EntityId::from),
        },
        Body::SubnetReservation(reservation) => Some(reservation.subnet.into()),
        Body::Workload(workload) => Some(match workload.tier {
            Some(tier) => tier.into(),
            None => workload.vpc.into(),
        }),
        Body::TransitGatewayAttachment(attachment) => Some(attachment.transit_gateway.into()),
        Body::TransitGatewayRouteTable(table) => Some(table.transit_gateway.into()),
        Body::TrafficMirrorSession(session) => Some(session.source.into()),
        Body::VpnConnection(connection) => Some(connection.customer_gateway.into()),
        Body::Comment(comment) => comment.target,
        Body::Tier(_)
        | Body::Subnet(_)
        | Body::RouteTable(_)
        | Body::InternetGateway(_)
        | Body::EgressOnlyGateway(_)
        | Body::VpnGateway(_)
        | Body::Endpoint(_)
        | Body::SecurityGroup(_)
        | Body::NetworkAcl(_)
        | Body::LoadBalancer(_)
        | Body::ResolverEndpoint(_) => vpc_of(design, body).map(EntityId::from),
        Body::Settings(_)
        | Body::Account(_)
        | Body::Environment(_)
        | Body::AddressPool(_)
        | Body::Vpc(_)
        | Body::ElasticIp(_)
        | Body::Peering(_)
        | Body::ExternalNetwork(_)
        | Body::PrefixList(_)
        | Body::CustomerGateway(_)
        | Body::DirectConnectGateway(_)
        | Body::TransitGateway(_)
        | Body::EndpointService(_)
        | Body::ServiceNetwork(_)
        | Body::PrivateZone(_)
        | Body::Assertion(_)
        | Body::Note(_) => None,
    };
    holder.filter(|id| design.contains(*id))
}

impl Kind {
    /// Does AWS have a resource for it? The others are there for people: they plan, explain and check.
    pub const fn is_resource(self) -> bool {
        match self {
            Kind::Settings
            | Kind::Account
            | Kind::Environment
            | Kind::AddressPool
            | Kind::Tier
            | Kind::ExternalNetwork
            | Kind::Workload
            | Kind::Assertion
            | Kind::Note
            | Kind::Comment => false,
            Kind::Vpc
            | Kind::Subnet
            | Kind::RouteTable
            | Kind::InternetGateway
            | Kind::NatGateway
            | Kind::ElasticIp
            | Kind::Peering
            | Kind::SubnetReservation
            | Kind::PrefixList
            | Kind::EgressOnlyGateway
            | Kind::VpnGateway
            | Kind::CustomerGateway
            | Kind::VpnConnection
            | Kind::DirectConnectGateway
            | Kind::TransitGateway
            | Kind::TransitGatewayAttachment
            | Kind::TransitGatewayRouteTable
            | Kind::Endpoint
            | Kind::EndpointService
            | Kind::SecurityGroup
            | Kind::NetworkAcl
            | Kind::LoadBalancer
            | Kind::ServiceNetwork
            | Kind::TrafficMirrorSession
            | Kind::ResolverEndpoint
            | Kind::PrivateZone => true,
        }
    }
}
