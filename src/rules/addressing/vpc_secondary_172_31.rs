use crate::addressing::{CidrBlock, RFC1918};
use crate::model::VpcId;
use crate::model::kinds::Vpc;
use crate::rules::ranges::{DEFAULT_VPC, additions};
use crate::rules::space::move_vpc_block;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A block of 172.31.0.0/16 is added to a VPC in 172.16.0.0/12.
    ///
    /// ## Why it matters
    /// 172.31.0.0/16 belongs to default VPCs, and AWS never adds it to another VPC of that range. Only adding is refused:
    /// a VPC may be created with 172.31.0.0/16 as its first block. It surprises those who extend 172.30.0.0/16 into its
    /// neighbour.
    ///
    /// ## What to do
    /// Use another block of 172.16.0.0/12 (172.17.0.0/16 is Docker's), or 100.64.0.0/10.
    ///
    /// ```design,finds
    /// vpc main 172.30.0.0/16 172.31.0.0/16
    /// ```
    /// ```design,clean
    /// vpc main 172.30.0.0/16 172.29.0.0/16
    /// ```
    "addressing/vpc-secondary-172-31" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html"],
        aws_error: "InvalidVpc.Range",
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, vpc: &Vpc, found: &mut Findings) {
    let blocks: Vec<CidrBlock> = vpc.ipv4_blocks().collect();
    for (new, before) in additions(&blocks).filter(|(new, _)| DEFAULT_VPC.overlaps(*new)) {
        if before.iter().any(|block| RFC1918[1].covers(*block)) {
            let message = format!(
                "{}: {new} cannot be added. {DEFAULT_VPC} belongs to default VPCs and is never added to another VPC.",
                cx.name(id)
            );
            found.at(id, message).field("ipv4").fix(move_vpc_block(cx, id, new));
        }
    }
}
