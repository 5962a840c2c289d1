use crate::addressing::{CidrBlock, Family, Policy, PrefixSet, next_free};
use crate::aws::limits;
use crate::model::AddressPoolId;
use crate::model::kinds::AddressPool;
use crate::rules::space::prefix_length;
use crate::rules::{Context, Findings, rule};

rule! {
    /// An address pool has no room for another VPC.
    ///
    /// ## Why it matters
    /// The next environment, Region or team will need a block of the same size. When the pool is full it must come from
    /// somewhere else, no summary route covers both, and address plans are hard to change later.
    ///
    /// ## What to do
    /// Add a range to the pool while ranges are still free, or give new VPCs smaller blocks.
    ///
    /// ```design,finds
    /// pool corp 10.20.0.0/15
    /// vpc a 10.20.0.0/16 pool=corp
    /// vpc b 10.21.0.0/16 pool=corp
    /// ```
    /// ```design,clean
    /// pool corp 10.20.0.0/14
    /// vpc a 10.20.0.0/16 pool=corp
    /// vpc b 10.21.0.0/16 pool=corp
    /// ```
    "environments/env-no-free-block" {
        severity: Advice,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html"],
        each: AddressPool,
    }
}

fn check(cx: &Context<'_>, id: AddressPoolId, pool: &AddressPool, found: &mut Findings) {
    let sound = || pool.blocks.iter().filter_map(|block| block.get()).filter(|block| block.family() == Family::V4);
    let within: PrefixSet = sound().collect();
    let mut used: PrefixSet = cx.census().vpcs().flat_map(|vpc| vpc.blocks.iter().copied()).collect();
    // What smaller pools have been given is theirs to hand out.
    let parts = cx.all::<AddressPool>().filter(|(_, part)| part.parent == Some(id));
    used.extend(parts.flat_map(|(_, part)| part.blocks.iter().filter_map(|block| block.get())));
    let length = pool.vpc_length.unwrap_or_else(|| prefix_length(&limits::VPC_IPV4_PREFIX_MIN));
    // An untouched pool that is smaller than one block is meant for something else.
    let touched = sound().any(|block| used.overlaps(block));
    if !touched || next_free(&within, &used, length, Policy::FirstFit).is_some() {
        return;
    }
    let ranges = crate::rules::words::list(sound().map(|block: CidrBlock| block.to_string()));
    found.at(id, format!("{} ({ranges}) has no room for another /{length}.", cx.name(id))).field("blocks");
}
