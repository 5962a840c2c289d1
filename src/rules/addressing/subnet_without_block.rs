use crate::addressing::Family;
use crate::aws::limits;
use crate::model::SubnetId;
use crate::model::kinds::Subnet;
use crate::rules::space::{free_for_subnet, prefix_length, readdress_subnet};
use crate::rules::{Context, Findings, rule};

rule! {
    /// A subnet has no block yet.
    ///
    /// ## Why it matters
    /// A subnet is created with its block, and the block can never be changed afterwards: neither grown, nor shrunk, nor
    /// moved.
    ///
    /// ## What to do
    /// Give it a free block of its VPC, or an IPv6 block when it is to be IPv6-only.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { tier app private { subnet app-a a } }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 { tier app private { subnet app-a a 10.20.0.0/24 } }
    /// ```
    "addressing/subnet-without-block" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html"],
        aws_error: "MissingParameter",
        each: Subnet,
    }
}

/// The length of a subnet that nothing says anything about: room for 251 hosts.
const USUAL_LENGTH: u8 = 24;

fn check(cx: &Context<'_>, id: SubnetId, subnet: &Subnet, found: &mut Findings) {
    if subnet.ipv4.is_some() || subnet.ipv6.is_some() {
        return;
    }
    let finding = found.at(id, format!("{} has no block. AWS makes no subnet without one.", cx.name(id))).field("ipv4");
    let Some(network) = cx.network(subnet.vpc) else { return };
    let of_sibling = network.subnets_of(subnet.tier).find_map(|s| s.ipv4_block()).map(|block| block.length());
    let length = network.tier(subnet.tier).and_then(|tier| tier.length).or(of_sibling).unwrap_or(USUAL_LENGTH);
    let (widest, narrowest) =
        (prefix_length(&limits::SUBNET_IPV4_PREFIX_MIN), prefix_length(&limits::SUBNET_IPV4_PREFIX_MAX));
    let length = length.clamp(widest, narrowest);
    let block = free_for_subnet(network, Family::V4, length, None);
    finding.fix(block.zip(network.subnet(id)).and_then(|(block, held)| readdress_subnet(cx, held, block)));
}
