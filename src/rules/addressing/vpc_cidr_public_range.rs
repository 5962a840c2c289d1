use crate::addressing::{SPECIAL_RANGES, SpecialRange};
use crate::model::VpcId;
use crate::model::kinds::Vpc;
use crate::rules::ranges::is_public_space;
use crate::rules::space::move_vpc_block;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A VPC block is made of public addresses.
    ///
    /// ## Why it matters
    /// AWS allows it, and treats the addresses as private: it never announces them to the internet. But inside the VPC
    /// the local route wins over the default route, so whoever really owns those addresses cannot be reached from here.
    /// Private names of such hosts also do not resolve over a peering unless its DNS option is on.
    ///
    /// ## What to do
    /// Use private addresses (10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16), unless the range is yours and this is meant.
    ///
    /// ```design,finds
    /// vpc main 52.10.0.0/16
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16
    /// ```
    "addressing/vpc-cidr-public-range" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html",
            "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html",
        ],
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, vpc: &Vpc, found: &mut Findings) {
    // What lies in a range with a meaning of its own is the finding of another rule.
    let special = |s: &&SpecialRange| !s.private && s.purpose != "documentation";
    let told = |block| SPECIAL_RANGES.iter().filter(special).any(|s| s.block.overlaps(block));
    for block in vpc.ipv4_blocks().filter(|block| is_public_space(*block) && !told(*block)) {
        let name = cx.name(id);
        let message = format!(
            "{name}: {block} is public address space. Hosts in {name} can never reach its real owners on the internet."
        );
        found.at(id, message).field("ipv4").fix(move_vpc_block(cx, id, block));
    }
}
