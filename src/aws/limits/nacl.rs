//! Network ACLs and their entries.

use super::source::{BOTOCORE, VPC_QUOTAS};
use super::{Limit, Scope, hard, soft};

/// Network ACLs of one VPC.
pub const NETWORK_ACLS_PER_VPC: Limit =
    soft("network-acls-per-vpc", "Network ACLs per VPC", 200, Scope::Vpc, VPC_QUOTAS)
        .quota("vpc", "L-B4A6D682")
        .error("NetworkAclLimitExceeded");

/// Entries of one network ACL in one direction.
pub const RULES_PER_NETWORK_ACL: Limit =
    soft("rules-per-network-acl", "Rules per network ACL (each direction)", 20, Scope::NetworkAclDirection, VPC_QUOTAS)
        .quota("vpc", "L-2AEEBF1A")
        .up_to(40)
        .error("NetworkAclEntryLimitExceeded")
        .note(
            "Raisable to 40 inbound and 40 outbound. Until 2023 AWS counted each address \
     family, and the closing deny.",
        );

/// Highest number that an entry of a network ACL may carry.
pub const NETWORK_ACL_RULE_NUMBER_MAX: Limit =
    hard("network-acl-rule-number-max", "Highest network ACL rule number", 32_766, Scope::NetworkAcl, BOTOCORE);
