//! Security groups and their rules.

use super::source::{BOTOCORE, QUOTA_CHECKERS, VPC_QUOTAS};
use super::{Limit, Scope, Unit, hard, soft, unpublished};

/// Security groups of an account in one Region.
pub const SECURITY_GROUPS_PER_REGION: Limit =
    soft("security-groups-per-region", "VPC security groups per Region", 2500, Scope::AccountRegion, VPC_QUOTAS)
        .quota("vpc", "L-E79EC296")
        .error("SecurityGroupLimitExceeded");

/// Rules of one security group in one direction, counted for IPv4 and IPv6 apart.
pub const RULES_PER_SECURITY_GROUP: Limit = soft(
    "rules-per-security-group",
    "Inbound or outbound rules per security group",
    60,
    Scope::SecurityGroupDirectionFamily,
    VPC_QUOTAS,
)
.quota("vpc", "L-0EA8095F")
.error("RulesPerSecurityGroupLimitExceeded")
.note(
    "A rule that names a group counts in both families. Times the groups per \
     interface it may not pass 1000: 200 rules with 5 groups, 1000 with one.",
);

/// Security groups on one network interface.
pub const SECURITY_GROUPS_PER_NETWORK_INTERFACE: Limit = soft(
    "security-groups-per-network-interface",
    "Security groups per network interface",
    5,
    Scope::NetworkInterface,
    VPC_QUOTAS,
)
.quota("vpc", "L-2AFB9258")
.up_to(16)
.error("SecurityGroupsPerInterfaceLimitExceeded")
.note("AWS lowers it below 5 on request too, to allow more rules in each group.");

/// Ceiling of rules per group times groups per interface; the two quotas are raised under it.
pub const SECURITY_GROUP_RULES_PRODUCT: Limit = hard(
    "security-group-rules-product",
    "Rules per group times groups per interface",
    1000,
    Scope::NetworkInterface,
    VPC_QUOTAS,
);

/// VPCs that one security group may be associated with.
pub const SECURITY_GROUP_VPC_ASSOCIATIONS: Limit = unpublished(
    "security-group-vpc-associations",
    "VPC associations per security group",
    Scope::SecurityGroup,
    QUOTA_CHECKERS,
)
.quota("vpc", "L-A272D574")
.note("The default is not published: it is not checked.");

/// Characters in the name or description of a security group.
pub const SECURITY_GROUP_NAME_LENGTH: Limit = hard(
    "security-group-name-length",
    "Length of a security group's name or description",
    255,
    Scope::SecurityGroup,
    BOTOCORE,
)
.unit(Unit::Characters);
