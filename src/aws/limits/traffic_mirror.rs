//! Traffic Mirroring.

use super::source::MIRRORING_QUOTAS;
use super::{Limit, Scope, hard};

/// Mirror sessions of an account in one Region.
pub const TM_SESSIONS_PER_ACCOUNT: Limit =
    hard("tm-sessions-per-account", "Mirror sessions per account", 10_000, Scope::AccountRegion, MIRRORING_QUOTAS)
        .error("TrafficMirrorSessionLimitExceeded");

/// Mirror sessions with the same source interface.
pub const TM_SESSIONS_PER_INTERFACE: Limit = hard(
    "tm-sessions-per-interface",
    "Mirror sessions per source interface",
    3,
    Scope::NetworkInterface,
    MIRRORING_QUOTAS,
)
.error("TrafficMirrorSessionsPerInterfaceLimitExceeded");

/// Mirror targets of an account in one Region.
pub const TM_TARGETS_PER_ACCOUNT: Limit =
    hard("tm-targets-per-account", "Mirror targets per account", 10_000, Scope::AccountRegion, MIRRORING_QUOTAS)
        .error("TrafficMirrorTargetLimitExceeded");

/// Mirror filters of an account in one Region.
pub const TM_FILTERS_PER_ACCOUNT: Limit =
    hard("tm-filters-per-account", "Mirror filters per account", 10_000, Scope::AccountRegion, MIRRORING_QUOTAS)
        .error("TrafficMirrorFilterLimitExceeded");

/// Rules of one mirror filter.
pub const TM_RULES_PER_FILTER: Limit =
    hard("tm-rules-per-filter", "Rules per mirror filter", 10, Scope::MirrorFilter, MIRRORING_QUOTAS)
        .error("TrafficMirrorFilterRuleLimitExceeded");

/// Sources that one network interface may be the target of.
pub const TM_SOURCES_PER_ENI_TARGET: Limit =
    hard("tm-sources-per-eni-target", "Sources per mirror target interface", 10, Scope::MirrorTarget, MIRRORING_QUOTAS)
        .up_to(100)
        .error("TrafficMirrorSourcesPerTargetLimitExceeded")
        .note("Up to 100 where the target is on the largest instance types.");
