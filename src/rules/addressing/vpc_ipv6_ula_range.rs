use crate::addressing::{CidrBlock, is_unique_local};
use crate::model::VpcId;
use crate::model::kinds::Vpc;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A private IPv6 block lies outside the range that AWS offers.
    ///
    /// ## Why it matters
    /// Private IPv6 ("unique local" addresses, fc00::/7) can be used in a VPC since 2024, but only from an IPAM pool and
    /// only inside fd80::/9. AWS keeps fd00::/16 for itself: metadata and DNS answer there. Private IPv6 never reaches
    /// the internet, not even with an internet gateway.
    ///
    /// ## What to do
    /// Make a private pool inside fd80::/9 in IPAM and take the block from it.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 ipv6=[fd00:10::/56]
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 ipv6=[fd80:10::/56]
    /// ```
    "addressing/vpc-ipv6-ula-range" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html"],
        each: Vpc,
    }
}

/// What AWS lets IPAM hand out.
const OFFERED: CidrBlock = CidrBlock::v6([0xfd80, 0, 0, 0, 0, 0, 0, 0], 9);

fn check(cx: &Context<'_>, id: VpcId, vpc: &Vpc, found: &mut Findings) {
    for block in vpc.ipv6_blocks().filter(|block| is_unique_local(*block) && !OFFERED.covers(*block)) {
        let message =
            format!("{}: {block} is private IPv6 outside {OFFERED}. AWS takes only blocks in there.", cx.name(id));
        found.at(id, message).field("ipv6");
    }
}
