use crate::addressing::CidrBlock;
use crate::aws::limits;
use crate::model::kinds::Vpc;
use crate::model::{Edit, VpcId};
use crate::rules::space::{prefix_length, replacing};
use crate::rules::{Context, Findings, Fix, rule};

rule! {
    /// A block of a VPC is larger than /16 or smaller than /28.
    ///
    /// ## Why it matters
    /// The number behind the slash is how many leading bits are fixed, so a *smaller* number is a *larger* network: /16
    /// has 65,536 addresses, /28 has 16. AWS takes VPC blocks of these sizes and those between. Below /28 little would be
    /// left once each subnet has lost the five addresses that AWS keeps; above /16 a network is built of several blocks
    /// or several VPCs.
    ///
    /// ## What to do
    /// Choose a length from /16 to /28. For more room than a /16 add secondary blocks.
    ///
    /// ```design,finds
    /// vpc main 10.32.0.0/11
    /// ```
    /// ```design,clean
    /// vpc main 10.32.0.0/16 10.33.0.0/16
    /// ```
    "addressing/vpc-cidr-size" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html",
            "https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html",
        ],
        aws_error: "InvalidVpc.Range",
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, vpc: &Vpc, found: &mut Findings) {
    let (widest, narrowest) =
        (prefix_length(&limits::VPC_IPV4_PREFIX_MIN), prefix_length(&limits::VPC_IPV4_PREFIX_MAX));
    for block in vpc.ipv4_blocks().filter(|b| !(widest..=narrowest).contains(&b.length())) {
        let name = cx.name(id);
        let length = block.length();
        let message = format!(
            "{name}: {block} is {} for a VPC block. AWS takes /{widest} (65,536 addresses) to /{narrowest} (16).",
            if length < widest { "too large" } else { "too small" }
        );
        let finding = found.at(id, message).field("ipv4");
        let resized = if length < widest {
            // The first /16 keeps the most addresses of what was drawn.
            Some(CidrBlock::containing(block.first(), widest))
        } else {
            Some(CidrBlock::containing(block.first(), narrowest))
        };
        let others = || cx.census().vpcs().flat_map(|v| v.blocks.iter().map(move |b| (v.id, *b)));
        let is_free = |new: CidrBlock| !others().any(|(of, b)| (of, b) != (id, block) && b.overlaps(new));
        finding.fix(resized.filter(|new| is_free(*new)).map(|new| {
            Fix::new(
                format!("Make {name} {new}"),
                replacing([(id.into(), cx.exists_in_aws(id))]),
                [Edit::change(id, move |vpc| {
                    for b in &mut vpc.ipv4 {
                        if b.get() == Some(block) {
                            *b = new.into();
                        }
                    }
                })],
            )
        }));
    }
}
