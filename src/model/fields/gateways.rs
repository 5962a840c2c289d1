//! Gateways and their addresses.

use super::traffic::{ACCOUNT, ASN, NETWORK, REGION, VPC};
use super::{Control, Field};
use crate::model::Kind;

pub(super) const INTERNET_GATEWAY: &[Field] =
    &[Field::may("vpc", "VPC", Control::Ref(&[Kind::Vpc]), "The VPC that it is attached to.")];

pub(super) const EGRESS_ONLY_GATEWAY: &[Field] = &[VPC];

pub(super) const NAT_GATEWAY: &[Field] = &[
    Field::must("subnet", "Subnet", Control::Ref(&[Kind::Subnet]), "The subnet that it sits in."),
    Field::may(
        "connectivity",
        "Connectivity",
        Control::Choice(&[("public", "Public"), ("private", "Private")]),
        "Whether it translates to public addresses.",
    ),
    Field::may(
        "elastic_ips",
        "Elastic IPs",
        Control::Refs(&[Kind::ElasticIp]),
        "One, and up to seven more by default; none when private.",
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
