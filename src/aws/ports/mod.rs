//! Protocols, ICMP messages, ephemeral ports and port presets.

mod exposure;
mod preset;

pub use exposure::{DATA_PORTS, ExposedPort, MANAGEMENT_PORTS};
pub use preset::{PORT_PRESETS, PortPreset, PresetGroup, PresetRule, port_preset, presets_for};

/// An IP protocol as security groups and network ACLs write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Protocol {
    /// IANA number; -1 is AWS's word for every protocol.
    pub number: i16,
    /// Name in lower case.
    pub name: &'static str,
    /// Whether rules for it carry a port range.
    pub has_ports: bool,
}

const fn ported(number: i16, name: &'static str) -> Protocol {
    Protocol { number, name, has_ports: true }
}

const fn portless(number: i16, name: &'static str) -> Protocol {
    Protocol { number, name, has_ports: false }
}

/// Protocols with a name, by number. SCTP has ports on the wire, but AWS rules cannot name them.
pub const PROTOCOLS: &[Protocol] = &[
    portless(-1, "all"),
    portless(1, "icmp"),
    portless(2, "igmp"),
    portless(4, "ipv4-encap"),
    ported(6, "tcp"),
    ported(17, "udp"),
    portless(41, "ipv6-encap"),
    portless(47, "gre"),
    portless(50, "esp"),
    portless(51, "ah"),
    portless(58, "icmpv6"),
    portless(89, "ospf"),
    portless(94, "ipip"),
    portless(112, "vrrp"),
    portless(115, "l2tp"),
    portless(132, "sctp"),
];

/// The protocol with this number, where it has a name.
pub fn protocol(number: i16) -> Option<&'static Protocol> {
    PROTOCOLS.iter().find(|protocol| protocol.number == number)
}

/// The protocol with this name, in any case.
pub fn protocol_named(name: &str) -> Option<&'static Protocol> {
    PROTOCOLS.iter().find(|protocol| protocol.name.eq_ignore_ascii_case(name))
}

/// A kind of ICMP or ICMPv6 message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IcmpMessage {
    /// The type field.
    pub kind: u8,
    /// The code field; `None` stands for any code.
    pub code: Option<u8>,
    /// Name for people.
    pub name: &'static str,
}

const fn message(kind: u8, code: Option<u8>, name: &'static str) -> IcmpMessage {
    IcmpMessage { kind, code, name }
}

/// Messages of ICMP that rules are written for.
pub const ICMP: &[IcmpMessage] = &[
    message(0, Some(0), "echo reply"),
    message(3, None, "destination unreachable"),
    message(3, Some(4), "fragmentation needed (path MTU)"),
    message(8, Some(0), "echo request"),
    message(11, None, "time exceeded (traceroute)"),
];

/// Messages of ICMPv6 that rules are written for.
pub const ICMPV6: &[IcmpMessage] = &[
    message(1, None, "destination unreachable"),
    message(2, Some(0), "packet too big (path MTU)"),
    message(3, None, "time exceeded"),
    message(128, Some(0), "echo request"),
    message(129, Some(0), "echo reply"),
];

/// Who opens connections, and so from which ports the answers must be let back in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Client {
    /// Most Linux kernels.
    Linux,
    /// Windows Server 2008 and later.
    WindowsServer2008,
    /// Windows Server 2003 and earlier.
    WindowsServer2003,
    /// Load balancers towards their targets.
    ElasticLoadBalancing,
    /// NAT gateways.
    NatGateway,
    /// Lambda functions.
    Lambda,
    /// Anyone: what a network ACL open to the internet has to allow.
    Any,
}

/// Source ports that a client takes for its connections.
/// <https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html>
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EphemeralRange {
    /// Who takes them.
    pub client: Client,
    /// First port.
    pub from: u16,
    /// Last port.
    pub to: u16,
}

const fn ephemeral(client: Client, from: u16, to: u16) -> EphemeralRange {
    EphemeralRange { client, from, to }
}

/// The range that holds every client's ports.
pub const ANY_CLIENT: EphemeralRange = ephemeral(Client::Any, 1024, 65_535);

/// Ephemeral ports by client.
pub const EPHEMERAL_RANGES: &[EphemeralRange] = &[
    ephemeral(Client::Linux, 32_768, 61_000),
    ephemeral(Client::WindowsServer2008, 49_152, 65_535),
    ephemeral(Client::WindowsServer2003, 1025, 5000),
    ephemeral(Client::ElasticLoadBalancing, 1024, 65_535),
    ephemeral(Client::NatGateway, 1024, 65_535),
    ephemeral(Client::Lambda, 1024, 65_535),
    ANY_CLIENT,
];

/// The source ports of a client.
pub fn ephemeral_range(client: Client) -> EphemeralRange {
    *EPHEMERAL_RANGES.iter().find(|range| range.client == client).expect("every client has a row, as a test checks")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_protocol_is_found_by_number_and_by_name() {
        for expected in PROTOCOLS {
            assert_eq!(protocol(expected.number), Some(expected));
            assert_eq!(protocol_named(expected.name), Some(expected));
        }
        assert_eq!(protocol_named("TCP").map(|found| found.number), Some(6));
        assert_eq!(protocol(200), None);
    }

    #[test]
    fn only_tcp_and_udp_rules_carry_ports() {
        let named: Vec<_> = PROTOCOLS.iter().filter(|protocol| protocol.has_ports).map(|it| it.name).collect();
        assert_eq!(named, ["tcp", "udp"]);
    }

    #[test]
    fn every_client_has_ephemeral_ports_inside_those_of_any_client() {
        use Client::*;
        for client in [Linux, WindowsServer2008, WindowsServer2003, ElasticLoadBalancing, NatGateway, Lambda] {
            let range = ephemeral_range(client);
            assert_eq!(range.client, client);
            assert!(ANY_CLIENT.from <= range.from && range.from < range.to);
        }
        assert_eq!(ephemeral_range(Any), ANY_CLIENT);
    }
}
