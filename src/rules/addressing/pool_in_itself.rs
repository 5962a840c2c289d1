use std::collections::BTreeSet;

use crate::model::kinds::AddressPool;
use crate::model::{AddressPoolId, Edit};
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A pool is a part of itself, directly or by way of other pools.
    ///
    /// ## Why it matters
    /// Pools hand down what they got from above. In a circle nobody got anything: which pool may give an address to whom
    /// cannot be said, and IPAM makes a pool only from one that is there already.
    ///
    /// ## What to do
    /// Decide which of the pools is the largest, and let it be a part of none of the others.
    ///
    /// ```design,finds
    /// pool corp 10.0.0.0/8 parent=lab
    /// pool lab 10.20.0.0/16 parent=corp
    /// ```
    /// ```design,clean
    /// pool corp 10.0.0.0/8
    /// pool lab 10.20.0.0/16 parent=corp
    /// ```
    "addressing/pool-in-itself" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/ipam/planning-ipam.html"],
        design,
    }
}

fn check(cx: &Context<'_>, found: &mut Findings) {
    let parent = |id: AddressPoolId| cx.get(id).and_then(|pool| pool.parent);
    let mut seen = BTreeSet::new();
    for (first, _) in cx.all::<AddressPool>() {
        // The way up, until it ends or comes to a pool that was passed before: on this way, or on an earlier one.
        let (mut way, mut next) = (Vec::new(), Some(first));
        while let Some(id) = next.filter(|id| seen.insert(*id)) {
            way.push(id);
            next = parent(id);
        }
        let Some(start) = next.and_then(|id| way.iter().position(|passed| *passed == id)) else { continue };
        let circle = &way[start..];
        let message = match circle {
            [one] => format!("{} is a part of itself.", cx.name(*one)),
            _ => {
                let names = circle.iter().map(|id| cx.name(*id));
                format!("{} are parts of each other in a circle: none of them is the largest.", list(names))
            }
        };
        let finding = found.on_all(circle.to_vec(), message).field("parent");
        let safety = if circle.len() == 1 { Safety::Safe } else { Safety::NeedsChoice };
        // As many as the message names.
        for id in circle.iter().take(4) {
            let title = format!("Let {} be a part of no pool", cx.name(*id));
            finding.fix(Fix::new(
                title,
                safety.clone(),
                [Edit::change(*id, |pool: &mut AddressPool| pool.parent = None)],
            ));
        }
    }
}
