use crate::addressing::Family;
use crate::aws::limits;
use crate::model::VpcId;
use crate::model::kinds::Vpc;
use crate::rules::space::prefix_length;
use crate::rules::{Context, Findings, rule};

rule! {
    /// An IPv6 block of a VPC has a length that AWS does not give out.
    ///
    /// ## Why it matters
    /// Amazon's own IPv6 blocks are always /56, which is 256 subnets of /64. A block that you bring, or take from an IPAM
    /// pool, may be /44, /48, /52, /56 or /60, so that its border falls between two hexadecimal digits.
    ///
    /// ## What to do
    /// Use /56, or one of the other lengths for a block of your own.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 ipv6=[2600:1f18:1000::/50]
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 ipv6=[2600:1f18:1000::/56]
    /// ```
    "addressing/vpc-ipv6-prefix-invalid" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html"],
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, vpc: &Vpc, found: &mut Findings) {
    let (widest, narrowest) =
        (prefix_length(&limits::VPC_IPV6_PREFIX_MIN), prefix_length(&limits::VPC_IPV6_PREFIX_MAX));
    for block in vpc.ipv6_blocks().filter(|block| block.family() == Family::V6) {
        let length = block.length();
        if (widest..=narrowest).contains(&length) && length % 4 == 0 {
            continue;
        }
        let message = format!(
            "{}: {block} is a /{length}. An IPv6 block of a VPC is /56, or /{widest} to /{narrowest} in steps of 4 when it \
             is your own.",
            cx.name(id)
        );
        found.at(id, message).field("ipv6");
    }
}
