//! Elastic IP addresses.

use super::source::VPC_QUOTAS;
use super::{Limit, Scope, soft};

/// Elastic IP addresses of an account in one Region.
pub const ELASTIC_IPS_PER_REGION: Limit =
    soft("elastic-ips-per-region", "EC2-VPC Elastic IPs", 5, Scope::AccountRegion, VPC_QUOTAS)
        .quota("ec2", "L-0263D0A3")
        .error("AddressLimitExceeded");

/// Elastic IP addresses on one zonal public NAT gateway.
pub const ELASTIC_IPS_PER_PUBLIC_NAT_GATEWAY: Limit = soft(
    "elastic-ips-per-public-nat-gateway",
    "Elastic IP address quota per NAT gateway",
    2,
    Scope::PublicNatGateway,
    VPC_QUOTAS,
)
.quota("vpc", "L-5F53652F")
.up_to(8);
