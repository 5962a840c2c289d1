use crate::addressing::{CidrBlock, RFC6598};
use crate::model::kinds::{RouteTable, RouteTarget};
use crate::model::{EntityId, PeeringId, RouteTableId};
use crate::ordering::Ordered;
use crate::rules::network::target_as;
use crate::rules::routes::{add_to, routes_fix};
use crate::rules::words::list;
use crate::rules::{Context, Findings, Network, rule};

rule! {
    /// A route table leads to some blocks of a peered VPC, but not to all.
    ///
    /// ## Why it matters
    /// Each block of the other VPC needs a route of its own. Secondary and IPv6 blocks are often added long after the
    /// peering, and forgotten in the tables. Packets for them follow the default route, or none, and disappear.
    ///
    /// ## What to do
    /// Add a route for the missing block, in every table that has one for the others. Blocks that nothing stands in, and
    /// blocks of 100.64.0.0/10 (which usually stay inside their VPC), are left out here.
    ///
    /// ```design,finds
    /// vpc a 10.20.0.0/16 { route_table rt-a main { 10.21.0.0/16 -> peering:a-b } }
    /// vpc b 10.21.0.0/16 10.31.0.0/16 { tier app private { subnet app-b a 10.31.0.0/24 } }
    /// peering a-b a b
    /// ```
    /// ```design,clean
    /// vpc a 10.20.0.0/16 { route_table rt-a main { 10.21.0.0/16 -> peering:a-b; 10.31.0.0/16 -> peering:a-b } }
    /// vpc b 10.21.0.0/16 10.31.0.0/16 { tier app private { subnet app-b a 10.31.0.0/24 } }
    /// peering a-b a b
    /// ```
    "peering/peering-route-misses-secondary" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpc/latest/peering/peering-configurations-partial-access.html"],
        each: RouteTable,
    }
}

fn check(cx: &Context<'_>, id: RouteTableId, table: &RouteTable, found: &mut Findings) {
    let mut peerings: Vec<PeeringId> = table.routes.iter().filter_map(target_as).collect();
    peerings.order();
    peerings.dedup();
    for peering in peerings {
        let Some(peer) = cx.get(peering).and_then(|p| p.other_end(table.vpc)).and_then(|vpc| cx.network(vpc)) else {
            continue;
        };
        let target = RouteTarget::To(peering.into());
        let over = || table.routes.iter().filter(|r| r.target == target).filter_map(|r| r.destination.get());
        let (covered, missing): (Vec<CidrBlock>, Vec<CidrBlock>) =
            peer.blocks().partition(|block| over().any(|destination| destination.overlaps(*block)));
        let routed_otherwise = |b: CidrBlock| table.routes.iter().any(|r| r.destination.get() == Some(b));
        let missing: Vec<CidrBlock> =
            missing.into_iter().filter(|b| is_in_use(peer, *b) && !routed_otherwise(*b)).collect();
        // A table for IPv4 only is a choice where the VPC of the table has no IPv6.
        let own = cx.network(table.vpc);
        let speaks = |b: &CidrBlock| own.is_some_and(|own| own.blocks().any(|mine| mine.family() == b.family()));
        let missing: Vec<CidrBlock> = missing.into_iter().filter(speaks).collect();
        if covered.is_empty() || missing.is_empty() {
            continue;
        }
        let message = format!(
            "{} leads to {} of {} over {}, but not to {}.",
            cx.name(id),
            list(&covered),
            peer.name(),
            cx.name(peering),
            list(&missing)
        );
        let title = format!("Add a route to {} over {}", list(&missing), cx.name(peering));
        found
            .at(id, message)
            .with([EntityId::from(peering), peer.id.into()])
            .field("routes")
            .fix(routes_fix(title, vec![add_to(id, missing, target)]));
    }
}

fn is_in_use(peer: &Network, block: CidrBlock) -> bool {
    !RFC6598.covers(block) && peer.subnets.iter().flat_map(|s| s.blocks()).any(|b| block.covers(b))
}
