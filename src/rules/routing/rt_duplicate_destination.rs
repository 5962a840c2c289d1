use std::collections::BTreeMap;

use crate::addressing::CidrBlock;
use crate::model::kinds::{RouteTable, RouteTarget};
use crate::model::{Edit, RouteTableId};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A route table has two routes for one destination.
    ///
    /// ## Why it matters
    /// A route table maps each destination to one target. Two routes to the same destination do not share the load and do
    /// not back each other up: AWS refuses the second.
    ///
    /// ## What to do
    /// Remove one of them, or make one more specific: the longer prefix wins.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   route_table rt { 10.21.0.0/16 -> peering:main-other; 10.21.0.0/16 -> igw:main }
    /// }
    /// vpc other 10.21.0.0/16
    /// peering main-other main other
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   route_table rt { 10.21.0.0/16 -> peering:main-other; 0.0.0.0/0 -> igw:main }
    /// }
    /// vpc other 10.21.0.0/16
    /// peering main-other main other
    /// ```
    "routing/rt-duplicate-destination" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html",
            "https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html",
        ],
        aws_error: "RouteAlreadyExists",
        each: RouteTable,
    }
}

fn check(cx: &Context<'_>, id: RouteTableId, table: &RouteTable, found: &mut Findings) {
    let mut targets: BTreeMap<CidrBlock, Vec<RouteTarget>> = BTreeMap::new();
    for route in &table.routes {
        if let Some(destination) = route.destination.get() {
            targets.entry(destination).or_default().push(route.target);
        }
    }
    for (destination, targets) in targets.into_iter().filter(|(_, targets)| targets.len() > 1) {
        let called = |target: RouteTarget| target.object().map_or_else(|| "local".to_owned(), |id| cx.name(id));
        let (first, rest) = (targets[0], &targets[1..]);
        let message = match rest.iter().find(|target| **target != first) {
            Some(other) => format!(
                "{} has two routes to {destination}: over {} and over {}. A destination may stand there once.",
                cx.name(id),
                called(first),
                called(*other)
            ),
            None => format!("{} has the route to {destination} over {} twice.", cx.name(id), called(first)),
        };
        let differ = rest.iter().any(|target| *target != first);
        found.at(id, message).field("routes").fix(Fix::new(
            format!("Keep the route to {destination} over {}", called(first)),
            if differ { Safety::NeedsChoice } else { Safety::Safe },
            [Edit::change(id, move |table| {
                let mut seen = false;
                table.routes.retain(|route| {
                    route.destination.get() != Some(destination) || !std::mem::replace(&mut seen, true)
                });
            })],
        ));
    }
}
