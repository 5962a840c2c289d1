use crate::addressing::{CidrBlock, Family};
use crate::model::SubnetId;
use crate::model::kinds::Subnet;
use crate::rules::space::move_subnet_v6;
use crate::rules::words::list;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A subnet's IPv6 block does not lie inside an IPv6 block of its VPC.
    ///
    /// ## Why it matters
    /// As with IPv4, a subnet is a slice of one block of its VPC. The /56 of a VPC gives 256 subnets of /64: the last two
    /// hexadecimal digits before the :: number them.
    ///
    /// ## What to do
    /// Associate an IPv6 block with the VPC, and choose a /64 inside it.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 ipv6=[2600:1f18:1000::/56] {
    ///   tier app private { subnet app-a a 10.20.0.0/24 ipv6=2600:1f18:2000::/64 }
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 ipv6=[2600:1f18:1000::/56] {
    ///   tier app private { subnet app-a a 10.20.0.0/24 ipv6=2600:1f18:1000:1::/64 }
    /// }
    /// ```
    "addressing/subnet-ipv6-outside-vpc" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html",
            "https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html",
        ],
        aws_error: "InvalidSubnet.Range",
        each: Subnet,
    }
}

fn check(cx: &Context<'_>, id: SubnetId, subnet: &Subnet, found: &mut Findings) {
    let Some(block) = subnet.ipv6_block().filter(|block| block.family() == Family::V6) else { return };
    let Some(network) = cx.network(subnet.vpc) else { return };
    let Some(vpc) = &network.vpc else { return };
    let blocks: Vec<CidrBlock> = vpc.ipv6_blocks().collect();
    if vpc.ipv6.len() != blocks.len() || blocks.iter().any(|b| b.covers(block)) {
        return;
    }
    let message = match &blocks[..] {
        [] => format!("{} has the IPv6 block {block}, but {} has none.", cx.name(id), vpc.name()),
        _ => format!("{}: {block} is not inside an IPv6 block of {} ({}).", cx.name(id), vpc.name(), list(&blocks)),
    };
    let finding = found.at(id, message).with([subnet.vpc]).field("ipv6");
    finding.fix(network.subnet(id).and_then(|held| move_subnet_v6(cx, network, held)));
}
