//! Subnets: how many, how large, what AWS keeps of each.

use super::source::{BOTOCORE, SUBNET_SIZING, VPC_QUOTAS};
use super::{Limit, Scope, Unit, hard, soft};

/// Subnets of one VPC.
pub const SUBNETS_PER_VPC: Limit = soft("subnets-per-vpc", "Subnets per VPC", 200, Scope::Vpc, VPC_QUOTAS)
    .quota("vpc", "L-407747CB")
    .error("SubnetLimitExceeded");

/// IPv6 blocks of one subnet.
pub const IPV6_CIDR_BLOCKS_PER_SUBNET: Limit =
    hard("ipv6-cidr-blocks-per-subnet", "IPv6 CIDR blocks per subnet", 1, Scope::Subnet, BOTOCORE);

/// Shortest IPv4 prefix of a subnet: the largest subnet.
pub const SUBNET_IPV4_PREFIX_MIN: Limit =
    hard("subnet-ipv4-prefix-min", "Prefix length of the largest IPv4 subnet", 16, Scope::Subnet, SUBNET_SIZING)
        .unit(Unit::PrefixLength)
        .error("InvalidSubnet.Range");

/// Longest IPv4 prefix of a subnet: the smallest subnet.
pub const SUBNET_IPV4_PREFIX_MAX: Limit =
    hard("subnet-ipv4-prefix-max", "Prefix length of the smallest IPv4 subnet", 28, Scope::Subnet, SUBNET_SIZING)
        .unit(Unit::PrefixLength)
        .error("InvalidSubnet.Range");

/// Shortest IPv6 prefix of a subnet; lengths go in steps of 4.
pub const SUBNET_IPV6_PREFIX_MIN: Limit =
    hard("subnet-ipv6-prefix-min", "Prefix length of the largest IPv6 subnet", 44, Scope::Subnet, SUBNET_SIZING)
        .unit(Unit::PrefixLength);

/// Longest IPv6 prefix of a subnet; lengths go in steps of 4.
pub const SUBNET_IPV6_PREFIX_MAX: Limit =
    hard("subnet-ipv6-prefix-max", "Prefix length of the smallest IPv6 subnet", 64, Scope::Subnet, SUBNET_SIZING)
        .unit(Unit::PrefixLength);

/// Addresses of a subnet that AWS keeps, in either family; `aws::reserved` says which.
pub const RESERVED_ADDRESSES_PER_SUBNET: Limit =
    hard("reserved-addresses-per-subnet", "Addresses that AWS keeps in a subnet", 5, Scope::Subnet, SUBNET_SIZING);

/// Subnets that may be shared with one account.
pub const SHARED_SUBNETS_PER_ACCOUNT: Limit =
    soft("shared-subnets-per-account", "Subnets that can be shared with an account", 100, Scope::Account, VPC_QUOTAS)
        .quota("vpc", "L-44499CD2");
