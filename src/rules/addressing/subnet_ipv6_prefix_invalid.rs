use crate::addressing::Family;
use crate::aws::limits;
use crate::model::SubnetId;
use crate::model::kinds::Subnet;
use crate::rules::space::{move_subnet_v6, prefix_length};
use crate::rules::{Context, Findings, rule};

rule! {
    /// A subnet's IPv6 block has a length that AWS does not take.
    ///
    /// ## Why it matters
    /// An IPv6 subnet may be /44, /48, /52, /56, /60 or /64: its border falls between two hexadecimal digits. Hosts
    /// expect /64, and a VPC's /56 holds 256 of those.
    ///
    /// ## What to do
    /// Use /64: it is what hosts expect, and there is room for 256 of them in a /56.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 ipv6=[2600:1f18:1000::/56] {
    ///   tier app private { subnet app-a a 10.20.0.0/24 ipv6=2600:1f18:1000::/62 }
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 ipv6=[2600:1f18:1000::/56] {
    ///   tier app private { subnet app-a a 10.20.0.0/24 ipv6=2600:1f18:1000::/64 }
    /// }
    /// ```
    "addressing/subnet-ipv6-prefix-invalid" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html"],
        aws_error: "InvalidSubnet.Range",
        each: Subnet,
    }
}

fn check(cx: &Context<'_>, id: SubnetId, subnet: &Subnet, found: &mut Findings) {
    let (widest, narrowest) =
        (prefix_length(&limits::SUBNET_IPV6_PREFIX_MIN), prefix_length(&limits::SUBNET_IPV6_PREFIX_MAX));
    let Some(block) = subnet.ipv6_block().filter(|block| block.family() == Family::V6) else { return };
    let length = block.length();
    if (widest..=narrowest).contains(&length) && length % 4 == 0 {
        return;
    }
    let message = format!(
        "{}: {block} is a /{length}. An IPv6 subnet is /{widest} to /{narrowest} in steps of 4, normally /64.",
        cx.name(id)
    );
    let finding = found.at(id, message).field("ipv6");
    if let Some(network) = cx.network(subnet.vpc) {
        finding.fix(network.subnet(id).and_then(|held| move_subnet_v6(cx, network, held)));
    }
}
