//! NAT gateways: how many, and what one carries.

use super::source::{NAT_GATEWAY_BASICS, NAT_GATEWAYS_REGIONAL, QUOTA_CHECKERS, VPC_QUOTAS};
use super::{Limit, Scope, Unit, hard, soft, unpublished};

/// NAT gateways of an account in one Availability Zone.
pub const NAT_GATEWAYS_PER_AZ: Limit =
    soft("nat-gateways-per-az", "NAT gateways per Availability Zone", 5, Scope::AccountZone, VPC_QUOTAS)
        .quota("vpc", "L-FE5A380F")
        .error("NatGatewayLimitExceeded")
        .note("Gateways that are pending or being deleted count as well.");

/// NAT gateways of one VPC; came with regional NAT gateways.
pub const NAT_GATEWAYS_PER_VPC: Limit =
    unpublished("nat-gateways-per-vpc", "NAT gateways per VPC", Scope::Vpc, QUOTA_CHECKERS)
        .quota("vpc", "L-12E49864")
        .note(
            "AWS has this quota since regional NAT gateways, but its default is not \
     published: it is not checked.",
        );

/// Private addresses of one NAT gateway, primary and secondary.
pub const PRIVATE_IPS_PER_NAT_GATEWAY: Limit =
    soft("private-ips-per-nat-gateway", "Private IP address quota per NAT gateway", 8, Scope::NatGateway, VPC_QUOTAS)
        .quota("vpc", "L-DFA99DE7")
        .note("The primary address counts too.");

/// Addresses that a regional NAT gateway may have in one Availability Zone.
pub const ADDRESSES_PER_AZ_REGIONAL_NAT_GATEWAY: Limit = hard(
    "addresses-per-az-regional-nat-gateway",
    "Addresses per zone of a regional NAT gateway",
    32,
    Scope::RegionalNatGatewayZone,
    NAT_GATEWAYS_REGIONAL,
);

/// Connections that one NAT address can hold open to one destination address, port and protocol.
pub const CONNECTIONS_PER_NAT_ADDRESS: Limit = hard(
    "connections-per-nat-address",
    "Connections per NAT address and destination",
    55_000,
    Scope::NatAddressDestination,
    NAT_GATEWAY_BASICS,
);

/// Bandwidth that a NAT gateway grows to; it starts at 5 Gbps.
pub const NAT_GATEWAY_BANDWIDTH: Limit =
    hard("nat-gateway-bandwidth", "Bandwidth of a NAT gateway", 100, Scope::NatGateway, NAT_GATEWAY_BASICS)
        .unit(Unit::Gbps);

/// Packets a second that a NAT gateway grows to; it starts at a million.
pub const NAT_GATEWAY_PPS: Limit =
    hard("nat-gateway-pps", "Packet rate of a NAT gateway", 10_000_000, Scope::NatGateway, NAT_GATEWAY_BASICS)
        .unit(Unit::PacketsPerSecond);
