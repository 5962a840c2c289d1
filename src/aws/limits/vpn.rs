//! Site-to-Site VPN, virtual private gateways and customer gateways.

use super::source::VPN_QUOTAS;
use super::{Limit, Scope, Unit, hard, soft};

/// Virtual private gateways attached to one VPC.
pub const VIRTUAL_PRIVATE_GATEWAYS_PER_VPC: Limit =
    hard("virtual-private-gateways-per-vpc", "Virtual private gateways per VPC", 1, Scope::Vpc, VPN_QUOTAS)
        .error("InvalidVpcState");

/// Customer gateways of an account in one Region.
pub const CUSTOMER_GATEWAYS_PER_REGION: Limit =
    soft("customer-gateways-per-region", "Customer gateways per Region", 50, Scope::AccountRegion, VPN_QUOTAS)
        .quota("ec2", "L-4FB7FF5D")
        .error("CustomerGatewayLimitExceeded");

/// Virtual private gateways of an account in one Region.
pub const VIRTUAL_PRIVATE_GATEWAYS_PER_REGION: Limit = soft(
    "virtual-private-gateways-per-region",
    "Virtual private gateways per Region",
    5,
    Scope::AccountRegion,
    VPN_QUOTAS,
)
.quota("ec2", "L-7029FAB6")
.error("VpnGatewayLimitExceeded");

/// Site-to-Site VPN connections of an account in one Region.
pub const VPN_CONNECTIONS_PER_REGION: Limit =
    soft("vpn-connections-per-region", "Site-to-Site VPN connections per Region", 50, Scope::AccountRegion, VPN_QUOTAS)
        .quota("ec2", "L-3E6EC3A3")
        .error("VpnConnectionLimitExceeded");

/// VPN connections on one virtual private gateway.
pub const VPN_CONNECTIONS_PER_VGW: Limit = soft(
    "vpn-connections-per-vgw",
    "Site-to-Site VPN connections per virtual private gateway",
    10,
    Scope::VirtualPrivateGateway,
    VPN_QUOTAS,
)
.quota("ec2", "L-B91E5754");

/// Accelerated VPN connections of an account in one Region.
pub const VPN_ACCELERATED_PER_REGION: Limit =
    soft("vpn-accelerated-per-region", "Accelerated VPN connections per Region", 10, Scope::AccountRegion, VPN_QUOTAS);

/// VPN connections of an account in one Region that end on no gateway yet.
pub const VPN_UNASSOCIATED_PER_REGION: Limit = soft(
    "vpn-unassociated-per-region",
    "Unassociated VPN connections per Region",
    10,
    Scope::AccountRegion,
    VPN_QUOTAS,
);

/// Connections with large-bandwidth tunnels of an account in one Region.
pub const VPN_LARGE_BANDWIDTH_PER_REGION: Limit = soft(
    "vpn-large-bandwidth-per-region",
    "Large-bandwidth VPN connections per Region",
    50,
    Scope::AccountRegion,
    VPN_QUOTAS,
);

/// VPN concentrators of an account in one Region.
pub const VPN_CONCENTRATORS_PER_REGION: Limit =
    soft("vpn-concentrators-per-region", "VPN concentrators per Region", 50, Scope::AccountRegion, VPN_QUOTAS);

/// Remote sites on one VPN concentrator.
pub const VPN_SITES_PER_CONCENTRATOR: Limit =
    soft("vpn-sites-per-concentrator", "Sites per VPN concentrator", 100, Scope::VpnConcentrator, VPN_QUOTAS);

/// Dynamic routes a customer gateway may advertise to a VPN on a virtual private gateway.
pub const VPN_ROUTES_IN_VGW: Limit = hard(
    "vpn-routes-in-vgw",
    "Routes from on-premises to a VPN on a virtual private gateway",
    100,
    Scope::VpnConnection,
    VPN_QUOTAS,
);

/// Routes that a VPN on a virtual private gateway advertises to its customer gateway.
pub const VPN_ROUTES_OUT_VGW: Limit = hard(
    "vpn-routes-out-vgw",
    "Routes to on-premises from a VPN on a virtual private gateway",
    1000,
    Scope::VpnConnection,
    VPN_QUOTAS,
);

/// Dynamic routes a customer gateway may advertise to a VPN on a transit gateway.
pub const VPN_ROUTES_IN_TGW: Limit = hard(
    "vpn-routes-in-tgw",
    "Routes from on-premises to a VPN on a transit gateway",
    1000,
    Scope::VpnConnection,
    VPN_QUOTAS,
);

/// Routes that a VPN on a transit gateway advertises to its customer gateway.
pub const VPN_ROUTES_OUT_TGW: Limit = hard(
    "vpn-routes-out-tgw",
    "Routes to on-premises from a VPN on a transit gateway",
    5000,
    Scope::VpnConnection,
    VPN_QUOTAS,
);

/// Static routes of a VPN on a virtual private gateway.
pub const VPN_STATIC_ROUTES_VGW: Limit = hard(
    "vpn-static-routes-vgw",
    "Static routes per VPN on a virtual private gateway",
    100,
    Scope::VpnConnection,
    VPN_QUOTAS,
);

/// Bandwidth of one standard tunnel.
pub const VPN_TUNNEL_BANDWIDTH_STANDARD: Limit =
    hard("vpn-tunnel-bandwidth-standard", "Bandwidth of a standard tunnel", 1250, Scope::VpnTunnel, VPN_QUOTAS)
        .unit(Unit::Mbps);

/// Bandwidth of one large-bandwidth tunnel (transit gateway or Cloud WAN).
pub const VPN_TUNNEL_BANDWIDTH_LARGE: Limit =
    hard("vpn-tunnel-bandwidth-large", "Bandwidth of a large-bandwidth tunnel", 5000, Scope::VpnTunnel, VPN_QUOTAS)
        .unit(Unit::Mbps);

/// Packets a second through one standard tunnel.
pub const VPN_TUNNEL_PPS_STANDARD: Limit =
    hard("vpn-tunnel-pps-standard", "Packet rate of a standard tunnel", 140_000, Scope::VpnTunnel, VPN_QUOTAS)
        .unit(Unit::PacketsPerSecond);

/// Packets a second through one large-bandwidth tunnel.
pub const VPN_TUNNEL_PPS_LARGE: Limit =
    hard("vpn-tunnel-pps-large", "Packet rate of a large-bandwidth tunnel", 400_000, Scope::VpnTunnel, VPN_QUOTAS)
        .unit(Unit::PacketsPerSecond);

/// Largest packet through a VPN tunnel; the TCP segment is 1406 bytes.
pub const VPN_MTU: Limit = hard("vpn-mtu", "MTU of a VPN tunnel", 1446, Scope::VpnTunnel, VPN_QUOTAS).unit(Unit::Bytes);
