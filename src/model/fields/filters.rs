//! What lets packets through, and what copies them.

use super::traffic::{ACTION, DIRECTION, ICMP_CODE, ICMP_TYPE, NUMBER, PORTS, PROTOCOL, VPC};
use super::{Control, Field};
use crate::model::Kind;

const RULE: &[Field] = &[
    DIRECTION,
    PROTOCOL,
    PORTS,
    ICMP_TYPE,
    ICMP_CODE,
    Field::must(
        "peer",
        "With",
        Control::Peer { kinds: &[Kind::SecurityGroup, Kind::PrefixList], words: &[], block: true },
        "A block, a security group or a prefix list.",
    ),
    Field::may("description", "Description", Control::Text, "Up to 255 characters."),
];

pub(super) const SECURITY_GROUP: &[Field] = &[
    VPC,
    Field::may("description", "Description", Control::Text, "Up to 255 characters. A new one needs a new group."),
    Field::may("rules", "Rules", Control::Entries(RULE), "What it allows; replies always pass."),
];

const ENTRY: &[Field] = &[
    DIRECTION,
    NUMBER,
    ACTION,
    PROTOCOL,
    PORTS,
    ICMP_TYPE,
    ICMP_CODE,
    Field::must("block", "Block", Control::Block, "From where, or to where."),
];

pub(super) const NETWORK_ACL: &[Field] = &[
    VPC,
    Field::may(
        "main",
        "Main",
        Control::Switch { on_by_default: false },
        "It holds for the subnets that name no network ACL.",
    ),
    Field::may(
        "entries",
        "Entries",
        Control::Entries(ENTRY),
        "The lowest number that fits decides; replies need their own.",
    ),
];

const MIRROR_RULE: &[Field] = &[
    DIRECTION,
    NUMBER,
    ACTION,
    PROTOCOL,
    Field::must("source_block", "From", Control::Block, "From where."),
    Field::must("destination_block", "To", Control::Block, "To where."),
    Field::may("source_ports", "From ports", Control::Ports, "A port or a range; all when left out."),
    Field::may("destination_ports", "To ports", Control::Ports, "A port or a range; all when left out."),
];

pub(super) const TRAFFIC_MIRROR_SESSION: &[Field] = &[
    Field::must("source", "Source", Control::Ref(&[Kind::Workload]), "The workload whose packets are copied."),
    Field::may(
        "target",
        "Target",
        Control::Ref(&[Kind::Workload, Kind::LoadBalancer, Kind::Endpoint]),
        "A workload, a Network Load Balancer or a Gateway Load Balancer endpoint.",
    ),
    Field::may("filter", "Filter", Control::Entries(MIRROR_RULE), "What is copied; what fits no rule is not."),
    Field::may(
        "number",
        "Session number",
        Control::Number { least: 1, most: 32_766 },
        "Its place among the sessions of the source; 1 when left out.",
    ),
    Field::may("vni", "VXLAN id", Control::Number { least: 0, most: 16_777_215 }, "AWS chooses when left out."),
    Field::may(
        "packet_length",
        "Bytes of each packet",
        Control::Number { least: 1, most: 65_535 },
        "The whole packet when left out.",
    ),
];
