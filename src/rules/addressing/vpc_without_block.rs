use crate::addressing::{CidrBlock, is_rfc1918, smallest_cover};
use crate::aws::limits;
use crate::model::kinds::{RouteTarget, Vpc};
use crate::model::{Edit, VpcId};
use crate::rules::space::{free_for_vpc, new_vpc_length, prefix_length};
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
    let Some(network) = cx.network(id) else { return };
    // Subnets that are there already say where the VPC must be.
    let of_subnets: Vec<CidrBlock> = network.subnets.iter().filter_map(|s| s.ipv4_block()).collect();
    let routes = || network.tables.iter().flat_map(|table| &table.routes);
    if routes().any(|route| route.target == RouteTarget::Local) {
        return;
    }
    let block = match smallest_cover(of_subnets.iter().copied()) {
        None if of_subnets.is_empty() => {
            cx.census().vpc(id).and_then(|brief| free_for_vpc(cx, id, None, new_vpc_length(cx, brief)))
        }
        cover => cover.filter(|cover| is_free(cx, *cover)),
    };
    let routed = |block: CidrBlock| routes().filter_map(|r| r.destination.get()).any(|d| block.covers(d));
    finding.fix(block.filter(|block| !routed(*block)).map(|block| {
        let title = format!("Give {name} the block {block}");
        Fix::new(title, Safety::NeedsChoice, [Edit::change(id, move |vpc| vpc.ipv4.push(block.into()))])
    }));
}

/// May a VPC have the block, and has no other VPC an address in it?
fn is_free(cx: &Context<'_>, block: CidrBlock) -> bool {
    let lengths = prefix_length(&limits::VPC_IPV4_PREFIX_MIN)..=prefix_length(&limits::VPC_IPV4_PREFIX_MAX);
    let taken = cx.census().vpcs().flat_map(|vpc| &vpc.blocks).any(|other| other.overlaps(block));
    is_rfc1918(block) && lengths.contains(&block.length()) && !taken
}
