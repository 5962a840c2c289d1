use crate::model::kinds::RouteTable;
use crate::model::{EntityId, PeeringId, RouteTableId, VpcId};
use crate::rules::network::target_as;
use crate::rules::remove::remove_route;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A route tries to reach a third VPC through a peering.
    ///
    /// ## Why it matters
    /// Peering is not transitive. The VPC in the middle never passes packets from one peering on to another, whatever its
    /// route tables say: they hold only for packets that start inside it. So the third VPC is not reached, and no error
    /// says so.
    ///
    /// ## What to do
    /// Peer the two VPCs directly. When many VPCs should reach each other, use a transit gateway instead.
    ///
    /// ```design,finds
    /// vpc a 10.20.0.0/16 { route_table rt-a main { 10.22.0.0/16 -> peering:a-b } }
    /// vpc b 10.21.0.0/16
    /// vpc c 10.22.0.0/16
    /// peering a-b a b
    /// peering b-c b c
    /// ```
    /// ```design,clean
    /// vpc a 10.20.0.0/16 { route_table rt-a main { 10.22.0.0/16 -> peering:a-c } }
    /// vpc b 10.21.0.0/16
    /// vpc c 10.22.0.0/16
    /// peering a-c a c
    /// peering b-c b c
    /// ```
    "peering/peering-transitive" {
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
        if peer.blocks().any(|block| block.overlaps(destination)) {
            continue;
        }
        let further = cx.peerings(peer.id).filter_map(|(_, peering)| peering.other_end(peer.id));
        let third: Option<VpcId> = further.filter(|vpc| *vpc != table.vpc && *vpc != peer.id).find(|vpc| {
            cx.network(*vpc).is_some_and(|network| network.blocks().any(|block| block.covers(destination)))
        });
        let Some(third) = third else { continue };
        let message = format!(
            "{}: {destination} is in {}, which {} cannot reach through {}. Peering is not transitive.",
            cx.name(id),
            cx.name(third),
            cx.name(table.vpc),
            peer.name()
        );
        found
            .at(id, message)
            .with([EntityId::from(peering), third.into()])
            .field("routes")
            .fix(remove_route(id, route));
    }
}
