use std::collections::BTreeMap;

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

/// Where each pool stands when the tree of pools is walked from above: the number of its first step, and that of the last
/// step among its parts. Pools that are parts of each other in a circle hang on no tree and are left out.
fn places(cx: &Context<'_>) -> BTreeMap<AddressPoolId, (usize, usize)> {
    let mut parts: BTreeMap<Option<AddressPoolId>, Vec<AddressPoolId>> = BTreeMap::new();
    for (id, pool) in cx.all::<AddressPool>() {
        parts.entry(pool.parent.filter(|parent| cx.get(*parent).is_some())).or_default().push(id);
    }
    let mut places = BTreeMap::new();
    // A list of what is still to do instead of a recursion: a file may nest pools as deep as it likes.
    let mut ahead: Vec<(AddressPoolId, Option<usize>)> =
        parts.get(&None).into_iter().flatten().map(|id| (*id, None)).collect();
    let mut step = 0;
    while let Some((id, entered)) = ahead.pop() {
        match entered {
            Some(first) => drop(places.insert(id, (first, step))),
            None => {
                step += 1;
                ahead.push((id, Some(step)));
                ahead.extend(parts.get(&Some(id)).into_iter().flatten().map(|part| (*part, None)));
            }
        }
    }
    places
}

fn check(cx: &Context<'_>, found: &mut Findings) {
    let places = places(cx);
    let descends = |of: AddressPoolId, from: AddressPoolId| {
        let ((first, _), (above, last)) = (places[&of], places[&from]);
        (above..=last).contains(&first)
    };
    let pools = cx.all::<AddressPool>().filter(|(id, _)| places.contains_key(id));
    let blocks = pools.flat_map(|(id, pool)| pool.blocks.iter().filter_map(move |b| Some((b.get()?, id))));
    let mut pairs = nested(blocks, |a, b| !descends(a, b) && !descends(b, a));
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
