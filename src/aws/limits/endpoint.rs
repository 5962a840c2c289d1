//! VPC endpoints (PrivateLink).

use super::source::{GWLB_ENDPOINTS, PRIVATELINK_QUOTAS};
use super::{Limit, Scope, Unit, hard, soft};

/// Interface and Gateway Load Balancer endpoints of one VPC, together.
pub const INTERFACE_ENDPOINTS_PER_VPC: Limit = soft(
    "interface-endpoints-per-vpc",
    "Interface and Gateway Load Balancer endpoints per VPC",
    50,
    Scope::Vpc,
    PRIVATELINK_QUOTAS,
)
.quota("vpc", "L-29B6F2EB")
.error("VpcEndpointLimitExceeded");

/// Gateway endpoints of an account in one Region.
pub const GATEWAY_ENDPOINTS_PER_REGION: Limit = soft(
    "gateway-endpoints-per-region",
    "Gateway VPC endpoints per Region",
    20,
    Scope::AccountRegion,
    PRIVATELINK_QUOTAS,
)
.quota("vpc", "L-1B52E74A")
.error("VpcEndpointLimitExceeded");

/// Gateway endpoints of one VPC.
pub const GATEWAY_ENDPOINTS_PER_VPC: Limit =
    hard("gateway-endpoints-per-vpc", "Gateway VPC endpoints per VPC", 255, Scope::Vpc, PRIVATELINK_QUOTAS);

/// Resource endpoints of one VPC.
pub const RESOURCE_ENDPOINTS_PER_VPC: Limit =
    soft("resource-endpoints-per-vpc", "Resource VPC endpoints per VPC", 200, Scope::Vpc, PRIVATELINK_QUOTAS)
        .quota("vpc", "L-CA6CC422");

/// Service network endpoints of one VPC.
pub const SERVICE_NETWORK_ENDPOINTS_PER_VPC: Limit = soft(
    "service-network-endpoints-per-vpc",
    "Service network VPC endpoints per VPC",
    50,
    Scope::Vpc,
    PRIVATELINK_QUOTAS,
)
.quota("vpc", "L-3B4E38D2");

/// Characters of one endpoint policy, white space included.
pub const ENDPOINT_POLICY_SIZE: Limit =
    hard("endpoint-policy-size", "Size of an endpoint policy", 20_480, Scope::Endpoint, PRIVATELINK_QUOTAS)
        .unit(Unit::Characters);

/// Bandwidth that an endpoint grows to in one Availability Zone; it starts at 10 Gbps.
pub const ENDPOINT_BANDWIDTH_PER_AZ: Limit =
    soft("endpoint-bandwidth-per-az", "Bandwidth per endpoint and zone", 100, Scope::EndpointZone, PRIVATELINK_QUOTAS)
        .unit(Unit::Gbps);

/// Subnets that an interface endpoint may take in one Availability Zone.
pub const SUBNETS_PER_AZ_INTERFACE_ENDPOINT: Limit = hard(
    "subnets-per-az-interface-endpoint",
    "Subnets per zone of an interface endpoint",
    1,
    Scope::EndpointZone,
    PRIVATELINK_QUOTAS,
)
.error("DuplicateSubnetsInSameZone");

/// Subnets of a Gateway Load Balancer endpoint.
pub const SUBNETS_PER_GWLB_ENDPOINT: Limit =
    hard("subnets-per-gwlb-endpoint", "Subnets per Gateway Load Balancer endpoint", 1, Scope::Endpoint, GWLB_ENDPOINTS);
