//! Network interfaces, and what one may send to the link-local services.

use super::source::VPC_QUOTAS;
use super::{Limit, Scope, Unit, hard, soft};

/// Network interfaces of an account in one Availability Zone.
pub const NETWORK_INTERFACES_PER_AZ: Limit =
    soft("network-interfaces-per-az", "Network interfaces per Region", 5000, Scope::AccountZone, VPC_QUOTAS)
        .quota("vpc", "L-DF5E4CA3")
        .error("NetworkInterfaceLimitExceeded")
        .note(
            "The quota is named per Region but enforced per zone: three zones hold three \
     times as many.",
        );

/// Packets a second from one interface to DNS, metadata, NTP and Windows activation together.
pub const DNS_PACKETS_PER_INTERFACE: Limit = hard(
    "dns-packets-per-interface",
    "Packets to link-local services per network interface",
    1024,
    Scope::NetworkInterface,
    VPC_QUOTAS,
)
.unit(Unit::PacketsPerSecond);
