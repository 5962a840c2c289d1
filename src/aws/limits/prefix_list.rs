//! Customer-managed prefix lists.

use super::source::VPC_QUOTAS;
use super::{Limit, Scope, soft};

/// Customer-managed prefix lists of an account in one Region.
pub const PREFIX_LISTS_PER_REGION: Limit =
    soft("prefix-lists-per-region", "Prefix lists per Region", 100, Scope::AccountRegion, VPC_QUOTAS)
        .note("AWS raises it only through a support case.");

/// Versions kept of one prefix list.
pub const PREFIX_LIST_VERSIONS: Limit =
    soft("prefix-list-versions", "Versions per prefix list", 1000, Scope::PrefixList, VPC_QUOTAS);

/// Entries that one prefix list may be sized for.
pub const PREFIX_LIST_ENTRIES: Limit =
    soft("prefix-list-entries", "Entries per prefix list", 1000, Scope::PrefixList, VPC_QUOTAS).note(
        "What counts in a route table or security group is the size of the list, not the \
     entries in use.",
    );

/// References to one prefix list from one type of resource.
pub const PREFIX_LIST_REFERENCES: Limit = soft(
    "prefix-list-references",
    "References to a prefix list per resource type",
    10_000,
    Scope::PrefixListResourceType,
    VPC_QUOTAS,
);
