use crate::model::PeeringId;
use crate::model::kinds::Peering;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A peering has the same VPC at both ends.
    ///
    /// ## Why it matters
    /// Everything inside a VPC reaches everything else by the local route; there is nothing to peer. Usually one end was
    /// chosen by mistake.
    ///
    /// ## What to do
    /// Choose the other VPC, or delete the peering.
    ///
    /// ```design,finds
    /// vpc a 10.20.0.0/16
    /// peering a-a a a
    /// ```
    /// ```design,clean
    /// vpc a 10.20.0.0/16
    /// vpc b 10.21.0.0/16
    /// peering a-b a b
    /// ```
    "peering/peering-self" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html"],
        each: Peering,
    }
}

fn check(cx: &Context<'_>, id: PeeringId, peering: &Peering, found: &mut Findings) {
    if peering.requester == peering.accepter {
        let message = format!("{} joins {} with itself.", cx.name(id), cx.name(peering.requester));
        found.at(id, message).with([peering.requester]).field("accepter");
    }
}
