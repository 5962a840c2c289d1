use crate::addressing::{CidrBlock, Family};
use crate::model::kinds::RouteTable;
use crate::model::{PeeringId, RouteTableId};
use crate::rules::network::target_as;
use crate::rules::ranges::is_internet;
use crate::rules::remove::remove_route;
use crate::rules::{Context, Findings, rule};

rule! {
    /// Internet traffic is sent over a peering.
    ///
    /// ## Why it matters
    /// A peering carries only packets whose source and destination lie in the two VPCs. It never lets one VPC use the
    /// other's internet gateway, NAT gateway, VPN or gateway endpoint: packets for the internet that are sent over it are
    /// dropped at the far end, without an error.
    ///
    /// ## What to do
    /// Give the VPC its own way out, or connect the VPCs by a transit gateway with one VPC for all outgoing traffic.
    ///
    /// ```design,finds
    /// vpc app 10.20.0.0/16 { route_table rt main { 10.21.0.0/16 -> peering:app-hub; 0.0.0.0/0 -> peering:app-hub } }
    /// vpc hub 10.21.0.0/16
    /// peering app-hub app hub
    /// ```
    /// ```design,clean
    /// vpc app 10.20.0.0/16 {
    ///   igw app
    ///   route_table rt main { 10.21.0.0/16 -> peering:app-hub; 0.0.0.0/0 -> igw:app }
    /// }
    /// vpc hub 10.21.0.0/16
    /// peering app-hub app hub
    /// ```
    "peering/nat-via-peering" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html",
            "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html",
        ],
        each: RouteTable,
    }
}

fn check(cx: &Context<'_>, id: RouteTableId, table: &RouteTable, found: &mut Findings) {
    for route in &table.routes {
        let (Some(destination), Some(peering)) = (route.destination.get(), target_as::<PeeringId>(route)) else {
            continue;
        };
        let Some(peer) = cx.get(peering).and_then(|p| p.other_end(table.vpc)).and_then(|vpc| cx.network(vpc)) else {
            continue;
        };
        let inside: Vec<CidrBlock> = peer.blocks().collect();
        if !is_internet(destination) || inside.iter().any(|block| block.covers(destination)) {
            continue;
        }
        let what = if destination.length() == 0 {
            match destination.family() {
                Family::V4 => "internet traffic (0.0.0.0/0)".to_owned(),
                Family::V6 => "internet traffic (::/0)".to_owned(),
            }
        } else {
            format!("{destination}")
        };
        let message = format!(
            "{} sends {what} over {} to {}. A peering carries only what is for {} itself; the rest is dropped.",
            cx.name(id),
            cx.name(peering),
            peer.name(),
            peer.name()
        );
        found.at(id, message).with([peering]).field("routes").fix(remove_route(id, route));
    }
}
