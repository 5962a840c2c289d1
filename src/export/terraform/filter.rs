//! What network ACLs and security groups have in common: protocols and ports as AWS takes them.

use super::hcl::Expr;
use crate::model::Written;
use crate::model::kinds::{PortRange, Protocol};

/// Which packets a rule is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Packets {
    /// `tcp`, `udp`, `icmp`, `icmpv6`, a number, or `-1` for every protocol.
    pub(super) protocol: String,
    /// Ports, for TCP and UDP.
    pub(super) ports: Option<PortRange>,
    /// Type and code, for ICMP; -1 for all of them.
    pub(super) icmp: Option<(i16, i16)>,
}

/// A rule's packets as they are written in the model.
pub(super) struct Drawn<'a> {
    pub(super) protocol: Option<&'a Written<Protocol>>,
    pub(super) ports: Option<&'a Written<PortRange>>,
    pub(super) icmp_type: Option<u8>,
    pub(super) icmp_code: Option<u8>,
}

impl Packets {
    /// What AWS is told; an error is why it cannot be.
    pub(super) fn of(drawn: &Drawn) -> Result<Packets, String> {
        let protocol = match drawn.protocol {
            None => Protocol::All,
            Some(written) => written.get().ok_or_else(|| format!("\"{written}\" is not a protocol."))?,
        };
        let ports = match drawn.ports {
            None => None,
            Some(written) => Some(written.get().ok_or_else(|| format!("\"{written}\" is not a range of ports."))?),
        };
        let is_icmp = matches!(protocol, Protocol::ICMP | Protocol::ICMPV6);
        if ports.is_some() && !protocol.has_ports() {
            return Err(format!("the protocol {protocol} has no ports."));
        }
        if (drawn.icmp_type.is_some() || drawn.icmp_code.is_some()) && !is_icmp {
            return Err(format!("the protocol {protocol} has no ICMP types."));
        }
        let number = |it: Option<u8>| it.map_or(-1, i16::from);
        Ok(Packets {
            protocol: match protocol {
                Protocol::All => "-1".to_owned(),
                Protocol::TCP | Protocol::UDP | Protocol::ICMP | Protocol::ICMPV6 => protocol.to_string(),
                Protocol::Number(number) => number.to_string(),
            },
            ports: protocol.has_ports().then(|| ports.unwrap_or(PortRange::ALL)),
            icmp: is_icmp.then(|| (number(drawn.icmp_type), number(drawn.icmp_code))),
        })
    }

    /// The part of a key: `tcp 443`, `icmp 8`, `all`.
    pub(super) fn key(&self) -> String {
        let protocol = if self.protocol == "-1" { "all" } else { &self.protocol };
        match (self.ports, self.icmp) {
            (Some(PortRange::ALL), _) | (_, Some((-1, -1))) | (None, None) => protocol.to_owned(),
            (Some(ports), _) => format!("{protocol} {ports}"),
            (None, Some((kind, -1))) => format!("{protocol} {kind}"),
            (None, Some((kind, code))) => format!("{protocol} {kind}/{code}"),
        }
    }

    /// First and last port; a security group takes type and code of ICMP in their place.
    pub(super) fn port_fields(&self) -> [Option<Expr>; 2] {
        match (self.ports, self.icmp) {
            (Some(ports), _) => [Some(Expr::Number(ports.first.into())), Some(Expr::Number(ports.last.into()))],
            (None, Some((kind, code))) => [Some(signed(kind)), Some(signed(code))],
            (None, None) => [None, None],
        }
    }
}

/// A number that may be -1.
pub(super) fn signed(number: i16) -> Expr {
    Expr::code(number.to_string())
}

/// Takes AWS the text as the description of a group or a rule?
/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html>
pub(super) fn is_description(text: &str) -> bool {
    text.chars().count() <= 255
        && text.chars().all(|c| c.is_ascii_alphanumeric() || " ._-:/()#,@[]+=&;{}!$*".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packets(protocol: &str, ports: Option<&str>, icmp_type: Option<u8>) -> Result<Packets, String> {
        let (protocol, ports) = (Written::parse(protocol), ports.map(Written::parse));
        Packets::of(&Drawn { protocol: Some(&protocol), ports: ports.as_ref(), icmp_type, icmp_code: None })
    }

    #[test]
    fn packets_are_said_as_aws_stores_them() {
        let key = |protocol, ports, icmp| packets(protocol, ports, icmp).map(|packets| packets.key());
        assert_eq!(key("tcp", Some("443"), None), Ok("tcp 443".into()));
        assert_eq!(key("tcp", None, None), Ok("tcp".into()));
        assert_eq!(key("icmp", None, Some(8)), Ok("icmp 8".into()));
        assert_eq!(key("all", None, None), Ok("all".into()));
        assert_eq!(key("132", None, None), Ok("132".into()));
        assert!(key("all", Some("443"), None).is_err() && key("http", None, None).is_err());
        assert!(key("tcp", None, Some(8)).is_err() && key("tcp", Some("90-80"), None).is_err());
    }
}
