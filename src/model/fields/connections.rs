//! What joins networks: peerings, VPN, Direct Connect, transit gateways.

use super::traffic::{ACCOUNT, ASN, NETWORK, REGION};
use super::{Control, Field};
use crate::model::Kind;

const OFF: Control = Control::Switch { on_by_default: false };
const ON: Control = Control::Switch { on_by_default: true };
const TABLES: &[Kind] = &[Kind::TransitGatewayRouteTable];
const AWS_END: &[Kind] = &[Kind::VpnGateway, Kind::TransitGateway];

pub(super) const PEERING: &[Field] = &[
    Field::must("requester", "Requester", Control::Ref(&[Kind::Vpc]), "The VPC that asks."),
    Field::must("accepter", "Accepter", Control::Ref(&[Kind::Vpc]), "The VPC that accepts."),
    Field::may("requester_dns", "Requester answers privately", OFF, "Its names resolve to private addresses there."),
    Field::may("accepter_dns", "Accepter answers privately", OFF, "Its names resolve to private addresses there."),
];

pub(super) const VPN_CONNECTION: &[Field] = &[
    Field::must(
        "customer_gateway",
        "Customer gateway",
        Control::Ref(&[Kind::CustomerGateway]),
        "The customer's end of the two tunnels.",
    ),
    Field::may("gateway", "AWS end", Control::Ref(AWS_END), "A VPN gateway or a transit gateway."),
    Field::may(
        "routing",
        "Routing",
        Control::Choice(&[("bgp", "BGP"), ("static", "Static")]),
        "How each end learns of the other's ranges.",
    ),
    Field::may("static_routes", "Static routes", Control::Blocks, "The ranges behind the customer gateway."),
    Field::may(
        "tunnel_inside",
        "Tunnel blocks",
        Control::Blocks,
        "The inside blocks of the tunnels: two /30 of 169.254.0.0/16. AWS chooses when left out.",
    ),
    Field::may("acceleration", "Acceleration", OFF, "The tunnels enter AWS at the nearest edge; transit gateway only."),
];

const ASSOCIATION: &[Field] = &[
    Field::must("gateway", "Gateway", Control::Ref(AWS_END), "A VPN gateway or a transit gateway."),
    Field::may("allowed_prefixes", "Allowed prefixes", Control::Blocks, "The ranges announced to the other end."),
];

pub(super) const DIRECT_CONNECT_GATEWAY: &[Field] = &[
    ASN,
    NETWORK,
    Field::may("associations", "Associations", Control::Entries(ASSOCIATION), "The gateways that it leads to."),
    ACCOUNT,
];

pub(super) const TRANSIT_GATEWAY: &[Field] = &[
    REGION,
    ACCOUNT,
    ASN,
    Field::may("blocks", "Blocks", Control::Blocks, "For Connect peers: up to five, IPv4 to /24 and IPv6 to /64."),
    Field::may("default_association", "Default association", ON, "New attachments follow the default table."),
    Field::may("default_propagation", "Default propagation", ON, "New attachments propagate into the default table."),
    Field::may("association_table", "Default table", Control::Ref(TABLES), "The table that new attachments follow."),
    Field::may(
        "propagation_table",
        "Propagation table",
        Control::Ref(TABLES),
        "The table that new attachments propagate into.",
    ),
    Field::may("dns_support", "DNS", ON, "Public names of one VPC resolve to private addresses in another."),
    Field::may("vpn_ecmp", "Several VPN tunnels", ON, "Equal paths over VPN tunnels are used at once."),
    Field::may(
        "security_group_references",
        "Security group references",
        OFF,
        "Security groups may name groups of other attached VPCs.",
    ),
    Field::may("auto_accept", "Accept by itself", OFF, "Attachments of other accounts need no acceptance."),
    Field::may("multicast", "Multicast", OFF, "It carries multicast. Decided when it is made."),
];

pub(super) const TRANSIT_GATEWAY_ATTACHMENT: &[Field] = &[
    Field::must("transit_gateway", "Transit gateway", Control::Ref(&[Kind::TransitGateway]), "What it is attached to."),
    Field::must(
        "resource",
        "Attached",
        Control::Ref(&[Kind::Vpc, Kind::VpnConnection, Kind::DirectConnectGateway, Kind::TransitGateway]),
        "The VPC, VPN connection, Direct Connect gateway or other transit gateway.",
    ),
    Field::may("subnets", "Subnets", Control::Refs(&[Kind::Subnet]), "One in each zone that is to have a way to it."),
    Field::may(
        "associated_table",
        "Follows",
        Control::Ref(TABLES),
        "The table of its packets; the default when left out.",
    ),
    Field::may("propagating_tables", "Propagates into", Control::Refs(TABLES), "The tables that learn its ranges."),
    Field::may("appliance_mode", "Appliance mode", OFF, "Both directions of a flow keep to one zone."),
    Field::may("dns_support", "DNS", ON, "Public names of the other VPCs resolve to private addresses here."),
    Field::may("ipv6", "IPv6", OFF, "It carries IPv6."),
    Field::may(
        "security_group_references",
        "Security group references",
        ON,
        "Security groups here may name groups of other attached VPCs.",
    ),
];

const ROUTE: &[Field] = &[
    Field::must(
        "destination",
        "Destination",
        Control::Peer { kinds: &[Kind::PrefixList], words: &[], block: true },
        "A block or a prefix list.",
    ),
    Field::must(
        "target",
        "Target",
        Control::Peer { kinds: &[Kind::TransitGatewayAttachment], words: &[("blackhole", "Dropped")], block: false },
        "An attachment, or nowhere.",
    ),
];

pub(super) const TRANSIT_GATEWAY_ROUTE_TABLE: &[Field] = &[
    Field::must("transit_gateway", "Transit gateway", Control::Ref(&[Kind::TransitGateway]), "What it is a part of."),
    Field::may("routes", "Static routes", Control::Entries(ROUTE), "What attachments propagate is not listed."),
];
