use crate::addressing::{CidrBlock, Family};
use crate::aws::limits;
use crate::model::SubnetId;
use crate::model::kinds::Subnet;
use crate::rules::space::{move_subnet, prefix_length, readdress_subnet};
use crate::rules::{Context, Findings, rule};

rule! {
    /// A subnet's IPv4 block is larger than /16 or smaller than /28.
    ///
    /// ## Why it matters
    /// AWS keeps five addresses of every subnet: the first four and the last. A /28 has 16, so 11 are left; a /29 would
    /// have three. At the other end a subnet is a part of one VPC block, and that is a /16 at most.
    ///
    /// ## What to do
    /// Choose a length from /16 to /28. Private subnets that hold many hosts or pods are usually /19 to /22, small ones
    /// for gateways and load balancers /24 to /27.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/29 }
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/28 }
    /// }
    /// ```
    "addressing/subnet-size-invalid" {
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
    let (widest, narrowest) =
        (prefix_length(&limits::SUBNET_IPV4_PREFIX_MIN), prefix_length(&limits::SUBNET_IPV4_PREFIX_MAX));
    let Some(block) = subnet.ipv4_block() else { return };
    // A block of the other family is another rule's.
    if block.family() != Family::V4 || (widest..=narrowest).contains(&block.length()) {
        return;
    }
    let message = format!(
        "{}: {block} is {} for a subnet. AWS takes /{widest} to /{narrowest} and keeps five addresses of each.",
        cx.name(id),
        if block.length() < widest { "too large" } else { "too small" }
    );
    let finding = found.at(id, message).field("ipv4");
    let Some(network) = cx.network(subnet.vpc) else { return };
    let Some(held) = network.subnet(id) else { return };
    let grown = CidrBlock::containing(block.first(), narrowest);
    let others = network.subnets.iter().filter(|other| other.id != id).flat_map(|other| other.blocks());
    let in_place = block.length() > narrowest
        && network.blocks().any(|b| b.covers(grown))
        && !others.into_iter().any(|b| b.overlaps(grown));
    finding.fix(if in_place { readdress_subnet(cx, held, grown) } else { move_subnet(cx, network, held) });
}
