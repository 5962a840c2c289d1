//! Route 53 Resolver, private hosted zones, Profiles and DHCP option sets.

use super::source::{DNS_QUOTAS, UNSOURCED};
use super::{Limit, Scope, Unit, hard, soft};

/// Resolver endpoints of an account in one Region.
pub const RESOLVER_ENDPOINTS: Limit =
    soft("resolver-endpoints", "Resolver endpoints per Region", 4, Scope::AccountRegion, DNS_QUOTAS);

/// Addresses of one Resolver endpoint at most.
pub const RESOLVER_IPS_PER_ENDPOINT: Limit =
    soft("resolver-ips-per-endpoint", "Addresses per Resolver endpoint", 6, Scope::Endpoint, DNS_QUOTAS);

/// Addresses of one Resolver endpoint at least.
pub const RESOLVER_IPS_PER_ENDPOINT_MIN: Limit =
    hard("resolver-ips-per-endpoint-min", "Least addresses per Resolver endpoint", 2, Scope::Endpoint, DNS_QUOTAS);

/// Target addresses of one Resolver rule.
pub const RESOLVER_IPS_PER_RULE: Limit =
    hard("resolver-ips-per-rule", "Target addresses per Resolver rule", 6, Scope::ResolverRule, DNS_QUOTAS);

/// Resolver rules of an account in one Region.
pub const RESOLVER_RULES: Limit =
    soft("resolver-rules", "Resolver rules per Region", 1000, Scope::AccountRegion, DNS_QUOTAS);

/// Associations of Resolver rules with VPCs in one Region.
pub const RESOLVER_RULE_ASSOCIATIONS: Limit =
    soft("resolver-rule-associations", "Resolver rule associations per Region", 2000, Scope::AccountRegion, DNS_QUOTAS);

/// UDP queries a second through one address of an endpoint.
pub const RESOLVER_QPS_PER_IP: Limit = hard(
    "resolver-qps-per-ip",
    "Queries per address of a Resolver endpoint",
    10_000,
    Scope::EndpointAddress,
    DNS_QUOTAS,
)
.unit(Unit::QueriesPerSecond);

/// Query log configurations of an account in one Region.
pub const RESOLVER_QUERY_LOG_CONFIGS: Limit =
    soft("resolver-query-log-configs", "Query log configurations per Region", 20, Scope::AccountRegion, DNS_QUOTAS);

/// DNS Firewall rule groups associated with one VPC.
pub const DNS_FIREWALL_RULE_GROUPS_PER_VPC: Limit =
    hard("dns-firewall-rule-groups-per-vpc", "DNS Firewall rule groups per VPC", 5, Scope::Vpc, DNS_QUOTAS);

/// VPCs associated with one private hosted zone.
pub const PHZ_VPCS: Limit = soft("phz-vpcs", "VPCs per private hosted zone", 300, Scope::HostedZone, DNS_QUOTAS);

/// Route 53 Profiles of an account in one Region.
pub const ROUTE53_PROFILES: Limit =
    soft("route53-profiles", "Route 53 Profiles per Region", 5, Scope::AccountRegion, DNS_QUOTAS);

/// VPCs associated with one Route 53 Profile.
pub const ROUTE53_PROFILE_VPCS: Limit =
    soft("route53-profile-vpcs", "VPCs per Route 53 Profile", 1000, Scope::Route53Profile, DNS_QUOTAS);

/// DNS servers of one DHCP option set.
pub const DHCP_DNS_SERVERS: Limit =
    hard("dhcp-dns-servers", "DNS servers per DHCP option set", 4, Scope::DhcpOptionSet, UNSOURCED);
