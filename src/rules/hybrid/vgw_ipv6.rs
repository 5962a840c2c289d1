use crate::addressing::{CidrBlock, Family};
use crate::model::kinds::VpnConnection;
use crate::model::{Edit, VpnConnectionId, VpnGatewayId};
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A VPN connection on a VPN gateway is to carry IPv6, or to run over it.
    ///
    /// ## Why it matters
    /// VPN connections on a virtual private gateway are for IPv4 only, inside the tunnels and outside. IPv6 needs a transit
    /// gateway. (Direct Connect does bring IPv6 to a virtual private gateway.)
    ///
    /// ## What to do
    /// Put the VPN connection on a transit gateway, or leave IPv6 out.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { vgw office-end }
    /// cgw office 203.0.113.10 region=us-east-1 asn=65010
    /// vpn office cgw:office gateway=vgw:office-end routing=static static_routes=[192.168.0.0/20, 2001:db8:1::/48]
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 { vgw office-end }
    /// cgw office 203.0.113.10 region=us-east-1 asn=65010
    /// vpn office cgw:office gateway=vgw:office-end routing=static static_routes=[192.168.0.0/20]
    /// ```
    "hybrid/vgw-ipv6" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/vpn/latest/s2svpn/ipv4-ipv6.html",
            "https://docs.aws.amazon.com/vpn/latest/s2svpn/cgw-options.html",
        ],
        each: VpnConnection,
    }
}

fn check(cx: &Context<'_>, id: VpnConnectionId, connection: &VpnConnection, found: &mut Findings) {
    let Some(gateway) = connection.gateway.and_then(|gateway| gateway.typed::<VpnGatewayId>()) else { return };
    let six = |block: &CidrBlock| block.family() == Family::V6;
    let written = connection.static_routes.iter().chain(&connection.tunnel_inside);
    let blocks: Vec<CidrBlock> = written.filter_map(|block| block.get()).filter(six).collect();
    if !blocks.is_empty() {
        let message = format!(
            "{} ends on {}, a VPN gateway, which carries IPv4 only: not {}.",
            cx.name(id),
            cx.name(gateway),
            list(&blocks)
        );
        found.at(id, message).with([gateway]).field("static_routes").fix(Fix::new(
            format!("Take {} out of {}", list(&blocks), cx.name(id)),
            Safety::ChangesTraffic,
            [Edit::change(id, |connection| {
                let is_six = |family: Option<Family>| family == Some(Family::V6);
                connection.static_routes.retain(|block| !is_six(block.get().map(CidrBlock::family)));
                connection.tunnel_inside.retain(|block| !is_six(block.get().map(CidrBlock::family)));
            })],
        ));
    }
    let router = connection.customer_gateway;
    let address = cx.get(router).and_then(|router| router.address.as_ref()?.get());
    if let Some(address) = address.filter(std::net::IpAddr::is_ipv6) {
        let message = format!(
            "{} ends on {}, a VPN gateway, but {} has the IPv6 address {address}: such tunnels need a transit gateway.",
            cx.name(id),
            cx.name(gateway),
            cx.name(router)
        );
        found.at(id, message).with([gateway]).with([router]).field("gateway");
    }
}
