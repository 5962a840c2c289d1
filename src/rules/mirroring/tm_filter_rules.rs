use std::collections::BTreeMap;

use crate::aws::limits;
use crate::model::kinds::{Direction, TrafficMirrorSession};
use crate::model::{Edit, TrafficMirrorSessionId};
use crate::rules::filters::way;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// The filter of a mirror session has more rules than AWS takes, or a number twice.
    ///
    /// ## Why it matters
    /// A filter takes ten rules, and that cannot be raised. A rule is known by its number, once in each direction; AWS
    /// refuses the second.
    ///
    /// ## What to do
    /// Write wider blocks and port ranges. What fits no rule is not copied.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   workload orders tier=app
    ///   workload probe tier=app
    /// }
    /// mirror web orders target=workload:probe filter=[
    ///   {number: 10, source_block: 0.0.0.0/0, destination_block: 10.20.0.0/16},
    ///   {number: 10, source_block: 10.30.0.0/16, destination_block: 10.20.0.0/16}
    /// ]
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   workload orders tier=app
    ///   workload probe tier=app
    /// }
    /// mirror web orders target=workload:probe filter=[
    ///   {number: 10, source_block: 0.0.0.0/0, destination_block: 10.20.0.0/16},
    ///   {direction: egress, number: 10, source_block: 10.20.0.0/16, destination_block: 0.0.0.0/0}
    /// ]
    /// ```
    "mirroring/tm-filter-rules" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/mirroring/traffic-mirroring-quotas.html",
            "https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html",
        ],
        each: TrafficMirrorSession,
    }
}

fn check(cx: &Context<'_>, id: TrafficMirrorSessionId, session: &TrafficMirrorSession, found: &mut Findings) {
    if let Some(most) = limits::TM_RULES_PER_FILTER.default.filter(|most| session.filter.len() > *most as usize) {
        let message = format!("The filter of {} has {} rules; it takes {most}.", cx.name(id), session.filter.len());
        found.at(id, message).field("filter");
    }
    let mut numbers: BTreeMap<(Direction, u16), Vec<usize>> = BTreeMap::new();
    for (at, rule) in session.filter.iter().enumerate() {
        numbers.entry((rule.direction, rule.number)).or_default().push(at);
    }
    for ((direction, number), places) in numbers.into_iter().filter(|(_, places)| places.len() > 1) {
        let message = format!(
            "The filter of {} has {} {} rules with number {number}.",
            cx.name(id),
            places.len(),
            way(direction)
        );
        let taken = |n: u16| session.filter.iter().any(|rule| rule.direction == direction && rule.number == n);
        let free = (number..=32_766).find(|n| !taken(*n));
        let fix = free.filter(|_| places.len() == 2).map(|free| {
            let second = places[1];
            Fix::new(
                format!("Number the second {free}"),
                Safety::ChangesTraffic,
                [Edit::change(id, move |session: &mut TrafficMirrorSession| {
                    if let Some(rule) = session.filter.get_mut(second) {
                        rule.number = free;
                    }
                })],
            )
        });
        found.at(id, message).field("filter").fix(fix);
    }
}
