use crate::model::VpcId;
use crate::model::kinds::Vpc;
use crate::rules::ranges::DEFAULT_VPC;
use crate::rules::space::move_vpc_block;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A VPC uses the range of every account's default VPC.
    ///
    /// ## Why it matters
    /// AWS makes a default VPC in each Region of each account, always with 172.31.0.0/16. Networks that share addresses
    /// cannot be peered, so a VPC in this range can never be connected with any default VPC, here or at a partner.
    ///
    /// ## What to do
    /// Take another block. 172.16.0.0/12 has fifteen more /16s, 10.0.0.0/8 has 256.
    ///
    /// ```design,finds
    /// vpc main 172.31.0.0/16
    /// ```
    /// ```design,clean
    /// vpc main 172.30.0.0/16
    /// ```
    "addressing/vpc-cidr-same-as-default-vpc" {
        severity: Advice,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html",
            "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html",
        ],
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, vpc: &Vpc, found: &mut Findings) {
    // As a further block of a 172.16.0.0/12 VPC it is refused, which is the finding of another rule.
    let Some(block) = vpc.ipv4_blocks().next().filter(|block| DEFAULT_VPC.overlaps(*block)) else { return };
    let message = format!(
        "{}: {block} overlaps {DEFAULT_VPC}, the block of every account's default VPC. The two can never be peered.",
        cx.name(id)
    );
    found.at(id, message).field("ipv4").fix(move_vpc_block(cx, id, block));
}
