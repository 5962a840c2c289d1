use crate::addressing::CidrBlock;
use crate::model::kinds::{Route, RouteTable};
use crate::model::{Edit, EntityId, PeeringId, RouteTableId, VpcId};
use crate::rules::network::target_as;
use crate::rules::ranges::is_internet;
use crate::rules::remove::remove_route;
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Network, Safety, rule};

rule! {
    /// A route over a peering is wider than the VPC at its other end.
    ///
    /// ## Why it matters
    /// The far end of a peering delivers only to its own addresses; packets for anything else are dropped there. A wide
    /// route such as 10.0.0.0/8 hides that other networks are not routed at all, and will swallow their traffic when they
    /// come.
    ///
    /// ## What to do
    /// Use the exact blocks of the VPC at the other end.
    ///
    /// ```design,finds
    /// vpc a 10.20.0.0/16 { route_table rt-a main { 10.0.0.0/8 -> peering:a-b } }
    /// vpc b 10.21.0.0/16
    /// peering a-b a b
    /// ```
    /// ```design,clean
    /// vpc a 10.20.0.0/16 { route_table rt-a main { 10.21.0.0/16 -> peering:a-b } }
    /// vpc b 10.21.0.0/16
    /// peering a-b a b
    /// ```
    "peering/peering-route-too-wide" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html"],
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
        let blocks: Vec<CidrBlock> = peer.blocks().collect();
        // Internet traffic, and traffic for a VPC further on, are the findings of other rules.
        let elsewhere = is_internet(destination) || peer_of_peer(cx, peer, table.vpc, destination).is_some();
        if blocks.is_empty() || blocks.iter().any(|block| block.covers(destination)) || elsewhere {
            continue;
        }
        let within: Vec<CidrBlock> = blocks.iter().copied().filter(|block| destination.covers(*block)).collect();
        let what = if within.is_empty() { "is not in" } else { "is wider than" };
        let message = format!(
            "{}: {destination} over {} {what} {} ({}). What is for other addresses is dropped there.",
            cx.name(id),
            cx.name(peering),
            peer.name(),
            list(&blocks)
        );
        let finding = found.at(id, message).with([EntityId::from(peering), peer.id.into()]).field("routes");
        if within.is_empty() {
            finding.fix(remove_route(id, route));
        } else if !within.iter().any(|block| cx.network(table.vpc).is_some_and(|n| n.space().overlaps(*block))) {
            // Where the two overlap no route leads there.
            finding.fix(narrow(id, route, within));
        }
    }
}

/// The VPC behind the peer that the destination lies in.
fn peer_of_peer(cx: &Context<'_>, peer: &Network, own: VpcId, destination: CidrBlock) -> Option<VpcId> {
    let further = cx.peerings(peer.id).filter_map(|(_, peering)| peering.other_end(peer.id));
    let mut further = further.filter(|vpc| *vpc != own && *vpc != peer.id);
    further.find(|vpc| cx.network(*vpc).is_some_and(|n| n.blocks().any(|block| block.covers(destination))))
}

/// One route for each of `blocks` in place of the wide one.
fn narrow(table: RouteTableId, route: &Route, blocks: Vec<CidrBlock>) -> Fix {
    let wide = route.clone();
    Fix::new(
        format!("Narrow {} to {}", route.destination, list(&blocks)),
        Safety::ChangesTraffic,
        [Edit::change(table, move |table| {
            table.routes.retain(|route| *route != wide);
            for block in &blocks {
                if table.routes.iter().all(|route| route.destination.get() != Some(*block)) {
                    table.routes.push(Route { destination: (*block).into(), target: wide.target });
                }
            }
        })],
    )
}
