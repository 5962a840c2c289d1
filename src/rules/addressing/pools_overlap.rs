use std::collections::BTreeSet;

use crate::model::AddressPoolId;
use crate::model::kinds::AddressPool;
use crate::ordering::Ordered;
use crate::rules::network::nested;
use crate::rules::{Context, Findings, rule};

rule! {
    /// Two address pools share addresses, though neither is a part of the other.
    ///
    /// ## Why it matters
    /// Each pool hands its addresses out without looking at the other. Sooner or later both give the same block to two
    /// VPCs, which can then never be connected.
    ///
    /// ## What to do
    /// Make the smaller pool a part of the larger one, or give it a range of its own.
    ///
    /// ```design,finds
    /// pool corp 10.0.0.0/8
    /// pool lab 10.20.0.0/16
    /// ```
    /// ```design,clean
    /// pool corp 10.0.0.0/8
    /// pool lab 10.20.0.0/16 parent=corp
    /// ```
    "addressing/pools-overlap" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpc/latest/ipam/planning-ipam.html"],
        design,
    }
}

fn check(cx: &Context<'_>, found: &mut Findings) {
    let pools = || cx.all::<AddressPool>();
    let descends = |mut of: AddressPoolId, from: AddressPoolId| {
        let mut seen = BTreeSet::new();
        while let Some(parent) = cx.get(of).and_then(|pool| pool.parent).filter(|parent| seen.insert(*parent)) {
            if parent == from {
                return true;
            }
            of = parent;
        }
        false
    };
    let blocks = pools().flat_map(|(id, pool)| pool.blocks.iter().filter_map(move |b| Some((b.get()?, id))));
    let mut pairs = nested(blocks, |a, b| a != b && !descends(a, b) && !descends(b, a));
    for pair in &mut pairs {
        *pair = (pair.0.min(pair.1), pair.0.max(pair.1));
    }
    pairs.order();
    pairs.dedup();
    for (a, b) in pairs {
        let (Some(of_a), Some(of_b)) = (cx.get(a), cx.get(b)) else { continue };
        let sound = |pool: &AddressPool| -> Vec<_> { pool.blocks.iter().filter_map(|block| block.get()).collect() };
        let shared = sound(of_a).into_iter().find_map(|x| sound(of_b).into_iter().find_map(|y| x.intersection(y)));
        if let Some(shared) = shared {
            let message = format!("The pools {} and {} both hand out {shared}.", cx.name(a), cx.name(b));
            found.on_all([a, b], message).field("blocks");
        }
    }
}
