use crate::addressing::PrefixSet;
use crate::model::AddressPoolId;
use crate::model::kinds::AddressPool;
use crate::rules::words::list;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A pool has a range that the pool it is a part of does not have.
    ///
    /// ## Why it matters
    /// A part of a pool hands out what the larger pool set aside for it. A range outside the larger pool is nobody's: the
    /// routes and rules that are made for the larger pool do not cover it.
    ///
    /// ## What to do
    /// Choose a range inside the larger pool, or add the range to that one first.
    ///
    /// ```design,finds
    /// pool corp 10.16.0.0/12
    /// pool lab 10.80.0.0/16 parent=corp
    /// ```
    /// ```design,clean
    /// pool corp 10.16.0.0/12
    /// pool lab 10.20.0.0/16 parent=corp
    /// ```
    "addressing/pool-outside-parent" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpc/latest/ipam/planning-ipam.html"],
        each: AddressPool,
    }
}

fn check(cx: &Context<'_>, id: AddressPoolId, pool: &AddressPool, found: &mut Findings) {
    let Some(parent_id) = pool.parent else { return };
    let Some(parent) = cx.get(parent_id) else { return };
    let range: PrefixSet = parent.blocks.iter().filter_map(|block| block.get()).collect();
    let outside: Vec<_> = pool.blocks.iter().filter_map(|b| b.get()).filter(|b| !range.covers(*b)).collect();
    if !range.is_empty() && !outside.is_empty() {
        let message =
            format!("{}: {} is not in {}, which it is a part of.", cx.name(id), list(outside), cx.name(parent_id));
        found.at(id, message).with([parent_id]).field("blocks");
    }
}
