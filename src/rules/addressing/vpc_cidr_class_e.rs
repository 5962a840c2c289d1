use crate::addressing::CLASS_E;
use crate::model::VpcId;
use crate::model::kinds::Vpc;
use crate::rules::space::move_vpc_block;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A VPC block lies in 240.0.0.0/4, which many systems refuse to send to.
    ///
    /// ## Why it matters
    /// The range was set aside for experiments ("class E"). AWS does not list it among the forbidden ones, but Windows,
    /// many routers and most firewalls take such addresses for invalid and drop the packets.
    ///
    /// ## What to do
    /// Use a private range: 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16. Where those are used up, 100.64.0.0/10 is
    /// better understood.
    ///
    /// ```design,finds
    /// vpc main 240.1.0.0/16
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16
    /// ```
    "addressing/vpc-cidr-class-e" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html"],
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, vpc: &Vpc, found: &mut Findings) {
    for block in vpc.ipv4_blocks().filter(|block| CLASS_E.overlaps(*block)) {
        let message = format!(
            "{}: {block} is in {CLASS_E} (class E). Many operating systems and firewalls drop packets to it.",
            cx.name(id)
        );
        found.at(id, message).field("ipv4").fix(move_vpc_block(cx, id, block));
    }
}
