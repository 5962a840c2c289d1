use crate::model::VpcId;
use crate::model::kinds::Vpc;
use crate::rules::ranges::FORBIDDEN;
use crate::rules::space::move_vpc_block;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A VPC block lies in a range that AWS does not allow.
    ///
    /// ## Why it matters
    /// Every host gives these ranges a meaning of its own: "this network" (0.0.0.0/8), itself (127.0.0.0/8), the local
    /// link (169.254.0.0/16, where AWS answers for metadata, DNS and time) and groups of hosts (224.0.0.0/4). A packet to
    /// such an address would never be sent into the network as an ordinary one.
    ///
    /// ## What to do
    /// Choose a block out of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16.
    ///
    /// ```design,finds
    /// vpc main 169.254.0.0/16
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16
    /// ```
    "addressing/vpc-cidr-forbidden-range" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html"],
        aws_error: "InvalidVpc.Range",
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, vpc: &Vpc, found: &mut Findings) {
    for block in vpc.ipv4_blocks() {
        let Some((range, meaning)) = FORBIDDEN.iter().find(|(range, _)| range.overlaps(block)) else { continue };
        let lies = if range.covers(block) { "lies in" } else { "reaches into" };
        let message =
            format!("{}: {block} {lies} {range} ({meaning}), which AWS does not allow in a VPC.", cx.name(id));
        found.at(id, message).field("ipv4").fix(move_vpc_block(cx, id, block));
    }
}
