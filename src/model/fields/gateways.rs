//! Gateways and their addresses.

use super::traffic::{ACCOUNT, ASN, NETWORK, REGION, VPC};
use super::{Control, Field};
use crate::model::Kind;

pub(super) const INTERNET_GATEWAY: &[Field] =
    &[Field::may("vpc", "VPC", Control::Ref(&[Kind::Vpc]), "The VPC that it is attached to.")];

pub(super) const EGRESS_ONLY_GATEWAY: &[Field] = &[VPC];

const ZONE_ADDRESSES: &[Field] = &[
    Field::must("zone", "Zone", Control::Zone, "The zone in which it has these addresses."),
    Field::may("elastic_ips", "Elastic IPs", Control::Refs(&[Kind::ElasticIp]), "One, and up to 31 more."),
];

pub(super) const NAT_GATEWAY: &[Field] = &[
    Field::may(
        "availability",
        "Availability",
        Control::Choice(&[("zonal", "Zonal"), ("regional", "Regional")]),
        "In the zone of its subnet, or in every zone of the VPC.",
    ),
    Field::may("subnet", "Subnet", Control::Ref(&[Kind::Subnet]), "The subnet that a zonal one sits in."),
    Field::may("vpc", "VPC", Control::Ref(&[Kind::Vpc]), "The VPC that a regional one belongs to."),
    Field::may(
        "connectivity",
        "Connectivity",
        Control::Choice(&[("public", "Public"), ("private", "Private")]),
        "Whether it translates to public addresses; a regional one always does.",
    ),
    Field::may(
        "elastic_ips",
        "Elastic IPs",
        Control::Refs(&[Kind::ElasticIp]),
        "Of a zonal one: one, and up to seven more by default; none when private.",
    ),
    Field::may(
        "zone_addresses",
        "Addresses by zone",
        Control::Entries(ZONE_ADDRESSES),
        "Of a regional one, in manual mode; with none AWS chooses zones and addresses.",
    ),
];

pub(super) const ELASTIC_IP: &[Field] = &[
    REGION,
    ACCOUNT,
    Field::may("address", "Address", Control::Address, "The IPv4 address, where it exists already."),
];

pub(super) const VPN_GATEWAY: &[Field] =
    &[Field::may("vpc", "VPC", Control::Ref(&[Kind::Vpc]), "The VPC that it is attached to."), ASN];

pub(super) const CUSTOMER_GATEWAY: &[Field] = &[
    Field::may("address", "Address", Control::Address, "Where the tunnels end, as AWS sees it."),
    NETWORK,
    Field::may(
        "asn",
        "ASN",
        Control::Number { least: 1, most: u32::MAX },
        "Its BGP number, 1 to 4294967295; 65000 when left out.",
    ),
    REGION,
    ACCOUNT,
];
