//! VPC peering.

use super::source::{PEERING_BASICS, VPC_QUOTAS};
use super::{Limit, Scope, Unit, hard, soft};

/// Active peering connections of one VPC.
pub const ACTIVE_PEERINGS_PER_VPC: Limit =
    soft("active-peerings-per-vpc", "Active VPC peering connections per VPC", 50, Scope::Vpc, VPC_QUOTAS)
        .quota("vpc", "L-7E9ECCDB")
        .up_to(125)
        .error("ActiveVpcPeeringConnectionPerVpcLimitExceeded");

/// Peering requests that an account has sent and nobody has accepted.
pub const OUTSTANDING_PEERING_REQUESTS: Limit =
    soft("outstanding-peering-requests", "Outstanding VPC peering connection requests", 25, Scope::Account, VPC_QUOTAS)
        .quota("vpc", "L-DC9F7029")
        .error("OutstandingVpcPeeringConnectionLimitExceeded");

/// Hours after which a request that nobody accepted lapses.
pub const PEERING_REQUEST_EXPIRY: Limit =
    hard("peering-request-expiry", "Life of an unaccepted peering request", 168, Scope::PeeringRequest, VPC_QUOTAS)
        .unit(Unit::Hours);

/// Peering connections between the same two VPCs.
pub const PEERINGS_PER_VPC_PAIR: Limit =
    hard("peerings-per-vpc-pair", "Peering connections per pair of VPCs", 1, Scope::VpcPair, PEERING_BASICS)
        .error("VpcPeeringConnectionAlreadyExists");
