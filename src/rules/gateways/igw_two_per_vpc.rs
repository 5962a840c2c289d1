use crate::model::VpcId;
use crate::model::kinds::Vpc;
use crate::rules::one_per_vpc::more_than_one;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A VPC has more than one internet gateway.
    ///
    /// ## Why it matters
    /// An internet gateway is not a box but a service that grows by itself and spans all zones: one is neither a
    /// bottleneck nor a single point of failure. AWS attaches one to a VPC and refuses a second.
    ///
    /// ## What to do
    /// Keep one, and lead all routes to it: it serves every zone and every subnet of the VPC.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { igw one; igw two }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 { igw one }
    /// ```
    "gateways/igw-two-per-vpc" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"],
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, _: &Vpc, found: &mut Findings) {
    let Some(network) = cx.network(id) else { return };
    more_than_one(cx, network, &network.internet_gateways, "internet gateways", found);
}
