//! The pages that the limits were read from, each with the day it was read.

/// A page or other place that a limit was read from.
pub(super) struct Source {
    /// Address of the AWS page; a plain name where there is no page.
    pub(super) url: &'static str,
    /// Day it was read, `YYYY-MM-DD`.
    pub(super) as_of: &'static str,
}

/// Read on the day the tables were compiled.
const fn read(url: &'static str) -> Source {
    Source { url, as_of: "2026-11-21" }
}

pub(super) const VPC_QUOTAS: Source =
    Source { url: "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html", as_of: "2026-09-26" };
pub(super) const VPC_CIDR_BLOCKS: Source =
    read("https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html");
pub(super) const SUBNET_SIZING: Source = read("https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html");
pub(super) const NAT_GATEWAY_BASICS: Source =
    read("https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html");
pub(super) const NAT_GATEWAYS_REGIONAL: Source =
    read("https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html");
pub(super) const PEERING_BASICS: Source =
    read("https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html");
pub(super) const PRIVATELINK_QUOTAS: Source =
    read("https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html");
pub(super) const GWLB_ENDPOINTS: Source =
    read("https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-load-balancer-endpoints.html");
pub(super) const TGW_QUOTAS: Source = read("https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html");
pub(super) const VPN_QUOTAS: Source = read("https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-limits.html");
pub(super) const DX_QUOTAS: Source = read("https://docs.aws.amazon.com/directconnect/latest/UserGuide/limits.html");
pub(super) const LATTICE_QUOTAS: Source = read("https://docs.aws.amazon.com/vpc-lattice/latest/ug/quotas.html");
pub(super) const MIRRORING_QUOTAS: Source =
    read("https://docs.aws.amazon.com/vpc/latest/mirroring/traffic-mirroring-quotas.html");
pub(super) const IPAM_QUOTAS: Source = read("https://docs.aws.amazon.com/vpc/latest/ipam/quotas-ipam.html");
pub(super) const DNS_QUOTAS: Source =
    read("https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html");
pub(super) const TAGGING: Source = read("https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html");

/// The service model of the AWS SDK for Python.
pub(super) const BOTOCORE: Source = read("botocore 1.44.5");
/// Tools of third parties know the quota's code and name; nobody publishes its default.
pub(super) const QUOTA_CHECKERS: Source = read("third-party quota checkers");
/// Commonly known, not looked up.
pub(super) const UNSOURCED: Source = read("common knowledge, not looked up");
