use crate::addressing::{CidrBlock, Family, PrefixSet, RFC6598};
use crate::model::VpcId;
use crate::model::kinds::Vpc;
use crate::rules::space::{move_vpc_block, pool};
use crate::rules::words::list;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A VPC's block is not from the address pool that it belongs to.
    ///
    /// ## Why it matters
    /// A pool is the range that was set aside for these VPCs, so that one route and one firewall rule cover them all. A
    /// block from elsewhere needs routes and rules of its own, and the range it is in may be meant for somebody else.
    ///
    /// ## What to do
    /// Take the block from the pool, or add the range to the pool if it is yours.
    ///
    /// ```design,finds
    /// pool corp 10.16.0.0/12
    /// vpc main 10.80.0.0/16 pool=corp
    /// ```
    /// ```design,clean
    /// pool corp 10.16.0.0/12
    /// vpc main 10.20.0.0/16 pool=corp
    /// ```
    "addressing/vpc-outside-pool" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpc/latest/ipam/planning-ipam.html"],
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, vpc: &Vpc, found: &mut Findings) {
    let of_environment = || cx.get(vpc.environment?)?.pool;
    let Some(pool_id) = vpc.pool.or_else(of_environment) else { return };
    let Some(pool) = pool(cx, vpc.pool, vpc.environment) else { return };
    let blocks: Vec<CidrBlock> = pool.blocks.iter().filter_map(|b| b.get()).collect();
    let range: PrefixSet = blocks.iter().copied().collect();
    if blocks.is_empty() {
        return;
    }
    // Shared space for pods is not planned by pool.
    for block in vpc.ipv4_blocks().filter(|b| b.family() == Family::V4 && !RFC6598.covers(*b) && !range.covers(*b)) {
        let message = format!("{}: {block} is not in the pool {} ({}).", cx.name(id), cx.name(pool_id), list(&blocks));
        found.at(id, message).with([pool_id]).field("ipv4").fix(move_vpc_block(cx, id, block));
    }
}
