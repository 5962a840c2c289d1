//! Route tables, and where they lead.

pub(super) mod public_tier_without_gateway_route;
