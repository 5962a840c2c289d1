use std::collections::BTreeSet;

use crate::addressing::CidrBlock;
use crate::model::VpcId;
use crate::model::kinds::Peering;
use crate::ordering::Ordered;
use crate::rules::network::nested;
use crate::rules::space::{cost_of_moving, move_vpc_block};
use crate::rules::{Brief, Context, Findings, rule};

rule! {
    /// Two VPCs that are not connected use the same addresses.
    ///
    /// ## Why it matters
    /// AWS does not mind: VPCs are separate networks, and each may use any private range. The bill comes later. Two VPCs
    /// that share addresses can never be peered, cannot both be reached over one transit gateway, and cannot share a
    /// Direct Connect gateway, because a route to the shared range could only mean one of them. The first block of a VPC
    /// cannot be changed, so connecting them then means building one of them anew.
    ///
    /// ## What to do
    /// Give each VPC its own range from the start, from an address pool. If the two must stay as they are, plan for
    /// PrivateLink or private NAT between them.
    ///
    /// ```design,finds
    /// vpc red 10.20.0.0/16
    /// vpc blue 10.21.0.0/16 10.20.64.0/20
    /// ```
    /// ```design,clean
    /// vpc red 10.20.0.0/16
    /// vpc blue 10.21.0.0/16
    /// ```
    "addressing/vpc-cidrs-overlap-in-design" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html",
            "https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html",
            "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html",
        ],
        design,
    }
}

fn check(cx: &Context<'_>, found: &mut Findings) {
    let census = cx.census();
    let peered: BTreeSet<(VpcId, VpcId)> =
        cx.all::<Peering>().map(|(_, p)| (p.requester.min(p.accepter), p.requester.max(p.accepter))).collect();
    let blocks = census.vpcs().flat_map(|vpc| vpc.blocks.iter().map(|block| (*block, vpc.id)));
    // Peered VPCs are refused, which is the finding of another rule.
    let mut pairs = nested(blocks, |a, b| a != b && !peered.contains(&(a.min(b), a.max(b))));
    for pair in &mut pairs {
        *pair = (pair.0.min(pair.1), pair.0.max(pair.1));
    }
    pairs.order();
    pairs.dedup();
    for (a, b) in pairs {
        let (Some(a), Some(b)) = (census.vpc(a), census.vpc(b)) else { continue };
        let Some((of_a, of_b)) = shared(a, b) else { continue };
        let what = if of_a == of_b { format!("both use {of_a}") } else { format!("{of_a} and {of_b} overlap") };
        let message =
            format!("{} and {}: {what}. They can never be peered or share a transit gateway.", a.name, b.name);
        let mut ways = [(a, of_a), (b, of_b)];
        ways.order_by_key(|(vpc, block)| cx.network(vpc.id).map(|network| cost_of_moving(network, *block)));
        let finding = found.on_all([b.id, a.id], message).field("ipv4");
        for (vpc, block) in ways {
            finding.fix(move_vpc_block(cx, vpc.id, block));
        }
    }
}

/// The first pair of blocks that overlap.
fn shared(a: &Brief, b: &Brief) -> Option<(CidrBlock, CidrBlock)> {
    a.blocks.iter().find_map(|x| b.blocks.iter().find(|y| x.overlaps(**y)).map(|y| (*x, *y)))
}
