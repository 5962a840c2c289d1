use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::addressing::CidrBlock;
use crate::aws::ports::{protocol, protocol_named};
use crate::model::{EntityId, PrefixListId, Ref, SecurityGroupId, Written};

/// An IP protocol as rules name it: by name, or by its IANA number, 0 to 255.
///
/// <https://www.iana.org/assignments/protocol-numbers/protocol-numbers.xhtml>
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Protocol {
    /// Every protocol.
    #[default]
    All,
    /// The one with this number: 6 is TCP.
    Number(u8),
}

impl Protocol {
    /// ICMP for IPv4.
    pub const ICMP: Protocol = Protocol::Number(1);
    /// TCP.
    pub const TCP: Protocol = Protocol::Number(6);
    /// UDP.
    pub const UDP: Protocol = Protocol::Number(17);
    /// ICMP for IPv6.
    pub const ICMPV6: Protocol = Protocol::Number(58);

    /// Do rules for it carry a port range?
    pub fn has_ports(self) -> bool {
        matches!(self, Protocol::TCP | Protocol::UDP)
    }

    /// Do rules for it carry an ICMP type and code?
    pub fn has_types(self) -> bool {
        matches!(self, Protocol::ICMP | Protocol::ICMPV6)
    }
}

impl fmt::Display for Protocol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Protocol::All => f.write_str("all"),
            Protocol::Number(number) => match protocol(i16::from(*number)) {
                Some(named) => f.write_str(named.name),
                None => number.fmt(f),
            },
        }
    }
}

impl FromStr for Protocol {
    type Err = ProtocolError;

    fn from_str(text: &str) -> Result<Protocol, ProtocolError> {
        let wrong = || ProtocolError(text.chars().take(40).collect());
        match protocol_named(text).map(|known| known.number) {
            Some(number) => Ok(u8::try_from(number).map_or(Protocol::All, Protocol::Number)),
            None if text == "-1" => Ok(Protocol::All),
            None => text.parse().map(Protocol::Number).map_err(|_| wrong()),
        }
    }
}

/// A text that is no protocol.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a protocol. Write all, tcp, udp, icmp, icmpv6 or a number from 0 to 255.")]
pub struct ProtocolError(String);

/// Ports from `first` to `last`, both included: `443`, `1024-65535`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PortRange {
    /// The lowest port, 0 to 65535.
    pub first: u16,
    /// The highest port, not below the lowest.
    pub last: u16,
}

impl PortRange {
    /// Every port.
    pub const ALL: PortRange = PortRange { first: 0, last: u16::MAX };

    /// One port.
    pub const fn one(port: u16) -> PortRange {
        PortRange { first: port, last: port }
    }

    /// Is `port` one of them?
    pub fn contains(self, port: u16) -> bool {
        (self.first..=self.last).contains(&port)
    }
}

impl fmt::Display for PortRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.first == self.last {
            true => self.first.fmt(f),
            false => write!(f, "{}-{}", self.first, self.last),
        }
    }
}

impl FromStr for PortRange {
    type Err = PortRangeError;

    fn from_str(text: &str) -> Result<PortRange, PortRangeError> {
        let wrong = || PortRangeError(text.chars().take(40).collect());
        let port = |text: &str| text.trim().parse::<u16>().map_err(|_| wrong());
        let (first, last) = match text.split_once('-') {
            Some((first, last)) => (port(first)?, port(last)?),
            None => (port(text)?, port(text)?),
        };
        if first <= last { Ok(PortRange { first, last }) } else { Err(wrong()) }
    }
}

/// A text that is no port or range of ports.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a port or a range of ports. Write 443, or 1024-65535 with the lower port first.")]
pub struct PortRangeError(String);

/// Which way packets go through a filter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// In.
    #[default]
    Ingress,
    /// Out.
    Egress,
}

/// Which addresses an endpoint or a load balancer has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AddressFamilies {
    /// IPv4 only.
    #[default]
    Ipv4,
    /// IPv4 and IPv6.
    DualStack,
    /// IPv6 only.
    Ipv6,
}

/// Writes a type that is one text as that text, and reads it back through its `read`.
macro_rules! as_text {
    ($($name:ident),+) => {$(
        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
                $name::read(&text).map_err(serde::de::Error::custom)
            }
        }
    )+};
}
pub(super) use as_text;

as_text!(Destination, RulePeer);

/// Which packets a route is for: those to a block, or to the blocks of a prefix list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Destination {
    /// A block as it was written.
    Block(Written<CidrBlock>),
    /// The entries of a prefix list.
    PrefixList(PrefixListId),
}

impl Destination {
    fn read(text: &str) -> Result<Destination, std::convert::Infallible> {
        Ok(match text.parse() {
            Ok(list) => Destination::PrefixList(list),
            Err(_) => Destination::Block(Written::parse(text)),
        })
    }

    /// The block, when it is a sound one; `None` for a prefix list.
    pub fn get(&self) -> Option<CidrBlock> {
        self.written().and_then(Written::get)
    }

    /// The block as it was written; `None` for a prefix list.
    pub fn written(&self) -> Option<&Written<CidrBlock>> {
        match self {
            Destination::Block(block) => Some(block),
            Destination::PrefixList(_) => None,
        }
    }

    /// The block as it was written, to be corrected.
    pub fn written_mut(&mut self) -> Option<&mut Written<CidrBlock>> {
        match self {
            Destination::Block(block) => Some(block),
            Destination::PrefixList(_) => None,
        }
    }

    /// The prefix list, when it is one.
    pub fn prefix_list(&self) -> Option<PrefixListId> {
        match self {
            Destination::Block(_) => None,
            Destination::PrefixList(list) => Some(*list),
        }
    }
}

impl From<CidrBlock> for Destination {
    fn from(block: CidrBlock) -> Destination {
        Destination::Block(block.into())
    }
}

impl From<Written<CidrBlock>> for Destination {
    fn from(block: Written<CidrBlock>) -> Destination {
        Destination::Block(block)
    }
}

impl fmt::Display for Destination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Destination::Block(block) => block.fmt(f),
            Destination::PrefixList(list) => list.fmt(f),
        }
    }
}

/// Who is at the other end of what a security group rule allows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RulePeer {
    /// Addresses of a block, as it was written.
    Block(Written<CidrBlock>),
    /// Interfaces in a security group: of this VPC, or of one peered in the same Region.
    Group(SecurityGroupId),
    /// Addresses of a prefix list.
    PrefixList(PrefixListId),
}

impl RulePeer {
    fn read(text: &str) -> Result<RulePeer, std::convert::Infallible> {
        Ok(match (text.parse(), text.parse()) {
            (Ok(group), _) => RulePeer::Group(group),
            (_, Ok(list)) => RulePeer::PrefixList(list),
            _ => RulePeer::Block(Written::parse(text)),
        })
    }

    /// The object that it names.
    pub fn object(&self) -> Option<EntityId> {
        match self {
            RulePeer::Block(_) => None,
            RulePeer::Group(group) => Some((*group).into()),
            RulePeer::PrefixList(list) => Some((*list).into()),
        }
    }

    /// The block as it was written, when it is one.
    pub fn written(&self) -> Option<&Written<CidrBlock>> {
        match self {
            RulePeer::Block(block) => Some(block),
            RulePeer::Group(_) | RulePeer::PrefixList(_) => None,
        }
    }

    /// The block as it was written, to be corrected.
    pub fn written_mut(&mut self) -> Option<&mut Written<CidrBlock>> {
        match self {
            RulePeer::Block(block) => Some(block),
            RulePeer::Group(_) | RulePeer::PrefixList(_) => None,
        }
    }

    pub(super) fn as_ref(&self, field: &'static str) -> Option<Ref> {
        self.object().map(|id| Ref::other(field, id))
    }
}

impl fmt::Display for RulePeer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RulePeer::Block(block) => block.fmt(f),
            RulePeer::Group(group) => group.fmt(f),
            RulePeer::PrefixList(list) => list.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn protocols_are_read_by_name_and_number() {
        let all = ["all", "-1", "TCP", "6", "17", "icmpv6", "0", "255"].map(|text| text.parse::<Protocol>());
        let texts = all.map(|protocol| protocol.expect("a protocol").to_string());
        assert_eq!(texts, ["all", "all", "tcp", "tcp", "udp", "icmpv6", "0", "255"]);
        assert!("256".parse::<Protocol>().is_err());
        assert!(Protocol::TCP.has_ports() && !Protocol::All.has_ports());
    }

    #[test]
    fn a_range_of_ports_has_the_lower_port_first() {
        let read = |text: &str| text.parse::<PortRange>();
        assert_eq!(read("443"), Ok(PortRange::one(443)));
        assert_eq!(read("0-65535"), Ok(PortRange::ALL));
        assert!(read("1024 - 65535").is_ok_and(|ports| ports.contains(1024) && !ports.contains(1023)));
        assert!(read("https").is_err() && read("20-10").is_err() && read("65536").is_err());
    }
}
