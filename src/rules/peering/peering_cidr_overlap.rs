use crate::model::PeeringId;
use crate::model::kinds::Peering;
use crate::ordering::Ordered;
use crate::rules::space::{cost_of_moving, move_vpc_block};
use crate::rules::{Context, Findings, rule};

rule! {
    /// The two VPCs of a peering share addresses.
    ///
    /// ## Why it matters
    /// AWS compares every block of one VPC with every block of the other, secondary and IPv6 blocks included, whether
    /// they would be used over the peering or not. The request is accepted by the API and then fails at once: packets to
    /// a shared address would stay in their own VPC, because the local route wins.
    ///
    /// ## What to do
    /// Move one VPC to a free range. Where that cannot be done, offer the one service that is needed by PrivateLink or
    /// VPC Lattice, or translate addresses with a private NAT gateway behind a transit gateway.
    ///
    /// ```design,finds
    /// vpc a 10.20.0.0/16
    /// vpc b 10.20.128.0/20
    /// peering a-b a b
    /// ```
    /// ```design,clean
    /// vpc a 10.20.0.0/16
    /// vpc b 10.21.0.0/16
    /// peering a-b a b
    /// ```
    "peering/peering-cidr-overlap" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html"],
        each: Peering,
    }
}

fn check(cx: &Context<'_>, id: PeeringId, peering: &Peering, found: &mut Findings) {
    let (Some(a), Some(b)) = (cx.network(peering.requester), cx.network(peering.accepter)) else { return };
    if a.id == b.id {
        return;
    }
    let shared = a.blocks().find_map(|x| b.blocks().find(|y| x.overlaps(*y)).map(|y| (x, y)));
    let Some((of_a, of_b)) = shared else { return };
    let what = if of_a == of_b { format!("both use {of_a}") } else { format!("{of_a} and {of_b} overlap") };
    let message = format!("{}: {} and {} cannot be peered, {what}.", cx.name(id), a.name(), b.name());
    let mut ways = [(a, of_a), (b, of_b)];
    ways.order_by_key(|(network, block)| cost_of_moving(network, *block));
    let finding = found.on_all([id.into(), a.id.into(), b.id.into()] as [crate::model::EntityId; 3], message);
    for (network, block) in ways {
        finding.fix(move_vpc_block(cx, network.id, block));
    }
}
