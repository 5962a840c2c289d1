//! Ports of services that nobody on the internet should reach.

/// A port, or a range of them, and what listens there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExposedPort {
    /// The lowest port.
    pub first: u16,
    /// The highest port.
    pub last: u16,
    /// What listens there.
    pub service: &'static str,
}

const fn one(port: u16, service: &'static str) -> ExposedPort {
    ExposedPort { first: port, last: port, service }
}

/// Where machines and clusters are managed, by port.
/// <https://www.iana.org/assignments/service-names-port-numbers>
pub const MANAGEMENT_PORTS: &[ExposedPort] = &[
    one(22, "SSH"),
    one(23, "Telnet"),
    ExposedPort { first: 135, last: 139, service: "Windows RPC and NetBIOS" },
    one(445, "SMB"),
    ExposedPort { first: 2375, last: 2376, service: "the Docker API" },
    one(3389, "RDP"),
    one(5900, "VNC"),
    ExposedPort { first: 5985, last: 5986, service: "WinRM" },
    one(6443, "the Kubernetes API"),
    one(10250, "the kubelet"),
];

/// Where databases, caches, queues and file systems answer, by port.
/// <https://www.iana.org/assignments/service-names-port-numbers>
pub const DATA_PORTS: &[ExposedPort] = &[
    one(1433, "SQL Server"),
    one(1521, "Oracle"),
    one(2049, "NFS"),
    one(3306, "MySQL"),
    one(5432, "PostgreSQL"),
    one(5439, "Redshift"),
    one(6379, "Redis"),
    one(9042, "Cassandra"),
    one(9092, "Kafka"),
    one(9200, "Elasticsearch"),
    one(11211, "memcached"),
    one(27017, "MongoDB"),
];
