use crate::model::VpcId;
use crate::model::kinds::Vpc;
use crate::rules::{Context, Findings, quota, rule};

rule! {
    /// A VPC has more peerings than its quota allows.
    ///
    /// ## Why it matters
    /// A VPC may have 50 active peerings in a new account, and 125 at the most. Each also needs routes in the tables of both
    /// sides. Long before that a transit gateway is easier to run.
    ///
    /// ## What to do
    /// Use a transit gateway for what many VPCs share. Or ask AWS for a higher quota, and enter it in the account's profile
    /// here.
    ///
    /// ```design,finds
    /// account main quotas={active-peerings-per-vpc: 1}
    /// vpc hub 10.20.0.0/16 account=main
    /// vpc a 10.21.0.0/16
    /// vpc b 10.22.0.0/16
    /// peering hub-a hub a
    /// peering hub-b hub b
    /// ```
    /// ```design,clean
    /// vpc hub 10.20.0.0/16
    /// vpc a 10.21.0.0/16
    /// vpc b 10.22.0.0/16
    /// peering hub-a hub a
    /// peering hub-b hub b
    /// ```
    "limits/peering-count-exceeds-quota" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"],
        aws_error: "ActiveVpcPeeringConnectionPerVpcLimitExceeded",
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, _: &Vpc, found: &mut Findings) {
    let Some(network) = cx.network(id) else { return };
    if let Some(load) = quota::peerings(cx, network).filter(|load| load.is_exceeded()) {
        let message = format!("{} has {} peerings; {}.", load.place, load.used, load.quota.in_words());
        found.on_all(load.objects, message);
    }
}
