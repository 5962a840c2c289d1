use crate::model::kinds::{Connectivity, NatGateway, RouteTable};
use crate::model::{Edit, Kind, NatGatewayId};
use crate::rules::nat::{network_of, seat};
use crate::rules::network::goes_to;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A private NAT gateway stands in a subnet without a way to another network.
    ///
    /// ## Why it matters
    /// A private NAT gateway hides hosts behind another private address on their way to a network that does not know
    /// theirs: over a transit gateway or a VPN gateway. Its own subnet needs the route to that network. A route to an internet
    /// gateway does not help: it drops what has a private address.
    ///
    /// ## What to do
    /// Lead the ranges of the other network to a transit gateway or VPN gateway, in the route table of the NAT gateway's
    /// subnet.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 100.64.0.0/16 {
    ///   route_table rt-app { 192.168.0.0/20 -> nat:hide }
    ///   route_table rt-out
    ///   tier app private { subnet app-a a 100.64.0.0/24 route_table=rt-app }
    ///   tier out private { subnet out-a a 10.20.0.0/24 route_table=rt-out { nat hide connectivity=private } }
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 100.64.0.0/16 {
    ///   route_table rt-app { 192.168.0.0/20 -> nat:hide }
    ///   route_table rt-out { 192.168.0.0/20 -> tgw:hub }
    ///   tier app private { subnet app-a a 100.64.0.0/24 route_table=rt-app }
    ///   tier out private { subnet out-a a 10.20.0.0/24 route_table=rt-out { nat hide connectivity=private } }
    /// }
    /// tgw hub us-east-1
    /// attachment main hub resource=vpc:main subnets=[out-a]
    /// ```
    "gateways/nat-private-no-path" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html",
            "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNatGateway.html",
        ],
        each: NatGateway,
    }
}

fn check(cx: &Context<'_>, id: NatGatewayId, nat: &NatGateway, found: &mut Findings) {
    if nat.connectivity != Connectivity::Private || nat.is_regional() {
        return;
    }
    let Some(network) = network_of(cx, id) else { return };
    let Some(subnet) = seat(network, nat) else { return };
    let association = network.association(subnet);
    let ways = [Kind::TransitGateway, Kind::VpnGateway, Kind::Peering];
    let leads_on = association.routes().iter().any(|route| ways.iter().any(|kind| goes_to(route, *kind)))
        || association.table().is_some_and(|table| !table.propagating_gateways.is_empty());
    if !association.is_known() || leads_on {
        return;
    }
    let message = format!(
        "{} is a private NAT gateway, but {} has no route to a transit gateway or VPN gateway.",
        cx.name(id),
        subnet.name()
    );
    let finding = found.at(id, message).with([subnet.id]).field("subnet");
    if let ([gateway], Some(table)) = (&network.vpn_gateways[..], association.table()) {
        let propagating = gateway.id;
        finding.fix(Fix::new(
            format!("Propagate what {} learns into {}", gateway.name(), table.name()),
            Safety::ChangesTraffic,
            [Edit::change(table.id, move |table: &mut RouteTable| table.propagating_gateways.push(propagating))],
        ));
    }
}
