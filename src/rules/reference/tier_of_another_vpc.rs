use crate::model::SubnetId;
use crate::model::kinds::Subnet;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A subnet belongs to a tier of another VPC.
    ///
    /// ## Why it matters
    /// A tier is a row of like subnets in one VPC: the public ones, the application's, the data's. What is said of the
    /// tier (its role, its size, its zones) would be said of a subnet that is elsewhere.
    ///
    /// ## What to do
    /// Put the subnet into a tier of its own VPC.
    ///
    /// ```design,finds
    /// vpc a 10.20.0.0/16 { tier app private }
    /// vpc b 10.21.0.0/16 { tier web public { subnet web-1 a 10.21.0.0/24 tier=app } }
    /// ```
    /// ```design,clean
    /// vpc a 10.20.0.0/16 { tier app private }
    /// vpc b 10.21.0.0/16 { tier web public { subnet web-1 a 10.21.0.0/24 } }
    /// ```
    "reference/tier-of-another-vpc" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html"],
        each: Subnet,
    }
}

fn check(cx: &Context<'_>, id: SubnetId, subnet: &Subnet, found: &mut Findings) {
    let Some(tier) = cx.get(subnet.tier).filter(|tier| tier.vpc != subnet.vpc) else { return };
    let message = format!(
        "{} is in {}, but its tier {} is in {}.",
        cx.name(id),
        cx.name(subnet.vpc),
        cx.name(subnet.tier),
        cx.name(tier.vpc)
    );
    found.at(id, message).with([subnet.tier]).field("tier");
}
