use crate::addressing::{CidrBlock, Family, usable_addresses};
use crate::aws::limits;
use crate::model::kinds::Vpc;
use crate::model::{SubnetId, VpcId};
use crate::rules::demand::by_subnet;
use crate::rules::space::{free_for_subnet, prefix_length, readdress_subnet};
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Network, rule};

rule! {
    /// A subnet has fewer addresses than what is drawn in it needs.
    ///
    /// ## Why it matters
    /// A /28 has 11 addresses to give, a /24 has 251. Instances keep theirs when they are stopped, pods take one each, and
    /// load balancers, NAT gateways, endpoints, functions and databases take theirs from the same subnet. AWS refuses
    /// what comes last, and a subnet cannot be made larger.
    ///
    /// ## What to do
    /// Take a larger subnet, spread over more zones, or give pods a subnet of their own.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/28 }
    ///   workload orders tier=app count=20
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/26 }
    ///   workload orders tier=app count=20
    /// }
    /// ```
    "addressing/subnet-capacity-exceeded" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html",
            "https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html",
        ],
        aws_error: "InsufficientFreeAddressesInSubnet",
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, _: &Vpc, found: &mut Findings) {
    let Some(network) = cx.network(id) else { return };
    for (subnet, (supply, demand)) in by_subnet(cx, network) {
        let Some(held) = network.subnet(subnet) else { continue };
        let Some(block) = held.ipv4_block() else { continue };
        let for_singles = supply.usable.saturating_sub(supply.for_prefixes);
        let message = if demand.total() > supply.usable {
            let whom = list(demand.consumers.iter().map(|(who, needs)| format!("{} ({needs})", cx.name(*who))));
            format!(
                "{} ({block}) has {} addresses to give; {} are needed: {whom}.",
                held.name(),
                supply.usable,
                demand.total()
            )
        } else if demand.singles > for_singles {
            format!(
                "{} ({block}) has {for_singles} addresses to give beside those reserved for prefixes; {} are needed.",
                held.name(),
                demand.singles
            )
        } else {
            continue;
        };
        let consumers = demand.consumers.iter().map(|(who, _)| *who);
        found.at(subnet, message).with(consumers).field("ipv4").fix(enlarge(cx, network, subnet, demand.total()));
    }
}

/// A larger block elsewhere in the VPC, with a quarter to spare.
fn enlarge(cx: &Context<'_>, network: &Network, id: SubnetId, needed: u64) -> Option<Fix> {
    let subnet = network.subnet(id)?;
    let block = subnet.ipv4_block()?;
    let widest = prefix_length(&limits::SUBNET_IPV4_PREFIX_MIN);
    let enough =
        |length: &u8| usable_addresses(CidrBlock::containing(block.first(), *length)) >= u128::from(needed) * 5 / 4;
    let length = (widest..block.length()).rev().find(enough)?;
    readdress_subnet(cx, subnet, free_for_subnet(network, Family::V4, length, Some(subnet))?)
}
