use crate::model::VpcId;
use crate::model::kinds::Vpc;
use crate::rules::ranges::DOCKER;
use crate::rules::space::move_vpc_block;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A VPC block overlaps 172.17.0.0/16, which Docker uses on every host.
    ///
    /// ## Why it matters
    /// Docker gives its default bridge 172.17.0.0/16 in the host's own routing table. A packet from such a host to a VPC
    /// address in that range never leaves the host. AWS names Cloud9 and SageMaker as services with the same conflict.
    /// It hits hosts in every network that is connected to this VPC, not only those inside it.
    ///
    /// ## What to do
    /// Leave 172.17.0.0/16 out of the plan; 172.18 to 172.30 and 10.0.0.0/8 are free of this.
    ///
    /// ```design,finds
    /// vpc main 172.17.0.0/16
    /// ```
    /// ```design,clean
    /// vpc main 172.18.0.0/16
    /// ```
    "addressing/vpc-cidr-docker-172-17" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html"],
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, vpc: &Vpc, found: &mut Findings) {
    for block in vpc.ipv4_blocks().filter(|block| DOCKER.overlaps(*block)) {
        let message = format!(
            "{}: {block} overlaps {DOCKER}, which Docker, Cloud9 and SageMaker use on their hosts: those hosts cannot \
             reach it.",
            cx.name(id)
        );
        found.at(id, message).field("ipv4").fix(move_vpc_block(cx, id, block));
    }
}
