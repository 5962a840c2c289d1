use crate::model::VpcId;
use crate::model::kinds::Vpc;
use crate::rules::ranges::{AWS_MANAGEMENT, BENCHMARK};
use crate::rules::space::move_vpc_block;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A VPC block lies in 198.18.0.0/15, half of which AWS uses itself.
    ///
    /// ## Why it matters
    /// The range is set aside for benchmarks between devices. AWS uses 198.19.0.0/16 for management networks of several
    /// services. A VPC that starts in it can never get a private (RFC 1918) block.
    ///
    /// ## What to do
    /// Use 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, or 100.64.0.0/10.
    ///
    /// ```design,finds
    /// vpc main 198.19.0.0/20
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/20
    /// ```
    "addressing/vpc-cidr-198-19" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html"],
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, vpc: &Vpc, found: &mut Findings) {
    let primary = vpc.ipv4_blocks().next();
    for block in vpc.ipv4_blocks().filter(|block| BENCHMARK.overlaps(*block)) {
        // Added to others it is refused, which is the finding of another rule.
        if primary != Some(block) && AWS_MANAGEMENT.overlaps(block) {
            continue;
        }
        let message = format!(
            "{}: {block} is in {BENCHMARK}. AWS uses {AWS_MANAGEMENT} itself, and no private block can be added beside it.",
            cx.name(id)
        );
        found.at(id, message).field("ipv4").fix(move_vpc_block(cx, id, block));
    }
}
