use crate::addressing::CidrBlock;
use crate::model::VpcId;
use crate::model::kinds::Vpc;
use crate::rules::ranges::{additions, private_range};
use crate::rules::space::move_vpc_block;
use crate::rules::{Context, Findings, rule};

rule! {
    /// The private blocks of a VPC come from different private ranges.
    ///
    /// ## Why it matters
    /// AWS runs hidden networks of its own for some services, and keeps them clear of a VPC by letting each VPC use one
    /// of the three private ranges only. A VPC that starts in 10.0.0.0/8 can grow inside 10.0.0.0/8, into 100.64.0.0/10,
    /// or into public space, but not into 172.16.0.0/12 or 192.168.0.0/16.
    ///
    /// ## What to do
    /// Choose the additional block from the range that the VPC started in, or from 100.64.0.0/10.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 172.20.0.0/16
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 10.21.0.0/16 100.64.0.0/16
    /// ```
    "addressing/vpc-secondary-mixes-rfc1918" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html"],
        aws_error: "InvalidVpc.Range",
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, vpc: &Vpc, found: &mut Findings) {
    let blocks: Vec<CidrBlock> = vpc.ipv4_blocks().collect();
    let Some(primary) = blocks.iter().find_map(|block| private_range(*block)) else { return };
    for (new, before) in additions(&blocks) {
        let differs = |block: CidrBlock| private_range(block).is_some_and(|range| Some(range) != private_range(new));
        if private_range(new).is_none_or(|range| range == primary) {
            continue;
        }
        let Some(existing) = before.iter().find(|block| differs(**block)) else { continue };
        let message = format!(
            "{}: {new} cannot be added beside {existing}. The private blocks of a VPC must all be in {primary}.",
            cx.name(id)
        );
        found.at(id, message).field("ipv4").fix(move_vpc_block(cx, id, new));
    }
}
