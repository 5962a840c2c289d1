use crate::addressing::CidrBlock;
use crate::model::kinds::{Route, RouteTarget, Vpc};
use crate::model::{EntityId, PeeringId, VpcId};
use crate::ordering::Ordered;
use crate::rules::network::longest_match;
use crate::rules::{Context, Findings, Network, rule};

rule! {
    /// A VPC is peered with two VPCs that share addresses, and its routes do not keep them apart.
    ///
    /// ## Why it matters
    /// Two VPCs may use the same range and both be peered with a third. When the third answers, the answer follows its
    /// route table, not the peering that the question came through. If the table leads the shared range to one of them,
    /// the other gets no answers, and only for the hosts whose addresses both use.
    ///
    /// ## What to do
    /// Best, give one of the two another range. Otherwise add routes for the exact subnets that are used in each.
    ///
    /// ```design,finds
    /// vpc hub 10.20.0.0/16 { route_table rt main { 10.21.0.0/16 -> peering:hub-a } }
    /// vpc a 10.21.0.0/16 { tier app private { subnet a-1 a 10.21.0.0/24 } }
    /// vpc b 10.21.0.0/16 { tier app private { subnet b-1 a 10.21.8.0/24 } }
    /// peering hub-a hub a
    /// peering hub-b hub b
    /// ```
    /// ```design,clean
    /// vpc hub 10.20.0.0/16 {
    ///   route_table rt main { 10.21.0.0/24 -> peering:hub-a; 10.21.8.0/24 -> peering:hub-b }
    /// }
    /// vpc a 10.21.0.0/16 { tier app private { subnet a-1 a 10.21.0.0/24 } }
    /// vpc b 10.21.0.0/16 { tier app private { subnet b-1 a 10.21.8.0/24 } }
    /// peering hub-a hub a
    /// peering hub-b hub b
    /// ```
    "peering/peering-ambiguous-reply" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpc/latest/peering/peering-configurations-partial-access.html"],
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, _: &Vpc, found: &mut Findings) {
    let Some(network) = cx.network(id) else { return };
    let mut peers: Vec<(PeeringId, &Network)> = Vec::new();
    for (peering, fields) in cx.peerings(id) {
        let other = fields.other_end(id).filter(|other| *other != id).and_then(|other| cx.network(other));
        peers.extend(other.map(|other| (peering, other)));
    }
    // Blocks of all peers in order: those that share addresses are neighbours, so this is not a comparison of all pairs.
    let blocks = peers.iter().enumerate().flat_map(|(at, (_, peer))| peer.blocks().map(move |b| (b, at)));
    let mut pairs = crate::rules::network::nested(blocks, |x, y| peers[x].1.id != peers[y].1.id);
    for pair in &mut pairs {
        *pair = (pair.0.min(pair.1), pair.0.max(pair.1));
    }
    pairs.order();
    pairs.dedup();
    for (one, other) in pairs {
        let (one, other) = (peers[one], peers[other]);
        let Some(shared) = one.1.blocks().find_map(|x| other.1.blocks().find_map(|y| x.intersection(y))) else {
            continue;
        };
        let Some(lost) = misled(network, one, other, shared).or_else(|| misled(network, other, one, shared)) else {
            continue;
        };
        let (peer, instead) = lost;
        let message = format!(
            "{} is peered with {} and {}, which share {shared}. Its answers to {} go to {}.",
            network.name(),
            one.1.name(),
            other.1.name(),
            peer.name(),
            instead.name()
        );
        found.on_all([EntityId::from(id), one.1.id.into(), other.1.id.into()], message).with([one.0, other.0]);
    }
}

/// `one` and `other`, when a subnet of `one` in the shared range is led to `other` by a route table.
fn misled<'n>(
    network: &Network,
    one: (PeeringId, &'n Network),
    other: (PeeringId, &'n Network),
    shared: CidrBlock,
) -> Option<(&'n Network, &'n Network)> {
    let subnets: Vec<CidrBlock> =
        one.1.subnets.iter().filter_map(|s| s.ipv4_block()).filter(|b| shared.covers(*b)).collect();
    let to_other = |route: &Route| route.target == RouteTarget::To(other.0.into());
    let led = |routes: &[Route], subnet: CidrBlock| {
        longest_match(routes, subnet).is_some_and(to_other)
            || routes.iter().any(|r| to_other(r) && r.destination.get().is_some_and(|d| subnet.covers(d)))
    };
    let misleads = network.tables.iter().any(|table| subnets.iter().any(|subnet| led(&table.routes, *subnet)));
    misleads.then_some((one.1, other.1))
}
