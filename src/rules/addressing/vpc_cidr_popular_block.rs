use crate::addressing::CidrBlock;
use crate::model::VpcId;
use crate::model::kinds::Vpc;
use crate::rules::space::move_vpc_block;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A VPC uses a block that half the world uses.
    ///
    /// ## Why it matters
    /// 10.0.0.0/16 is in every tutorial, 192.168.0.0/24 and 192.168.1.0/24 are in every home. Sooner or later a partner,
    /// an acquired company or a colleague on a VPN has the same addresses, and two networks that share addresses cannot
    /// be connected. Changing the first block of a VPC means building it anew.
    ///
    /// ## What to do
    /// Take the block from a plan (an address pool), with a second octet that nobody else is likely to use.
    ///
    /// ```design,finds
    /// vpc main 10.0.0.0/16
    /// ```
    /// ```design,clean
    /// vpc main 10.83.0.0/16
    /// ```
    "addressing/vpc-cidr-popular-block" {
        severity: Advice,
        sources: ["https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html"],
        each: Vpc,
    }
}

const POPULAR: [CidrBlock; 4] = [
    CidrBlock::v4([10, 0, 0, 0], 16),
    CidrBlock::v4([192, 168, 0, 0], 16),
    CidrBlock::v4([192, 168, 0, 0], 24),
    CidrBlock::v4([192, 168, 1, 0], 24),
];

fn check(cx: &Context<'_>, id: VpcId, vpc: &Vpc, found: &mut Findings) {
    let Some(block) = vpc.ipv4_blocks().next().filter(|block| POPULAR.contains(block)) else { return };
    let message = format!(
        "{} uses {block}, the most common block in tutorials and homes: expect overlaps when you connect to others.",
        cx.name(id)
    );
    found.at(id, message).field("ipv4").fix(move_vpc_block(cx, id, block));
}
