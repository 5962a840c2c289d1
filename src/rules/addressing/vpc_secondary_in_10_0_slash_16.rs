use crate::addressing::CidrBlock;
use crate::model::VpcId;
use crate::model::kinds::Vpc;
use crate::rules::ranges::{TEN_ZERO, TEN_ZERO_AND_ONE, additions};
use crate::rules::space::move_vpc_block;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A block of 10.0.0.0/16 is added to a VPC that has a block in 10.0.0.0/15.
    ///
    /// ## Why it matters
    /// It is an odd exception, but a documented one: once a VPC has anything between 10.0.0.0 and 10.1.255.255, AWS adds
    /// nothing more out of 10.0.0.0/16. It hits the VPC that was made as 10.0.0.0/24 and wants 10.0.1.0/24 next.
    ///
    /// ## What to do
    /// Make the first block as large as the VPC will need, or continue at 10.2.0.0 and above.
    ///
    /// ```design,finds
    /// vpc main 10.0.0.0/24 10.0.1.0/24
    /// ```
    /// ```design,clean
    /// vpc main 10.0.0.0/24 10.2.1.0/24
    /// ```
    "addressing/vpc-secondary-in-10-0-slash-16" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html"],
        aws_error: "InvalidVpc.Range",
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, vpc: &Vpc, found: &mut Findings) {
    let blocks: Vec<CidrBlock> = vpc.ipv4_blocks().collect();
    for (new, before) in additions(&blocks).filter(|(new, _)| TEN_ZERO.covers(*new)) {
        let Some(existing) = before.iter().find(|block| TEN_ZERO_AND_ONE.covers(**block)) else { continue };
        let message = format!(
            "{}: {new} cannot be added, because {existing} is in {TEN_ZERO_AND_ONE}: AWS then adds nothing of {TEN_ZERO}.",
            cx.name(id)
        );
        found.at(id, message).field("ipv4").fix(move_vpc_block(cx, id, new));
    }
}
