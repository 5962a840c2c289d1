//! IP Address Manager.

use super::source::IPAM_QUOTAS;
use super::{Limit, Scope, Unit, hard, soft};

/// IPAMs of an account in one Region.
pub const IPAMS_PER_REGION: Limit =
    hard("ipams-per-region", "IPAMs per Region", 1, Scope::AccountRegion, IPAM_QUOTAS).quota("ec2-ipam", "L-F8B4A9E6");

/// Scopes of one IPAM.
pub const IPAM_SCOPES: Limit =
    soft("ipam-scopes", "Scopes per IPAM", 5, Scope::Ipam, IPAM_QUOTAS).quota("ec2-ipam", "L-F493CFD2");

/// Pools of one scope.
pub const IPAM_POOLS_PER_SCOPE: Limit =
    soft("ipam-pools-per-scope", "Pools per scope", 50, Scope::IpamScope, IPAM_QUOTAS).quota("ec2-ipam", "L-7319AFC3");

/// Levels of pools below each other in one scope.
pub const IPAM_POOL_DEPTH: Limit =
    soft("ipam-pool-depth", "Pool depth", 10, Scope::IpamScope, IPAM_QUOTAS).quota("ec2-ipam", "L-047C0565");

/// Blocks provisioned to one pool.
pub const IPAM_CIDRS_PER_POOL: Limit =
    soft("ipam-cidrs-per-pool", "CIDRs per pool", 50, Scope::IpamPool, IPAM_QUOTAS).quota("ec2-ipam", "L-0BC051D6");

/// Delegated IPAM administrators of one organization.
pub const IPAM_ADMINS: Limit =
    hard("ipam-admins", "IPAM administrators per organization", 1, Scope::Organization, IPAM_QUOTAS);

/// Resource discoveries of an account in one Region.
pub const IPAM_RESOURCE_DISCOVERIES: Limit =
    hard("ipam-resource-discoveries", "Resource discoveries per Region", 1, Scope::AccountRegion, IPAM_QUOTAS)
        .quota("ec2-ipam", "L-F0D8E837");

/// Resource discoveries associated with one IPAM.
pub const IPAM_RESOURCE_DISCOVERY_ASSOCIATIONS: Limit = soft(
    "ipam-resource-discovery-associations",
    "Resource discovery associations per IPAM",
    5,
    Scope::Ipam,
    IPAM_QUOTAS,
)
.quota("ec2-ipam", "L-037D1B6C");

/// Contiguous public IPv4 blocks provided by Amazon.
pub const IPAM_PUBLIC_IPV4_CONTIGUOUS: Limit = soft(
    "ipam-public-ipv4-contiguous",
    "Contiguous public IPv4 blocks from Amazon",
    2,
    Scope::AccountRegion,
    IPAM_QUOTAS,
);

/// IPv6 blocks provided by Amazon to one Regional pool.
pub const IPAM_IPV6_PER_POOL: Limit =
    soft("ipam-ipv6-per-pool", "IPv6 blocks from Amazon per Regional pool", 1, Scope::IpamPool, IPAM_QUOTAS);

/// AS numbers that an account may bring.
pub const IPAM_ASNS: Limit = soft("ipam-asns", "AS numbers brought to IPAM", 5, Scope::Account, IPAM_QUOTAS);

/// Policies of one IPAM.
pub const IPAM_POLICIES: Limit = soft("ipam-policies", "IPAM policies per IPAM", 10, Scope::Ipam, IPAM_QUOTAS);

/// Organizational units that one resource discovery may exclude.
pub const IPAM_OU_EXCLUSIONS: Limit = soft(
    "ipam-ou-exclusions",
    "Organizational units excluded per resource discovery",
    10,
    Scope::ResourceDiscovery,
    IPAM_QUOTAS,
);

/// Prefix list resolvers of one IPAM.
pub const IPAM_PREFIX_LIST_RESOLVERS: Limit =
    soft("ipam-prefix-list-resolvers", "Prefix list resolvers per IPAM", 10, Scope::Ipam, IPAM_QUOTAS);

/// Shortest prefix of an IPv6 block that Amazon provides to a pool.
pub const IPAM_IPV6_NETMASK: Limit =
    soft("ipam-ipv6-netmask", "Prefix length of the largest IPv6 block from Amazon", 52, Scope::IpamPool, IPAM_QUOTAS)
        .unit(Unit::PrefixLength);
