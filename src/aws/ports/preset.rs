//! Port presets: what people call a service, and the rules that let it in.
//!
//! Ports are those of the IANA registry and of the products' defaults
//! (<https://www.iana.org/assignments/service-names-port-numbers/>).

use std::fmt;

use PresetGroup::{
    Admin, Containers, Data, Directory, Infrastructure, Mail, Messaging, Monitoring, Network, Storage, Transfer, Web,
};
use PresetRule::{Icmp, Icmpv6, Protocol, Tcp, Udp};

/// A named set of rules to fill a security group or network ACL with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PortPreset {
    /// Name in kebab case that never changes.
    pub id: &'static str,
    /// Name for people.
    pub name: &'static str,
    /// What it belongs with in a menu.
    pub group: PresetGroup,
    /// What must be let in.
    pub rules: &'static [PresetRule],
}

/// What a preset belongs with. `Admin` and `Data` also say what must not face the internet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PresetGroup {
    /// Remote administration.
    Admin,
    /// Web.
    Web,
    /// Databases and caches.
    Data,
    /// Brokers and queues.
    Messaging,
    /// File and block storage.
    Storage,
    /// DNS, NTP, DHCP.
    Infrastructure,
    /// Directories and sign-on.
    Directory,
    /// Mail.
    Mail,
    /// File transfer.
    Transfer,
    /// Logs and metrics.
    Monitoring,
    /// Container platforms.
    Containers,
    /// Tunnels, routing and diagnosis.
    Network,
}

/// One line of a preset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PresetRule {
    /// TCP ports, first and last.
    Tcp(u16, u16),
    /// UDP ports, first and last.
    Udp(u16, u16),
    /// ICMP of a type; of one code, or of any.
    Icmp(u8, Option<u8>),
    /// ICMPv6 of a type; of one code, or of any.
    Icmpv6(u8, Option<u8>),
    /// A protocol without ports, by IANA number.
    Protocol(u8),
}

impl PortPreset {
    /// Whether it opens remote administration: never from the internet.
    pub fn is_admin(&self) -> bool {
        self.group == Admin
    }

    /// Whether it opens a data store: not from the internet, and best from groups only.
    pub fn is_data(&self) -> bool {
        self.group == Data
    }
}

impl PresetRule {
    /// Whether the rule covers this port of TCP (6) or UDP (17).
    pub fn covers(&self, protocol: u8, port: u16) -> bool {
        match *self {
            Tcp(first, last) => protocol == 6 && (first..=last).contains(&port),
            Udp(first, last) => protocol == 17 && (first..=last).contains(&port),
            Icmp(..) | Icmpv6(..) | Protocol(_) => false,
        }
    }
}

/// `tcp:443`, `udp:161-162`, `icmp:3/4`, `icmpv6:128`, `50`.
impl fmt::Display for PresetRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Tcp(first, last) if first == last => write!(f, "tcp:{first}"),
            Tcp(first, last) => write!(f, "tcp:{first}-{last}"),
            Udp(first, last) if first == last => write!(f, "udp:{first}"),
            Udp(first, last) => write!(f, "udp:{first}-{last}"),
            Icmp(kind, None) => write!(f, "icmp:{kind}"),
            Icmp(kind, Some(code)) => write!(f, "icmp:{kind}/{code}"),
            Icmpv6(kind, None) => write!(f, "icmpv6:{kind}"),
            Icmpv6(kind, Some(code)) => write!(f, "icmpv6:{kind}/{code}"),
            Protocol(number) => write!(f, "{number}"),
        }
    }
}

/// The preset with this id.
pub fn port_preset(id: &str) -> Option<&'static PortPreset> {
    PORT_PRESETS.iter().find(|preset| preset.id == id)
}

/// Presets with a rule that covers this port of TCP (6) or UDP (17), in menu order.
pub fn presets_for(protocol: u8, port: u16) -> impl Iterator<Item = &'static PortPreset> {
    PORT_PRESETS.iter().filter(move |preset| preset.rules.iter().any(|rule| rule.covers(protocol, port)))
}

const fn preset(id: &'static str, name: &'static str, group: PresetGroup, rules: &'static [PresetRule]) -> PortPreset {
    PortPreset { id, name, group, rules }
}

const fn tcp(port: u16) -> PresetRule {
    Tcp(port, port)
}

const fn udp(port: u16) -> PresetRule {
    Udp(port, port)
}

/// Every preset, in menu order.
#[rustfmt::skip] // One row a line.
pub const PORT_PRESETS: &[PortPreset] = &[
    preset("ssh", "SSH", Admin, &[tcp(22)]),
    preset("rdp", "Remote Desktop (RDP)", Admin, &[tcp(3389), udp(3389)]),
    preset("winrm", "Windows Remote Management", Admin, &[Tcp(5985, 5986)]),
    preset("vnc", "VNC", Admin, &[Tcp(5900, 5903)]),
    preset("telnet", "Telnet", Admin, &[tcp(23)]),
    preset("http", "HTTP", Web, &[tcp(80)]),
    preset("https", "HTTPS", Web, &[tcp(443)]),
    preset("http3", "HTTP/3 (QUIC)", Web, &[udp(443)]),
    preset("http-alt", "HTTP alternate", Web, &[tcp(8080)]),
    preset("https-alt", "HTTPS alternate", Web, &[tcp(8443)]),
    preset("mysql", "MySQL, MariaDB, Aurora MySQL", Data, &[tcp(3306)]),
    preset("postgresql", "PostgreSQL, Aurora PostgreSQL", Data, &[tcp(5432)]),
    preset("mssql", "Microsoft SQL Server", Data, &[tcp(1433)]),
    preset("oracle", "Oracle Database", Data, &[tcp(1521)]),
    preset("oracle-tls", "Oracle Database (TLS)", Data, &[tcp(2484)]),
    preset("db2", "IBM Db2", Data, &[tcp(50_000)]),
    preset("redshift", "Amazon Redshift", Data, &[tcp(5439)]),
    preset("documentdb", "MongoDB, Amazon DocumentDB", Data, &[tcp(27_017)]),
    preset("cassandra", "Apache Cassandra", Data, &[tcp(9042)]),
    preset("keyspaces", "Amazon Keyspaces", Data, &[tcp(9142)]),
    preset("neptune", "Amazon Neptune", Data, &[tcp(8182)]),
    preset("redis", "Redis, Valkey, ElastiCache, MemoryDB", Data, &[tcp(6379)]),
    preset("memcached", "Memcached", Data, &[tcp(11_211)]),
    preset("dax", "DynamoDB Accelerator (DAX)", Data, &[tcp(8111), tcp(9111)]),
    preset("opensearch", "OpenSearch, Elasticsearch (self-managed)", Data, &[tcp(9200), tcp(9300)]),
    preset("kafka", "Kafka (plain, TLS, SASL, IAM)", Messaging, &[tcp(9092), tcp(9094), tcp(9096), tcp(9098)]),
    preset("zookeeper", "ZooKeeper", Messaging, &[Tcp(2181, 2182)]),
    preset("rabbitmq", "AMQP (TLS, plain)", Messaging, &[Tcp(5671, 5672)]),
    preset("activemq", "ActiveMQ OpenWire (Amazon MQ)", Messaging, &[tcp(61_617)]),
    preset("mqtt", "MQTT over TLS", Messaging, &[tcp(8883)]),
    preset("nfs", "NFS, EFS", Storage, &[tcp(2049)]),
    preset("smb", "SMB, FSx for Windows", Storage, &[tcp(445)]),
    preset("lustre", "FSx for Lustre", Storage, &[tcp(988), Tcp(1018, 1023)]),
    preset("iscsi", "iSCSI", Storage, &[tcp(3260)]),
    preset("dns", "DNS", Infrastructure, &[tcp(53), udp(53)]),
    preset("ntp", "NTP", Infrastructure, &[udp(123)]),
    preset("dhcp", "DHCP", Infrastructure, &[Udp(67, 68)]),
    preset("ldap", "LDAP", Directory, &[tcp(389), udp(389)]),
    preset("ldaps", "LDAPS", Directory, &[tcp(636)]),
    preset("ad-global-catalog", "Active Directory global catalog", Directory, &[Tcp(3268, 3269)]),
    preset("kerberos", "Kerberos", Directory, &[tcp(88), udp(88), tcp(464), udp(464)]),
    preset("active-directory", "Active Directory, all ports of a member", Directory, &[
        tcp(53), udp(53), tcp(88), udp(88), udp(123), tcp(135), tcp(389), udp(389), tcp(445),
        tcp(464), udp(464), tcp(636), Tcp(3268, 3269), tcp(9389), Tcp(49_152, 65_535),
    ]),
    preset("smtp", "SMTP", Mail, &[tcp(25)]),
    preset("smtp-submission", "SMTP submission, SES", Mail, &[tcp(587), tcp(2587)]),
    preset("smtps", "SMTPS", Mail, &[tcp(465), tcp(2465)]),
    preset("imaps", "IMAPS", Mail, &[tcp(993)]),
    preset("pop3s", "POP3S", Mail, &[tcp(995)]),
    preset("ftp", "FTP control", Transfer, &[tcp(21)]),
    preset("sftp", "SFTP", Transfer, &[tcp(22)]),
    preset("syslog", "Syslog", Monitoring, &[udp(514), tcp(6514)]),
    preset("snmp", "SNMP", Monitoring, &[Udp(161, 162)]),
    preset("prometheus", "Prometheus", Monitoring, &[tcp(9090)]),
    preset("node-exporter", "Node exporter", Monitoring, &[tcp(9100)]),
    preset("grafana", "Grafana", Monitoring, &[tcp(3000)]),
    preset("otlp", "OpenTelemetry", Monitoring, &[Tcp(4317, 4318)]),
    preset("kubernetes-api", "Kubernetes API server", Containers, &[tcp(443), tcp(6443)]),
    preset("kubelet", "Kubelet", Containers, &[tcp(10_250)]),
    preset("nodeport", "Kubernetes NodePort", Containers, &[Tcp(30_000, 32_767), Udp(30_000, 32_767)]),
    preset("etcd", "etcd", Containers, &[Tcp(2379, 2380)]),
    preset("docker", "Docker API", Containers, &[Tcp(2375, 2376)]),
    preset("webhook", "Admission webhooks", Containers, &[tcp(9443)]),
    preset("vxlan", "VXLAN (traffic mirroring)", Network, &[udp(4789)]),
    preset("geneve", "GENEVE (Gateway Load Balancer)", Network, &[udp(6081)]),
    preset("bgp", "BGP", Network, &[tcp(179)]),
    preset("ipsec", "IPsec (IKE, NAT-T, ESP)", Network, &[udp(500), udp(4500), Protocol(50)]),
    preset("wireguard", "WireGuard", Network, &[udp(51_820)]),
    preset("openvpn", "OpenVPN, AWS Client VPN", Network, &[udp(1194), udp(443), tcp(443)]),
    preset("ping", "Ping (ICMP)", Network, &[Icmp(8, None)]),
    preset("ping6", "Ping (ICMPv6)", Network, &[Icmpv6(128, None)]),
    preset("pmtud", "Path MTU discovery", Network, &[Icmp(3, Some(4)), Icmpv6(2, None)]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preset_is_found_by_its_id() {
        for expected in PORT_PRESETS {
            assert_eq!(port_preset(expected.id), Some(expected));
        }
        assert_eq!(port_preset("gopher"), None);
    }

    #[test]
    fn a_port_names_its_presets() {
        let ids = |protocol, port| -> Vec<_> { presets_for(protocol, port).map(|preset| preset.id).collect() };
        assert_eq!(ids(6, 5432), ["postgresql"]);
        assert_eq!(ids(6, 22), ["ssh", "sftp"]);
        assert_eq!(ids(17, 162), ["snmp"]);
        assert_eq!(ids(6, 162), Vec::<&str>::new());
        assert_eq!(ids(1, 8), Vec::<&str>::new());
    }

    #[test]
    fn admin_and_data_follow_from_the_group() {
        let is = |id| port_preset(id).map(|preset| (preset.is_admin(), preset.is_data()));
        assert_eq!(is("rdp"), Some((true, false)));
        assert_eq!(is("mysql"), Some((false, true)));
        assert_eq!(is("https"), Some((false, false)));
    }
}
