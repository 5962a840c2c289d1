//! Internet gateways, NAT gateways and the public addresses they use.

pub(super) mod nat_subnet_not_public;
