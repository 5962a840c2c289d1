use cidraw::model::Kind;
use leptos::prelude::*;

use super::account::AccountFields;
use super::address_pool::AddressPoolFields;
use super::elastic_ip::ElasticIpFields;
use super::environment::EnvironmentFields;
use super::internet_gateway::InternetGatewayFields;
use super::nat_gateway::NatGatewayFields;
use super::peering::PeeringFields;
use super::route_table::RouteTableFields;
use super::subjects::Subjects;
use super::subnet::SubnetFields;
use super::table::{FurtherFields, TableFields};
use super::tier::TierFields;
use super::vpc::VpcFields;

/// The fields beside those of the components of their kinds.
const VPC: &[&str] = &["tenancy", "block_public_access"];
const SUBNET: &[&str] =
    &["network_acl", "auto_ipv6", "hostname_type", "resource_name_a", "resource_name_aaaa", "dns64"];
const ROUTE_TABLE: &[&str] = &["propagating_gateways", "edge_gateway"];

/// The fields of a kind: one file each, or from the table of all fields.
#[component]
pub fn KindFields(
    /// The kind of all subjects.
    kind: Kind,
    /// The objects.
    subjects: Subjects,
) -> impl IntoView {
    match kind {
        Kind::Account => view! { <AccountFields subjects=subjects /> }.into_any(),
        Kind::Environment => view! { <EnvironmentFields subjects=subjects /> }.into_any(),
        Kind::AddressPool => view! { <AddressPoolFields subjects=subjects /> }.into_any(),
        Kind::Vpc => view! {
            <VpcFields subjects=subjects />
            <FurtherFields kind=kind paths=VPC subjects=subjects />
        }
        .into_any(),
        Kind::Tier => view! { <TierFields subjects=subjects /> }.into_any(),
        Kind::Subnet => view! {
            <SubnetFields subjects=subjects />
            <FurtherFields kind=kind paths=SUBNET subjects=subjects />
        }
        .into_any(),
        Kind::RouteTable => view! {
            <RouteTableFields subjects=subjects />
            <FurtherFields kind=kind paths=ROUTE_TABLE subjects=subjects />
        }
        .into_any(),
        Kind::InternetGateway => view! { <InternetGatewayFields subjects=subjects /> }.into_any(),
        Kind::NatGateway => view! { <NatGatewayFields subjects=subjects /> }.into_any(),
        Kind::ElasticIp => view! { <ElasticIpFields subjects=subjects /> }.into_any(),
        Kind::Peering => view! { <PeeringFields subjects=subjects /> }.into_any(),
        Kind::ExternalNetwork
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
        | Kind::Workload
        | Kind::LoadBalancer
        | Kind::ServiceNetwork
        | Kind::TrafficMirrorSession
        | Kind::ResolverEndpoint
        | Kind::PrivateZone
        | Kind::Assertion
        | Kind::Note
        | Kind::Comment => view! { <TableFields kind=kind subjects=subjects /> }.into_any(),
        // The settings are shown when nothing is selected.
        Kind::Settings => ().into_any(),
    }
}
