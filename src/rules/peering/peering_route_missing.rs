use crate::addressing::{CidrBlock, PrefixSet};
use crate::model::kinds::{Peering, RouteTarget};
use crate::model::{EntityId, PeeringId};
use crate::rules::routes::{add_routes, followed_tables, routes_fix};
use crate::rules::{Context, Findings, Network, rule};

rule! {
    /// A peering has routes on one side only, or on none.
    ///
    /// ## Why it matters
    /// Accepting a peering changes no route table. Each VPC needs a route of its own to the other's block, and answers
    /// need one as much as questions do: with a route on one side only, the first packet arrives, the answer has nowhere
    /// to go, and the connection times out. Nothing reports an error.
    ///
    /// ## What to do
    /// In each VPC, add a route to the other VPC's block with the peering as its target, in the route tables of the
    /// subnets concerned.
    ///
    /// ```design,finds
    /// vpc a 10.20.0.0/16 {
    ///   route_table rt-a main { 10.21.0.0/16 -> peering:a-b }
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    /// }
    /// vpc b 10.21.0.0/16 {
    ///   route_table rt-b main
    ///   tier app private { subnet app-b a 10.21.0.0/24 }
    /// }
    /// peering a-b a b
    /// ```
    /// ```design,clean
    /// vpc a 10.20.0.0/16 {
    ///   route_table rt-a main { 10.21.0.0/16 -> peering:a-b }
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    /// }
    /// vpc b 10.21.0.0/16 {
    ///   route_table rt-b main { 10.20.0.0/16 -> peering:a-b }
    ///   tier app private { subnet app-b a 10.21.0.0/24 }
    /// }
    /// peering a-b a b
    /// ```
    "peering/peering-route-missing" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html",
            "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html",
        ],
        each: Peering,
    }
}

fn check(cx: &Context<'_>, id: PeeringId, peering: &Peering, found: &mut Findings) {
    let (Some(a), Some(b)) = (cx.network(peering.requester), cx.network(peering.accepter)) else { return };
    let undecided = |n: &Network| n.vpc.is_none() || n.blocks().next().is_none();
    // A peering of VPCs that overlap fails, and that is told.
    let overlap = a.blocks().any(|x| b.blocks().any(|y| x.overlaps(y)));
    if a.id == b.id || undecided(a) || undecided(b) || overlap {
        return;
    }
    let (to_b, to_a) = (Side::of(a, b, id), Side::of(b, a, id));
    let name = cx.name(id);
    if to_a.sends.is_empty() && to_b.sends.is_empty() {
        let message =
            format!("{name}: neither {} nor {} has a route over it, so it carries nothing.", a.name(), b.name());
        let (there, back) = (add_routes(cx, a, b, id, &to_b.tables), add_routes(cx, b, a, id, &to_a.tables));
        // One side alone would not mend it.
        let both = if there.is_empty() || back.is_empty() { Vec::new() } else { [there, back].concat() };
        found
            .on_all([EntityId::from(id), a.id.into(), b.id.into()], message)
            .fix(routes_fix(format!("Add the routes of {name} on both sides"), both));
        return;
    }
    for (asking, answering, out, back) in [(a, b, &to_b, &to_a), (b, a, &to_a, &to_b)] {
        // What sends over the peering must be answered over it.
        let mut senders: PrefixSet = out.sources.clone();
        for destination in back.sends.prefixes() {
            senders.remove(destination);
        }
        if senders.is_empty() {
            continue;
        }
        let without: Vec<CidrBlock> = senders.prefixes().collect();
        let what = without.iter().take(3).map(CidrBlock::to_string).collect::<Vec<_>>().join(", ");
        let more = if without.len() > 3 { ", ..." } else { "" };
        let message = format!(
            "{name}: {} sends to {}, but {} has no route back to {what}{more}. Connections will time out.",
            asking.name(),
            answering.name(),
            answering.name()
        );
        let edits = add_routes(cx, answering, asking, id, &back.tables);
        let title = format!("Add the return route to {} in {}", asking.name(), back.tables_in_words(answering));
        let objects = [EntityId::from(id), answering.id.into(), asking.id.into()];
        found.on_all(objects, message).with(back.tables.iter().copied()).fix(routes_fix(title, edits));
    }
}

/// What one VPC sends to the other over the peering.
struct Side {
    /// The route tables that its subnets follow.
    tables: Vec<crate::model::RouteTableId>,
    /// The destinations of its routes over the peering.
    sends: PrefixSet,
    /// The blocks of its subnets that have such a route to the other VPC.
    sources: PrefixSet,
}

impl Side {
    fn of(network: &Network, peer: &Network, id: PeeringId) -> Side {
        let target = RouteTarget::To(id.into());
        let tables = followed_tables(network);
        let (mut sends, mut sources) = (PrefixSet::new(), PrefixSet::new());
        for table in tables.iter().filter_map(|id| network.table(*id)) {
            let over = table.routes.iter().filter(|route| route.target == target);
            let destinations: Vec<CidrBlock> = over.filter_map(|route| route.destination.get()).collect();
            if destinations.iter().any(|d| peer.blocks().any(|b| b.overlaps(*d))) {
                let of_tables_family = |b: &CidrBlock| destinations.iter().any(|d| d.family() == b.family());
                let blocks = network.followers(table.id).flat_map(|s| s.blocks()).filter(of_tables_family);
                blocks.for_each(|block| sources.insert(block));
            }
            destinations.into_iter().for_each(|d| sends.insert(d));
        }
        // Before there are subnets the VPC itself is what sends.
        if network.subnets.is_empty() && !sends.is_empty() {
            network
                .blocks()
                .filter(|b| sends.prefixes().any(|d| d.family() == b.family()))
                .for_each(|b| sources.insert(b));
        }
        Side { tables, sends, sources }
    }

    fn tables_in_words(&self, network: &Network) -> String {
        match &self.tables[..] {
            [] => format!("a new main route table of {}", network.name()),
            [one] => network.table(*one).map_or_else(String::new, |table| table.name()),
            several => format!("{} route tables of {}", several.len(), network.name()),
        }
    }
}
