use crate::model::SubnetId;
use crate::model::kinds::Subnet;
use crate::rules::{Context, Findings, rule};

rule! {
    /// One subnet takes all of its VPC.
    ///
    /// ## Why it matters
    /// A subnet lives in one Availability Zone. When it takes the whole VPC there is no room for a second zone, a public
    /// tier or an endpoint, and since subnets cannot shrink, room comes only from a secondary block.
    ///
    /// ## What to do
    /// Give each zone a share of the VPC, a power of two of it, and leave some free.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { tier app private { subnet app-a a 10.20.0.0/16 } }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 { tier app private { subnet app-a a 10.20.0.0/18 } }
    /// ```
    "addressing/subnet-fills-vpc" {
        severity: Advice,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html"],
        each: Subnet,
    }
}

fn check(cx: &Context<'_>, id: SubnetId, subnet: &Subnet, found: &mut Findings) {
    let Some(network) = cx.network(subnet.vpc) else { return };
    let Some(vpc) = &network.vpc else { return };
    let mut blocks = vpc.ipv4_blocks();
    if blocks.next() == subnet.ipv4_block() && blocks.next().is_none() && subnet.ipv4.is_some() {
        let message = format!(
            "{} takes all of {}: no other subnet or zone fits without a secondary block.",
            cx.name(id),
            network.name()
        );
        found.at(id, message).with([subnet.vpc]).field("ipv4");
    }
}
