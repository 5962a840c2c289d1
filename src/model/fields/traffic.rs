//! Fields that several kinds share.

use super::{Control, Field};
use crate::model::Kind;

pub(super) const ACCOUNT: Field =
    Field::may("account", "Account", Control::Ref(&[Kind::Account]), "The account that owns it.");
pub(super) const REGION: Field = Field::may("region", "Region", Control::Region, "The Region that it is in.");
pub(super) const VPC: Field = Field::must("vpc", "VPC", Control::Ref(&[Kind::Vpc]), "The VPC that it is in.");
pub(super) const ASN: Field = Field::may(
    "asn",
    "ASN",
    Control::Number { least: 64_512, most: 4_294_967_294 },
    "Its BGP number on the AWS side: 64512 to 65534, or 4200000000 to 4294967294. 64512 when left out.",
);
pub(super) const NETWORK: Field =
    Field::may("network", "Network", Control::Ref(&[Kind::ExternalNetwork]), "The network behind it.");
pub(super) const GROUPS: Field = Field::may(
    "security_groups",
    "Security groups",
    Control::Refs(&[Kind::SecurityGroup]),
    "The groups whose rules hold for it, together.",
);
pub(super) const ADDRESSES: Field = Field::may(
    "addresses",
    "Addresses",
    Control::Choice(&[("ipv4", "IPv4"), ("dual_stack", "IPv4 and IPv6"), ("ipv6", "IPv6")]),
    "Which addresses it has.",
);
pub(super) const DIRECTION: Field =
    Field::may("direction", "Direction", Control::Choice(&[("ingress", "In"), ("egress", "Out")]), "Which way.");
pub(super) const PROTOCOL: Field =
    Field::may("protocol", "Protocol", Control::Protocol, "A name or a number, 0 to 255; all of them when left out.");
pub(super) const PORTS: Field =
    Field::may("ports", "Ports", Control::Ports, "A port or a range, 0 to 65535, of TCP or UDP; all when left out.");
pub(super) const ICMP_TYPE: Field = Field::may(
    "icmp_type",
    "ICMP type",
    Control::Number { least: 0, most: 255 },
    "The type of ICMP messages, 0 to 255; all of them when left out.",
);
pub(super) const ICMP_CODE: Field = Field::may(
    "icmp_code",
    "ICMP code",
    Control::Number { least: 0, most: 255 },
    "The code of the ICMP type, 0 to 255; all of them when left out.",
);
pub(super) const ACTION: Field =
    Field::may("action", "Action", Control::Choice(&[("allow", "Allow"), ("deny", "Deny")]), "What becomes of it.");
pub(super) const NUMBER: Field = Field::must(
    "number",
    "Number",
    Control::Number { least: 1, most: 32_766 },
    "1 to 32766, once in each direction; the lowest that fits decides.",
);
