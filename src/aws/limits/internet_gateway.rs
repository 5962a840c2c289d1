//! Internet, egress-only and carrier gateways.

use super::source::VPC_QUOTAS;
use super::{Limit, Scope, hard, soft};

/// Internet gateways of an account in one Region.
pub const INTERNET_GATEWAYS_PER_REGION: Limit =
    soft("internet-gateways-per-region", "Internet gateways per Region", 5, Scope::AccountRegion, VPC_QUOTAS)
        .quota("vpc", "L-A4707A72")
        .error("InternetGatewayLimitExceeded")
        .note("Rises with the quota for VPCs per Region.");

/// Internet gateways attached to one VPC.
pub const INTERNET_GATEWAYS_PER_VPC: Limit =
    hard("internet-gateways-per-vpc", "Internet gateways per VPC", 1, Scope::Vpc, VPC_QUOTAS);

/// Egress-only internet gateways of an account in one Region.
pub const EGRESS_ONLY_INTERNET_GATEWAYS_PER_REGION: Limit = soft(
    "egress-only-internet-gateways-per-region",
    "Egress-only internet gateways per Region",
    5,
    Scope::AccountRegion,
    VPC_QUOTAS,
)
.quota("vpc", "L-45FE3B85")
.note("Rises with the quota for VPCs per Region.");

/// Egress-only internet gateways attached to one VPC.
pub const EGRESS_ONLY_INTERNET_GATEWAYS_PER_VPC: Limit =
    hard("egress-only-internet-gateways-per-vpc", "Egress-only internet gateways per VPC", 1, Scope::Vpc, VPC_QUOTAS);

/// Carrier gateways of one VPC.
pub const CARRIER_GATEWAYS_PER_VPC: Limit =
    hard("carrier-gateways-per-vpc", "Carrier gateways per VPC", 1, Scope::Vpc, VPC_QUOTAS);
