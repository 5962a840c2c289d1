use crate::addressing::{CidrBlock, Family};
use crate::model::kinds::{VpnConnection, VpnRouting};
use crate::model::{Edit, Kind, VpnConnectionId};
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A VPN connection with static routing has no routes.
    ///
    /// ## Why it matters
    /// With BGP the two ends tell each other what lies behind them. With static routing AWS knows only the blocks that you
    /// list. Without any the tunnels come up and carry nothing.
    ///
    /// ## What to do
    /// List the blocks behind the customer gateway, or use BGP, which also notices when a tunnel fails.
    ///
    /// ```design,finds
    /// external office 192.168.0.0/20
    /// tgw hub us-east-1
    /// cgw office 203.0.113.10 region=us-east-1 asn=65010 network=office
    /// vpn office cgw:office gateway=tgw:hub routing=static
    /// ```
    /// ```design,clean
    /// external office 192.168.0.0/20
    /// tgw hub us-east-1
    /// cgw office 203.0.113.10 region=us-east-1 asn=65010 network=office
    /// vpn office cgw:office gateway=tgw:hub routing=static static_routes=[192.168.0.0/20]
    /// ```
    "hybrid/vpn-static-routes-missing" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-static-dynamic.html"],
        each: VpnConnection,
    }
}

fn check(cx: &Context<'_>, id: VpnConnectionId, connection: &VpnConnection, found: &mut Findings) {
    if connection.routing != VpnRouting::Static || !connection.static_routes.is_empty() {
        return;
    }
    let message = format!("{} has static routing and no routes: AWS sends nothing into its tunnels.", cx.name(id));
    let finding = found.at(id, message).field("static_routes");
    let network = cx.get(connection.customer_gateway).and_then(|gateway| cx.get(gateway.network?));
    // A connection on a VPN gateway is for IPv4 only.
    let only_v4 = connection.gateway.is_some_and(|gateway| gateway.kind == Kind::VpnGateway);
    let carried = |block: &CidrBlock| !only_v4 || block.family() == Family::V4;
    let blocks = network.into_iter().flat_map(|n| n.blocks.iter().filter_map(|b| b.get()));
    let behind: Vec<CidrBlock> = blocks.filter(carried).collect();
    if !behind.is_empty() {
        finding.fix(Fix::new(
            format!("List {}", list(&behind)),
            Safety::ChangesTraffic,
            [Edit::change(id, move |connection| {
                connection.static_routes = behind.iter().map(|block| (*block).into()).collect();
            })],
        ));
    }
}
