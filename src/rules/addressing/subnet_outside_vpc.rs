use crate::addressing::{CidrBlock, Family};
use crate::aws::limits;
use crate::model::kinds::Subnet;
use crate::model::{Edit, SubnetId};
use crate::rules::space::{move_subnet, prefix_length};
use crate::rules::{Context, Findings, Fix, Network, Safety, rule};

rule! {
    /// A subnet's IPv4 block does not lie inside one block of its VPC.
    ///
    /// ## Why it matters
    /// A subnet is a slice of one block of its VPC. Every block has a local route of its own, which is how the VPC
    /// delivers packets inside itself; an address outside all blocks has none. Two blocks that happen to be neighbours
    /// are still two: a subnet cannot stretch over both.
    ///
    /// ## What to do
    /// Give the subnet a block inside the VPC, or first add the range to the VPC as a secondary block.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.21.0.0/24 }
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 10.21.0.0/16 {
    ///   tier app private { subnet app-a a 10.21.0.0/24 }
    /// }
    /// ```
    "addressing/subnet-outside-vpc" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html",
            "https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html",
        ],
        aws_error: "InvalidSubnet.Range",
        each: Subnet,
    }
}

fn check(cx: &Context<'_>, id: SubnetId, subnet: &Subnet, found: &mut Findings) {
    let Some(block) = subnet.ipv4_block() else { return };
    let Some(network) = cx.network(subnet.vpc) else { return };
    let Some(vpc) = &network.vpc else { return };
    let blocks: Vec<CidrBlock> = vpc.ipv4_blocks().collect();
    // A VPC whose blocks are not decided yet, or not readable, says nothing about its subnets.
    if blocks.is_empty() || vpc.ipv4.len() != blocks.len() || blocks.iter().any(|b| b.covers(block)) {
        return;
    }
    let name = cx.name(id);
    let list: Vec<String> = blocks.iter().map(CidrBlock::to_string).collect();
    let list = list.join(", ");
    let message = if blocks.iter().any(|b| block.covers(*b)) {
        format!("{name}: {block} is larger than the block of {} that it should be a part of ({list}).", vpc.name())
    } else {
        format!("{name}: {block} is not inside {} ({list}). AWS refuses the subnet.", vpc.name())
    };
    let finding = found.at(id, message).with([subnet.vpc]).field("ipv4");
    if let Some(held) = network.subnet(id) {
        finding.fix(move_subnet(cx, network, held));
    }
    finding.fix(add_block(cx, network, block));
}

/// Adds the subnet's block to the VPC, widened to the smallest block that AWS takes, when nothing else is there.
fn add_block(cx: &Context<'_>, network: &Network, block: CidrBlock) -> Option<Fix> {
    let range = prefix_length(&limits::VPC_IPV4_PREFIX_MIN)..=prefix_length(&limits::VPC_IPV4_PREFIX_MAX);
    let of_census = |vpc: &crate::rules::Brief| vpc.blocks.iter().any(|b| b.overlaps(block));
    let routes = network.tables.iter().flat_map(|table| &table.routes).filter_map(|route| route.destination.get());
    let same_range = |b: CidrBlock| crate::addressing::RFC1918.iter().find(|range| range.covers(b));
    let fits = range.contains(&block.length())
        && block.family() == Family::V4
        && same_range(block).is_some()
        && network.blocks().all(|b| b.family() == Family::V6 || same_range(b) == same_range(block))
        && !cx.census().vpcs().any(of_census)
        && !routes.into_iter().any(|destination| block.covers(destination))
        && !CidrBlock::v4([10, 0, 0, 0], 15).covers(block)
        && !CidrBlock::v4([172, 31, 0, 0], 16).overlaps(block);
    fits.then(|| {
        Fix::new(
            format!("Add {block} to {} as a secondary block", network.name()),
            Safety::NeedsChoice,
            [Edit::change(network.id, move |vpc| vpc.ipv4.push(block.into()))],
        )
    })
}
