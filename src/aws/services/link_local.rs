//! Addresses that every VPC answers itself, without a route.

/// A service at a link-local address, or a range of such addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkLocalService {
    /// One address, or a prefix with its length. IPv6 where it has a colon.
    pub address: &'static str,
    /// What answers there, for people.
    pub service: &'static str,
    /// Page that states it; empty where it was not looked up.
    pub source: &'static str,
}

const fn at(address: &'static str, service: &'static str, source: &'static str) -> LinkLocalService {
    LinkLocalService { address, service, source }
}

const METADATA: &str = "Instance metadata (IMDS)";
const RESOLVER: &str = "Route 53 Resolver (Amazon DNS)";
const TIME: &str = "Amazon Time Sync (NTP)";
const ACTIVATION: &str = "Windows activation (KMS)";
const UNROUTABLE: &str = "Routes may not name this range or part of it";

const DNS_PAGE: &str = "https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html";
const ROUTES_PAGE: &str = "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html";
const LATTICE_PAGE: &str = "https://docs.aws.amazon.com/vpc-lattice/latest/ug/security-groups.html";
const SIZING_PAGE: &str = "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html";

/// Link-local services and ranges.
pub const LINK_LOCAL_SERVICES: &[LinkLocalService] = &[
    at("169.254.169.254", METADATA, ""),
    at("fd00:ec2::254", METADATA, ""),
    at("169.254.169.253", RESOLVER, DNS_PAGE),
    at("fd00:ec2::253", RESOLVER, DNS_PAGE),
    at("169.254.169.123", TIME, ""),
    at("fd00:ec2::123", TIME, ""),
    at("169.254.169.250", ACTIVATION, ""),
    at("169.254.169.251", ACTIVATION, ""),
    at("169.254.170.2", "ECS task metadata and credentials", ""),
    at("169.254.170.23", "EKS Pod Identity agent", ""),
    at("169.254.171.0/24", "VPC Lattice (its managed prefix list decides)", LATTICE_PAGE),
    at("169.254.168.0/22", UNROUTABLE, ROUTES_PAGE),
    at("fd00:ec2::/32", UNROUTABLE, ROUTES_PAGE),
    at("fe80:ec2::1", "VPC router", SIZING_PAGE),
];
