use std::collections::BTreeMap;

use crate::aws::limits;
use crate::model::kinds::{Direction, NetworkAcl};
use crate::model::{Edit, NetworkAclId};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// Two entries of a network ACL have the same number.
    ///
    /// ## Why it matters
    /// The number is what an entry is known by, once in each direction; IPv4 and IPv6 share the numbers. AWS refuses the
    /// second.
    ///
    /// ## What to do
    /// Give it the number of the place at which it is to be tried.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { acl edge entries=[{number: 100, block: 0.0.0.0/0}, {number: 100, block: ::/0}] }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   acl edge entries=[{number: 100, block: 0.0.0.0/0}, {direction: egress, number: 100, block: 0.0.0.0/0}]
    /// }
    /// ```
    "filtering/nacl-rule-number-duplicate" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html"],
        aws_error: "NetworkAclEntryAlreadyExists",
        each: NetworkAcl,
    }
}

fn check(cx: &Context<'_>, id: NetworkAclId, acl: &NetworkAcl, found: &mut Findings) {
    let mut numbers: BTreeMap<(Direction, u16), Vec<usize>> = BTreeMap::new();
    for (place, entry) in acl.entries.iter().enumerate() {
        numbers.entry((entry.direction, entry.number)).or_default().push(place);
    }
    for ((direction, number), places) in numbers.into_iter().filter(|(_, places)| places.len() > 1) {
        let way = match direction {
            Direction::Ingress => "inbound",
            Direction::Egress => "outbound",
        };
        let message = format!("{} has {} {way} entries with number {number}.", cx.name(id), places.len());
        let finding = found.at(id, message).field("entries");
        // The next number that is free behind it, when only one has to move.
        let taken = |n: u16| acl.entries.iter().any(|entry| entry.direction == direction && entry.number == n);
        let highest = limits::NETWORK_ACL_RULE_NUMBER_MAX.default.and_then(|n| u16::try_from(n).ok()).unwrap_or(number);
        if let ([_, second], Some(free)) = (&places[..], (number..=highest).find(|n| !taken(*n))) {
            let second = *second;
            finding.fix(Fix::new(
                format!("Number the second {free}"),
                Safety::ChangesTraffic,
                [Edit::change(id, move |acl| {
                    if let Some(entry) = acl.entries.get_mut(second) {
                        entry.number = free;
                    }
                })],
            ));
        }
    }
}
