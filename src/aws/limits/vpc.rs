//! VPC: how many, how large, how much of their addresses may be used.

use super::source::{VPC_CIDR_BLOCKS, VPC_QUOTAS};
use super::{Limit, Scope, Unit, hard, soft};

/// VPCs in one Region, default VPC included.
pub const VPCS_PER_REGION: Limit = soft("vpcs-per-region", "VPCs per Region", 5, Scope::AccountRegion, VPC_QUOTAS)
    .quota("vpc", "L-F678F1CE")
    .error("VpcLimitExceeded")
    .note(
        "Default VPCs count. AWS grants hundreds, and raises the internet gateway quota \
     with it.",
    );

/// IPv4 blocks of one VPC, the primary one included.
pub const IPV4_CIDR_BLOCKS_PER_VPC: Limit =
    soft("ipv4-cidr-blocks-per-vpc", "IPv4 CIDR blocks per VPC", 5, Scope::Vpc, VPC_QUOTAS)
        .quota("vpc", "L-83CA0A9D")
        .up_to(50)
        .error("CidrLimitExceeded")
        .note("The primary block counts.");

/// IPv6 blocks of one VPC.
pub const IPV6_CIDR_BLOCKS_PER_VPC: Limit =
    soft("ipv6-cidr-blocks-per-vpc", "IPv6 CIDR blocks per VPC", 5, Scope::Vpc, VPC_QUOTAS)
        .quota("vpc", "L-085A6257")
        .up_to(50);

/// Shortest IPv4 prefix of a VPC block: the largest block.
pub const VPC_IPV4_PREFIX_MIN: Limit =
    hard("vpc-ipv4-prefix-min", "Prefix length of the largest IPv4 VPC block", 16, Scope::Vpc, VPC_CIDR_BLOCKS)
        .unit(Unit::PrefixLength)
        .error("InvalidVpc.Range");

/// Longest IPv4 prefix of a VPC block: the smallest block.
pub const VPC_IPV4_PREFIX_MAX: Limit =
    hard("vpc-ipv4-prefix-max", "Prefix length of the smallest IPv4 VPC block", 28, Scope::Vpc, VPC_CIDR_BLOCKS)
        .unit(Unit::PrefixLength)
        .error("InvalidVpc.Range");

/// Shortest IPv6 prefix of a VPC block from IPAM or BYOIP; lengths go in steps of 4.
pub const VPC_IPV6_PREFIX_MIN: Limit =
    hard("vpc-ipv6-prefix-min", "Prefix length of the largest IPv6 VPC block", 44, Scope::Vpc, VPC_CIDR_BLOCKS)
        .unit(Unit::PrefixLength);

/// Longest IPv6 prefix of a VPC block from IPAM or BYOIP; lengths go in steps of 4.
pub const VPC_IPV6_PREFIX_MAX: Limit =
    hard("vpc-ipv6-prefix-max", "Prefix length of the smallest IPv6 VPC block", 60, Scope::Vpc, VPC_CIDR_BLOCKS)
        .unit(Unit::PrefixLength)
        .note("A block that Amazon provides is always a /56.");

/// VPCs and subnets that may be excluded from VPC Block Public Access.
pub const VPC_BPA_EXCLUSIONS: Limit = soft(
    "vpc-bpa-exclusions",
    "VPC Block Public Access exclusions per account per Region",
    50,
    Scope::AccountRegion,
    VPC_QUOTAS,
)
.quota("vpc", "L-42B9C2CA");

/// Network Address Usage units of one VPC; `aws::nau` has the weights.
pub const NETWORK_ADDRESS_USAGE: Limit =
    soft("network-address-usage", "Network Address Usage", 64_000, Scope::Vpc, VPC_QUOTAS)
        .quota("vpc", "L-BB24F6E5")
        .up_to(256_000)
        .unit(Unit::AddressUsage)
        .error("NetworkAddressUsageLimitExceeded");

/// Network Address Usage units of a VPC and everything it is peered with in its Region.
pub const PEERED_NETWORK_ADDRESS_USAGE: Limit =
    soft("peered-network-address-usage", "Peered Network Address Usage", 128_000, Scope::VpcAndPeers, VPC_QUOTAS)
        .quota("vpc", "L-CD17FD4B")
        .up_to(512_000)
        .unit(Unit::AddressUsage)
        .error("NetworkAddressUsagePeeredLimitExceeded");

/// Accounts that subnets of one VPC may be shared with.
pub const PARTICIPANT_ACCOUNTS_PER_VPC: Limit =
    soft("participant-accounts-per-vpc", "Participant accounts per VPC", 100, Scope::Vpc, VPC_QUOTAS)
        .quota("vpc", "L-2C462E13");
