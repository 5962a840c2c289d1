//! Transit gateways.

use super::source::TGW_QUOTAS;
use super::{Limit, Scope, Unit, hard, soft};

/// Transit gateways of an account in one Region.
pub const TRANSIT_GATEWAYS_PER_ACCOUNT: Limit =
    soft("transit-gateways-per-account", "Transit gateways per account", 5, Scope::AccountRegion, TGW_QUOTAS)
        .quota("ec2", "L-A2478D36");

/// CIDR blocks assigned to one transit gateway, for Connect.
pub const TGW_CIDR_BLOCKS: Limit =
    hard("tgw-cidr-blocks", "CIDR blocks per transit gateway", 5, Scope::TransitGateway, TGW_QUOTAS);

/// Route tables of one transit gateway.
pub const TGW_ROUTE_TABLES: Limit =
    soft("tgw-route-tables", "Transit gateway route tables per transit gateway", 20, Scope::TransitGateway, TGW_QUOTAS)
        .quota("ec2", "L-43872EB7");

/// Routes, dynamic and static, in all route tables of one transit gateway together.
pub const TGW_ROUTES_TOTAL: Limit =
    soft("tgw-routes-total", "Routes per transit gateway", 10_000, Scope::TransitGateway, TGW_QUOTAS)
        .note("Raised only through your AWS account team.");

/// Static routes for one prefix to one attachment in a transit gateway route table.
pub const TGW_STATIC_ROUTES_PER_PREFIX_ATTACHMENT: Limit = hard(
    "tgw-static-routes-per-prefix-attachment",
    "Static routes per prefix and attachment",
    1,
    Scope::TransitGatewayRouteTable,
    TGW_QUOTAS,
);

/// Attachments of one transit gateway.
pub const TGW_ATTACHMENTS: Limit =
    soft("tgw-attachments", "Attachments per transit gateway", 5000, Scope::TransitGateway, TGW_QUOTAS)
        .quota("ec2", "L-E0233F82");

/// Transit gateways that one VPC may be attached to.
pub const TGW_PER_VPC: Limit = hard("tgw-per-vpc", "Transit gateways per VPC", 5, Scope::Vpc, TGW_QUOTAS);

/// Attachments of one VPC to the same transit gateway.
pub const TGW_ATTACHMENTS_PER_VPC_AND_TGW: Limit = hard(
    "tgw-attachments-per-vpc-and-tgw",
    "Attachments of a VPC to one transit gateway",
    1,
    Scope::VpcTransitGateway,
    TGW_QUOTAS,
)
.error("DuplicateTransitGatewayAttachment");

/// Peering attachments of one transit gateway.
pub const TGW_PEERING_ATTACHMENTS: Limit =
    soft("tgw-peering-attachments", "Peering attachments per transit gateway", 50, Scope::TransitGateway, TGW_QUOTAS)
        .quota("ec2", "L-A1B5A36F");

/// Peering attachments of one transit gateway that wait for acceptance.
pub const TGW_PEERING_PENDING: Limit = soft(
    "tgw-peering-pending",
    "Pending peering attachments per transit gateway",
    10,
    Scope::TransitGateway,
    TGW_QUOTAS,
)
.quota("ec2", "L-62499967");

/// Peering attachments between the same two transit gateways, or one and a Cloud WAN edge.
pub const TGW_PEERING_PER_PAIR: Limit = hard(
    "tgw-peering-per-pair",
    "Peering attachments per pair of transit gateways",
    1,
    Scope::TransitGatewayPair,
    TGW_QUOTAS,
);

/// Connect peers (GRE tunnels) of one Connect attachment.
pub const TGW_CONNECT_PEERS: Limit =
    hard("tgw-connect-peers", "Connect peers per Connect attachment", 4, Scope::ConnectAttachment, TGW_QUOTAS);

/// Dynamic routes that an appliance may advertise to one Connect peer.
pub const TGW_CONNECT_ROUTES_IN: Limit =
    soft("tgw-connect-routes-in", "Routes from an appliance to a Connect peer", 1000, Scope::ConnectPeer, TGW_QUOTAS);

/// Routes that one Connect peer advertises to an appliance.
pub const TGW_CONNECT_ROUTES_OUT: Limit =
    hard("tgw-connect-routes-out", "Routes from a Connect peer to an appliance", 5000, Scope::ConnectPeer, TGW_QUOTAS);

/// VPN concentrators of one transit gateway.
pub const TGW_VPN_CONCENTRATORS: Limit =
    hard("tgw-vpn-concentrators", "VPN concentrators per transit gateway", 5, Scope::TransitGateway, TGW_QUOTAS).note(
        "The VPN quota page says that it can be raised; the transit gateway page says \
     that it cannot.",
    );

/// Bandwidth of a VPC attachment in one Availability Zone, each direction.
pub const TGW_BANDWIDTH_VPC_ATTACHMENT: Limit = soft(
    "tgw-bandwidth-vpc-attachment",
    "Bandwidth per VPC attachment and zone",
    100,
    Scope::AttachmentZone,
    TGW_QUOTAS,
)
.unit(Unit::Gbps);

/// Packets a second of a VPC attachment in one Availability Zone.
pub const TGW_PPS_VPC_ATTACHMENT: Limit = soft(
    "tgw-pps-vpc-attachment",
    "Packet rate per VPC attachment and zone",
    7_500_000,
    Scope::AttachmentZone,
    TGW_QUOTAS,
)
.unit(Unit::PacketsPerSecond);

/// Bandwidth of a Direct Connect gateway or peering attachment per Availability Zone.
pub const TGW_BANDWIDTH_DX_PEERING: Limit = soft(
    "tgw-bandwidth-dx-peering",
    "Bandwidth per Direct Connect or peering attachment and zone",
    100,
    Scope::AttachmentZone,
    TGW_QUOTAS,
)
.unit(Unit::Gbps);

/// Bandwidth of one Connect peer.
pub const TGW_BANDWIDTH_CONNECT_PEER: Limit =
    hard("tgw-bandwidth-connect-peer", "Bandwidth per Connect peer", 5, Scope::ConnectPeer, TGW_QUOTAS)
        .unit(Unit::Gbps);

/// Direct Connect gateways attached to one transit gateway.
pub const TGW_DX_GATEWAYS: Limit =
    hard("tgw-dx-gateways", "Direct Connect gateways per transit gateway", 20, Scope::TransitGateway, TGW_QUOTAS);

/// Transit gateways associated with one Direct Connect gateway.
pub const TGW_PER_DX_GATEWAY: Limit =
    hard("tgw-per-dx-gateway", "Transit gateways per Direct Connect gateway", 6, Scope::DxGateway, TGW_QUOTAS);

/// Multicast domains of one transit gateway.
pub const TGW_MULTICAST_DOMAINS: Limit =
    soft("tgw-multicast-domains", "Multicast domains per transit gateway", 20, Scope::TransitGateway, TGW_QUOTAS);

/// Multicast members and sources (network interfaces) of one transit gateway.
pub const TGW_MULTICAST_INTERFACES: Limit = soft(
    "tgw-multicast-interfaces",
    "Multicast interfaces per transit gateway",
    10_000,
    Scope::TransitGateway,
    TGW_QUOTAS,
);

/// Multicast domains that one VPC may be associated with.
pub const TGW_MULTICAST_ASSOCIATIONS_PER_VPC: Limit =
    soft("tgw-multicast-associations-per-vpc", "Multicast domain associations per VPC", 20, Scope::Vpc, TGW_QUOTAS);
