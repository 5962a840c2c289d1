use crate::addressing::Family;
use crate::model::VpcId;
use crate::model::kinds::Vpc;
use crate::rules::space::{move_subnet, move_subnet_v6};
use crate::rules::{Context, Findings, rule};

rule! {
    /// Two subnets of one VPC share addresses.
    ///
    /// ## Why it matters
    /// The subnet of an address decides everything else about it: its Availability Zone, its route table, its network
    /// ACL. An address in two subnets would have two answers, so AWS creates the first subnet and refuses the second.
    /// Prefixes never overlap by halves: either one lies inside the other or they are apart.
    ///
    /// ## What to do
    /// Move one of them to a free block of the VPC. As long as nothing has been created that costs nothing; afterwards a
    /// subnet cannot change its block, and everything in it has to be moved to a new one.
    ///
    /// ```design,finds
    /// vpc main 10.0.0.0/16 {
    ///   tier app private { subnet app-a a 10.0.0.0/22; subnet app-b b 10.0.2.0/24 }
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.0.0.0/16 {
    ///   tier app private { subnet app-a a 10.0.0.0/22; subnet app-b b 10.0.4.0/24 }
    /// }
    /// ```
    "addressing/subnet-overlaps-subnet" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html",
            "https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html",
        ],
        aws_error: "InvalidSubnet.Conflict",
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, _: &Vpc, found: &mut Findings) {
    let Some(network) = cx.network(id) else { return };
    for (outer, inner) in network.nested_subnets() {
        let (outer, inner) = (&network.subnets[*outer], &network.subnets[*inner]);
        let shared = outer.blocks().find_map(|a| inner.blocks().find_map(|b| Some((a, b, a.intersection(b)?))));
        let Some((a, b, shared)) = shared else { continue };
        let what = if a == b { format!("both {a}") } else { format!("{a} and {b} share {shared}") };
        let message = format!(
            "{} and {} overlap in {}: {what}. AWS refuses the second of them.",
            outer.name(),
            inner.name(),
            network.name()
        );
        let mend = match shared.family() {
            Family::V4 => move_subnet,
            Family::V6 => move_subnet_v6,
        };
        found
            .on_all([inner.entity_id(), outer.entity_id()], message)
            .field(if shared.family() == Family::V4 { "ipv4" } else { "ipv6" })
            .fix(mend(cx, network, inner))
            .fix(mend(cx, network, outer));
    }
}
