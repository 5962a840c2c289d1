//! VPCs, tiers, subnets, their reservations, route tables and prefix lists.

use super::traffic::{ACCOUNT, REGION, VPC as OF_VPC};
use super::{Control, Field};
use crate::model::Kind;

const OFF: Control = Control::Switch { on_by_default: false };

pub(super) const VPC: &[Field] = &[
    Field::must("region", "Region", Control::Region, "The Region that it is in."),
    Field::may("ipv4", "IPv4 blocks", Control::Blocks, "/16 to /28; the first is the primary one and stays."),
    Field::may("ipv6", "IPv6 blocks", Control::Blocks, "/44 to /60 in steps of 4."),
    Field::may("environment", "Environment", Control::Ref(&[Kind::Environment]), "The environment it belongs to."),
    ACCOUNT,
    Field::may(
        "pool",
        "Pool",
        Control::Ref(&[Kind::AddressPool]),
        "Where its blocks come from; its environment's pool when left out.",
    ),
    Field::may(
        "dns_support",
        "DNS resolution",
        Control::Switch { on_by_default: true },
        "The Amazon DNS server answers at the base address plus two.",
    ),
    Field::may("dns_hostnames", "DNS host names", OFF, "Instances with public addresses get public DNS names."),
    Field::may(
        "tenancy",
        "Tenancy",
        Control::Choice(&[("default", "Shared hardware"), ("dedicated", "Dedicated hardware")]),
        "Whether instances share hardware with other accounts.",
    ),
    Field::may(
        "block_public_access",
        "Block public access",
        Control::Choice(&[
            ("off", "Off"),
            ("ingress", "Nothing comes in from the internet"),
            ("bidirectional", "Nothing in or out"),
        ]),
        "What the account's setting in this Region, less an exclusion, does to this VPC.",
    ),
];

pub(super) const TIER: &[Field] = &[
    OF_VPC,
    Field::may(
        "role",
        "Role",
        Control::Choice(&[("private", "Private"), ("public", "Public"), ("isolated", "Isolated")]),
        "What its subnets are meant to reach.",
    ),
    Field::may(
        "order",
        "Order",
        Control::Number { least: 0, most: 1000 },
        "Its place from the internet inward, from 0.",
    ),
    Field::may(
        "length",
        "Prefix length",
        Control::Number { least: 16, most: 28 },
        "The prefix length of a new subnet, 16 to 28; decided by the space when left out.",
    ),
];

pub(super) const SUBNET: &[Field] = &[
    OF_VPC,
    Field::must("tier", "Tier", Control::Ref(&[Kind::Tier]), "The row that it belongs to."),
    Field::may("zone", "Zone", Control::Zone, "The Availability Zone that it is in."),
    Field::may("ipv4", "IPv4 block", Control::Block, "/16 to /28; none in an IPv6-only subnet."),
    Field::may("ipv6", "IPv6 block", Control::Block, "/44 to /64 in steps of 4."),
    Field::may(
        "route_table",
        "Route table",
        Control::Ref(&[Kind::RouteTable]),
        "The table it follows; the VPC's main one when left out.",
    ),
    Field::may(
        "network_acl",
        "Network ACL",
        Control::Ref(&[Kind::NetworkAcl]),
        "The filter at its border; the VPC's main one when left out.",
    ),
    Field::may("auto_public_ip", "Public addresses", OFF, "Instances get a public IPv4 address at launch."),
    Field::may("auto_ipv6", "IPv6 addresses", OFF, "Interfaces get an IPv6 address when they are made."),
    Field::may(
        "hostname_type",
        "Host names",
        Control::Choice(&[("ip_name", "From the IPv4 address"), ("resource_name", "From the instance id")]),
        "What private DNS names of instances are made of.",
    ),
    Field::may("resource_name_a", "Resource name, IPv4", OFF, "The resource name resolves to the IPv4 address."),
    Field::may("resource_name_aaaa", "Resource name, IPv6", OFF, "The resource name resolves to the IPv6 address."),
    Field::may("dns64", "DNS64", OFF, "Names with only IPv4 addresses resolve to addresses of 64:ff9b::/96."),
];

pub(super) const SUBNET_RESERVATION: &[Field] = &[
    Field::must("subnet", "Subnet", Control::Ref(&[Kind::Subnet]), "The subnet that it is a part of."),
    Field::may("block", "Block", Control::Block, "The part of the subnet: IPv4 to /28 for prefixes, IPv6 to /80."),
    Field::may(
        "reservation",
        "For",
        Control::Choice(&[("prefix", "Prefixes"), ("explicit", "Single addresses")]),
        "What it is kept for.",
    ),
    Field::may("description", "Description", Control::Text, "What it is for."),
];

/// Where the routes of a VPC may lead.
const TARGETS: &[Kind] = &[
    Kind::InternetGateway,
    Kind::EgressOnlyGateway,
    Kind::NatGateway,
    Kind::Peering,
    Kind::TransitGateway,
    Kind::VpnGateway,
    Kind::Endpoint,
    Kind::Workload,
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
        Control::Peer { kinds: TARGETS, words: &[("local", "Local")], block: false },
        "Where the packets go.",
    ),
];

pub(super) const ROUTE_TABLE: &[Field] = &[
    OF_VPC,
    Field::may("main", "Main", OFF, "It holds for the subnets that name no table."),
    Field::may(
        "routes",
        "Routes",
        Control::Entries(ROUTE),
        "The longest prefix wins; the local routes are not listed.",
    ),
    Field::may(
        "propagating_gateways",
        "Propagation",
        Control::Refs(&[Kind::VpnGateway]),
        "VPN gateways whose learned ranges are routes in it as well.",
    ),
    Field::may(
        "edge_gateway",
        "Gateway",
        Control::Ref(&[Kind::InternetGateway, Kind::VpnGateway]),
        "The gateway whose incoming packets follow it.",
    ),
];

const ENTRY: &[Field] = &[
    Field::must("block", "Block", Control::Block, "The block."),
    Field::may("description", "Description", Control::Text, "What it is, up to 255 characters."),
];

pub(super) const PREFIX_LIST: &[Field] = &[
    REGION,
    ACCOUNT,
    Field::may(
        "service",
        "Service of AWS",
        Control::Text,
        "The service whose addresses AWS keeps in it; nothing for a list of one's own.",
    ),
    Field::may(
        "family",
        "Family",
        Control::Choice(&[("ipv4", "IPv4"), ("ipv6", "IPv6")]),
        "The family of its blocks. It cannot be changed.",
    ),
    Field::may(
        "max_entries",
        "Most entries",
        Control::Number { least: 1, most: 1000 },
        "1 to 1,000. Each use counts as so many routes or rules.",
    ),
    Field::may("entries", "Entries", Control::Entries(ENTRY), "Its blocks."),
];
