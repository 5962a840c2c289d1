use crate::model::kinds::Vpc;
use crate::model::{Edit, VpcId};
use crate::rules::space::{free_for_vpc, new_vpc_length};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A VPC has no IPv4 block yet.
    ///
    /// ## Why it matters
    /// A VPC is made with exactly one IPv4 block, its primary one; there are no VPCs without, and no IPv6-only ones. The
    /// primary block can never be changed afterwards, so it is worth a thought.
    ///
    /// ## What to do
    /// Give it a block between /16 and /28, from an address pool that no other network uses.
    ///
    /// ```design,finds
    /// vpc main
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16
    /// ```
    "addressing/vpc-without-block" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html"],
        aws_error: "MissingParameter",
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, vpc: &Vpc, found: &mut Findings) {
    if !vpc.ipv4.is_empty() {
        return;
    }
    let name = cx.name(id);
    let finding = found.at(id, format!("{name} has no IPv4 block. AWS makes no VPC without one.")).field("ipv4");
    let block = cx.census().vpc(id).and_then(|brief| free_for_vpc(cx, id, None, new_vpc_length(cx, brief)));
    finding.fix(block.map(|block| {
        let title = format!("Give {name} the next free block, {block}");
        Fix::new(title, Safety::NeedsChoice, [Edit::change(id, move |vpc| vpc.ipv4.push(block.into()))])
    }));
}
