use crate::model::VpcId;
use crate::model::kinds::Vpc;
use crate::rules::one_per_vpc::more_than_one;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A VPC has more than one egress-only gateway.
    ///
    /// ## Why it matters
    /// A VPC takes one. Like the internet gateway it is redundant by itself, in all zones, and all subnets can share it.
    ///
    /// ## What to do
    /// Keep one, and lead all routes to it.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 2600:1f18:1234:5600::/56 {
    ///   eigw out
    ///   eigw out-2
    ///   route_table rt main { ::/0 -> eigw:out }
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 2600:1f18:1234:5600::/56 {
    ///   eigw out
    ///   route_table rt main { ::/0 -> eigw:out }
    /// }
    /// ```
    "gateways/eigw-two-per-vpc" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"],
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, _: &Vpc, found: &mut Findings) {
    let Some(network) = cx.network(id) else { return };
    more_than_one(cx, network, &network.egress_only_gateways, "egress-only gateways", found);
}
