//! One file a noun: its fields as AWS has them, their defaults, and what it refers to.

mod account;
mod address_pool;
mod assertion;
mod comment;
mod customer_gateway;
mod direct_connect_gateway;
mod egress_only_gateway;
mod elastic_ip;
mod endpoint;
mod endpoint_service;
mod environment;
mod external_network;
mod internet_gateway;
mod load_balancer;
mod nat_gateway;
mod network_acl;
mod note;
mod peering;
mod prefix_list;
mod private_zone;
mod resolver_endpoint;
mod route_table;
mod security_group;
mod service_network;
mod settings;
mod subnet;
mod subnet_reservation;
mod tier;
mod traffic;
mod traffic_mirror_session;
mod transit_gateway;
mod transit_gateway_attachment;
mod transit_gateway_route_table;
mod vpc;
mod vpn_connection;
mod vpn_gateway;
mod workload;

pub use account::Account;
pub use address_pool::{AddressPool, PoolPolicy};
pub use assertion::{Assertion, AssertionEnd, Demand};
pub use comment::Comment;
pub use customer_gateway::CustomerGateway;
pub use direct_connect_gateway::{DirectConnectAssociation, DirectConnectGateway};
pub use egress_only_gateway::EgressOnlyGateway;
pub use elastic_ip::ElasticIp;
pub use endpoint::{Endpoint, EndpointType};
pub use endpoint_service::EndpointService;
pub use environment::Environment;
pub use external_network::{ExternalNetwork, Site};
pub use internet_gateway::InternetGateway;
pub use load_balancer::{Balancer, CrossZone, Listener, ListenerProtocol, LoadBalancer, Scheme};
pub use nat_gateway::{Availability, Connectivity, NatGateway, ZoneAddresses};
pub use network_acl::{AclAction, NetworkAcl, NetworkAclEntry};
pub use note::Note;
pub use peering::Peering;
pub use prefix_list::{ListFamily, PrefixList, PrefixListEntry};
pub use private_zone::PrivateZone;
pub use resolver_endpoint::{ForwardingRule, QueryFlow, ResolverEndpoint};
pub use route_table::{Route, RouteTable, RouteTarget};
pub use security_group::{SecurityGroup, SecurityGroupRule};
pub use service_network::{LatticeService, ServiceNetwork, ServiceNetworkAssociation};
pub use settings::{Acceptance, Settings, in_order, is_day};
pub use subnet::{HostnameType, Subnet};
pub use subnet_reservation::{ReservationType, SubnetReservation};
pub use tier::{Role, Tier};
pub use traffic::{
    AddressFamilies, Destination, Direction, PortRange, PortRangeError, Protocol, ProtocolError, RulePeer,
};
pub use traffic_mirror_session::{MirrorRule, TrafficMirrorSession};
pub use transit_gateway::TransitGateway;
pub use transit_gateway_attachment::TransitGatewayAttachment;
pub use transit_gateway_route_table::{TransitGatewayRoute, TransitGatewayRouteTable, TransitGatewayTarget};
pub use vpc::{BlockPublicAccess, Tenancy, Vpc};
pub use vpn_connection::{VpnConnection, VpnRouting};
pub use vpn_gateway::VpnGateway;
pub use workload::{Listens, Runs, Workload};

use super::EntityId;

/// Keeps default values out of files.
pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// The default of switches that AWS turns on.
pub(crate) fn yes() -> bool {
    true
}

/// Keeps switches that are on by default out of files.
pub(crate) fn is_yes(value: &bool) -> bool {
    *value
}

/// Empties a reference to an object that is gone.
pub(crate) fn let_go<T: Copy + Into<EntityId>>(field: &mut Option<T>, gone: EntityId) {
    field.take_if(|id| (*id).into() == gone);
}

/// Takes an object that is gone out of a list of references.
pub(crate) fn drop_out<T: Copy + Into<EntityId>>(list: &mut Vec<T>, gone: EntityId) {
    list.retain(|id| (*id).into() != gone);
}
