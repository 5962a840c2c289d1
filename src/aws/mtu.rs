//! The largest packet that each stretch of a path carries.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/network_mtu.html>

/// A stretch of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MtuPath {
    /// Inside one VPC, also between zones.
    WithinVpc,
    /// Peering in one Region.
    PeeringSameRegion,
    /// Peering between Regions.
    PeeringInterRegion,
    /// Internet gateway.
    InternetGateway,
    /// Egress-only internet gateway.
    EgressOnlyInternetGateway,
    /// NAT gateway.
    NatGateway,
    /// Transit gateway: VPC, Direct Connect, Connect and peering attachments.
    TransitGateway,
    /// Transit gateway: VPN attachments.
    TransitGatewayVpn,
    /// Site-to-Site VPN tunnel.
    SiteToSiteVpn,
    /// Direct Connect private virtual interface without jumbo frames.
    DirectConnectPrivateVif,
    /// Direct Connect transit virtual interface without jumbo frames.
    DirectConnectTransitVif,
    /// Interface endpoint.
    InterfaceEndpoint,
    /// Gateway Load Balancer.
    GatewayLoadBalancer,
    /// VPC Lattice.
    VpcLattice,
    /// IPv4 packet of a mirror source that still reaches its target whole.
    MirrorSourceIpv4,
    /// IPv6 packet of a mirror source that still reaches its target whole.
    MirrorSourceIpv6,
}

/// The MTU of a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mtu {
    /// Where it holds.
    pub path: MtuPath,
    /// Largest IP packet in bytes.
    pub bytes: u16,
    /// What a reader must know beside it; often empty.
    pub note: &'static str,
    /// Page that states it; empty where it was not looked up.
    pub source: &'static str,
}

/// MTU of a Direct Connect private virtual interface with jumbo frames.
pub const JUMBO_PRIVATE_VIF: u16 = 9001;

/// MTU of a Direct Connect transit virtual interface with jumbo frames.
pub const JUMBO_TRANSIT_VIF: u16 = 8500;

/// Bytes that VXLAN adds to a mirrored IPv4 packet.
pub const MIRROR_OVERHEAD_IPV4: u16 = 54;

/// Bytes that VXLAN adds to a mirrored IPv6 packet.
pub const MIRROR_OVERHEAD_IPV6: u16 = 74;

/// Bytes that GENEVE adds between a Gateway Load Balancer and its appliance.
pub const GENEVE_OVERHEAD: u16 = 68;

/// Largest TCP segment through a Site-to-Site VPN tunnel.
pub const VPN_SEGMENT: u16 = 1406;

const fn row(path: MtuPath, bytes: u16, note: &'static str, source: &'static str) -> Mtu {
    Mtu { path, bytes, note, source }
}

const EC2_PAGE: &str = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/network_mtu.html";
const PEERING_PAGE: &str = "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html";
const NAT_PAGE: &str = "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html";
const TGW_PAGE: &str = "https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html";
const VPN_PAGE: &str = "https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-limits.html";
const ENDPOINT_PAGE: &str = "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html";
const LATTICE_PAGE: &str = "https://docs.aws.amazon.com/vpc-lattice/latest/ug/quotas.html";
const MIRROR_TARGETS_PAGE: &str = "https://docs.aws.amazon.com/vpc/latest/mirroring/traffic-mirroring-targets.html";
const MIRROR_PAGE: &str = "https://docs.aws.amazon.com/vpc/latest/mirroring/traffic-mirroring-network-limitations.html";

/// The MTU of every stretch.
pub const MTUS: &[Mtu] = &[
    row(MtuPath::WithinVpc, 9001, "", EC2_PAGE),
    row(MtuPath::PeeringSameRegion, 9001, "", PEERING_PAGE),
    row(MtuPath::PeeringInterRegion, 8500, "Older documents say 1500.", PEERING_PAGE),
    row(MtuPath::InternetGateway, 1500, "", EC2_PAGE),
    row(MtuPath::EgressOnlyInternetGateway, 1500, "", ""),
    row(MtuPath::NatGateway, 8500, "1500 where it goes on to the internet.", NAT_PAGE),
    row(MtuPath::TransitGateway, 8500, "Path MTU discovery works only from VPC and Connect attachments.", TGW_PAGE),
    row(MtuPath::TransitGatewayVpn, 1500, "Before IPsec takes its share.", TGW_PAGE),
    row(
        MtuPath::SiteToSiteVpn,
        1446,
        "Less for some ciphers. No path MTU discovery; TCP segments up to 1406 bytes.",
        VPN_PAGE,
    ),
    row(MtuPath::DirectConnectPrivateVif, 1500, "9001 with jumbo frames.", ""),
    row(MtuPath::DirectConnectTransitVif, 1500, "8500 with jumbo frames.", ""),
    row(MtuPath::InterfaceEndpoint, 8500, "No path MTU discovery: larger packets are dropped.", ENDPOINT_PAGE),
    row(MtuPath::GatewayLoadBalancer, 8500, "", MIRROR_TARGETS_PAGE),
    row(MtuPath::VpcLattice, 8500, "", LATTICE_PAGE),
    row(MtuPath::MirrorSourceIpv4, 9001 - MIRROR_OVERHEAD_IPV4, "", MIRROR_PAGE),
    row(MtuPath::MirrorSourceIpv6, 9001 - MIRROR_OVERHEAD_IPV6, "", MIRROR_PAGE),
];

/// The MTU of a stretch.
pub fn mtu(path: MtuPath) -> &'static Mtu {
    MTUS.iter().find(|mtu| mtu.path == path).expect("every path has a row, as a test checks")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stretch_has_one_row() {
        // The last variant: all before it have smaller discriminants.
        assert_eq!(MTUS.len(), MtuPath::MirrorSourceIpv6 as usize + 1);
        for row in MTUS {
            assert_eq!(mtu(row.path), row);
        }
    }

    #[test]
    fn a_tunnel_carries_less_than_the_internet() {
        assert!(mtu(MtuPath::SiteToSiteVpn).bytes < mtu(MtuPath::InternetGateway).bytes);
        assert!(VPN_SEGMENT < mtu(MtuPath::SiteToSiteVpn).bytes);
    }
}
