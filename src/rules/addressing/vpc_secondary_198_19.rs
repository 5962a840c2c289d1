use crate::addressing::CidrBlock;
use crate::model::VpcId;
use crate::model::kinds::Vpc;
use crate::rules::ranges::{AWS_MANAGEMENT, additions};
use crate::rules::space::move_vpc_block;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A block of 198.19.0.0/16 is added to a VPC that has other blocks.
    ///
    /// ## Why it matters
    /// AWS uses 198.19.0.0/16 for networks of its own services. It lets a VPC start there, but refuses the range as an
    /// addition to private, shared or public blocks.
    ///
    /// ## What to do
    /// Grow inside the VPC's own private range, or into 100.64.0.0/10.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 198.19.0.0/20
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 100.64.0.0/20
    /// ```
    "addressing/vpc-secondary-198-19" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html"],
        aws_error: "InvalidVpc.Range",
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, vpc: &Vpc, found: &mut Findings) {
    let blocks: Vec<CidrBlock> = vpc.ipv4_blocks().collect();
    for (new, before) in additions(&blocks).filter(|(new, _)| AWS_MANAGEMENT.covers(*new)) {
        let Some(existing) = before.iter().find(|block| !AWS_MANAGEMENT.covers(**block)) else { continue };
        let message = format!(
            "{}: {new} cannot be added beside {existing}. AWS keeps {AWS_MANAGEMENT} for its own services.",
            cx.name(id)
        );
        found.at(id, message).field("ipv4").fix(move_vpc_block(cx, id, new));
    }
}
