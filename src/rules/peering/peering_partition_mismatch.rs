use crate::aws::region::region;
use crate::model::kinds::Peering;
use crate::model::{EntityId, PeeringId};
use crate::rules::{Context, Findings, rule};

rule! {
    /// A peering joins Regions of different partitions.
    ///
    /// ## Why it matters
    /// AWS runs its Regions in China, GovCloud and the European Sovereign Cloud apart from the rest, with accounts of
    /// their own. Nothing of one partition can name anything of another, so their VPCs cannot be peered.
    ///
    /// ## What to do
    /// Connect them as you would connect two companies: by VPN over the internet or a private line.
    ///
    /// ```design,finds
    /// vpc a 10.20.0.0/16 region=eu-west-1
    /// vpc b 10.21.0.0/16 region=cn-north-1
    /// peering a-b a b
    /// ```
    /// ```design,clean
    /// vpc a 10.20.0.0/16 region=eu-west-1
    /// vpc b 10.21.0.0/16 region=us-east-1
    /// peering a-b a b
    /// ```
    "peering/peering-partition-mismatch" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/peering/what-is-vpc-peering.html"],
        each: Peering,
    }
}

fn check(cx: &Context<'_>, id: PeeringId, peering: &Peering, found: &mut Findings) {
    let (Some(a), Some(b)) = (cx.get(peering.requester), cx.get(peering.accepter)) else { return };
    let (Some(of_a), Some(of_b)) = (region(&a.region), region(&b.region)) else { return };
    if of_a.partition != of_b.partition {
        let message = format!(
            "{} cannot join {} and {}: {} and {} belong to different partitions of AWS.",
            cx.name(id),
            cx.name(peering.requester),
            cx.name(peering.accepter),
            of_a.code,
            of_b.code
        );
        found.at(id, message).with([EntityId::from(peering.requester), peering.accepter.into()]);
    }
}
