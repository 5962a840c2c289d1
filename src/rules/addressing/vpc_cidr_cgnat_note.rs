use crate::addressing::RFC6598;
use crate::model::VpcId;
use crate::model::kinds::Vpc;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A VPC starts in 100.64.0.0/10, which company networks rarely route.
    ///
    /// ## Why it matters
    /// 100.64.0.0/10 is shared space for carriers. As an *additional* block it is the usual way to give pods addresses
    /// without spending private ones. As the first block it numbers everything in the VPC: on-premises networks usually
    /// do not route it, no private (RFC 1918) block can be added later, and some AWS services keep parts of it.
    ///
    /// ## What to do
    /// Start the VPC in a private range and add a 100.64.0.0/10 block for what stays inside. If this VPC is meant to be
    /// isolated, leave it.
    ///
    /// ```design,finds
    /// vpc main 100.64.0.0/16
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 100.64.0.0/16
    /// ```
    "addressing/vpc-cidr-cgnat-note" {
        severity: Advice,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html"],
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, vpc: &Vpc, found: &mut Findings) {
    let Some(primary) = vpc.ipv4_blocks().next().filter(|block| RFC6598.covers(*block)) else { return };
    let message = format!(
        "{} starts with {primary}, shared carrier space: on-premises networks rarely route it, and no private block can \
         be added later.",
        cx.name(id)
    );
    found.at(id, message).field("ipv4");
}
