use crate::model::VpcId;
use crate::model::kinds::Vpc;
use crate::rules::{Context, Findings, quota, rule};

rule! {
    /// A VPC has more IPv4 blocks than its quota allows.
    ///
    /// ## Why it matters
    /// Each block of a VPC is a local route in every one of its route tables, so AWS limits them: five in a new account, the
    /// primary block included, and fifty at the most.
    ///
    /// ## What to do
    /// Use fewer, larger blocks. Or ask AWS for a higher quota, and enter it in the account's profile here.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/20 10.21.0.0/20 10.22.0.0/20 10.23.0.0/20 10.24.0.0/20 10.25.0.0/20
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/20 10.21.0.0/20 10.22.0.0/20 10.23.0.0/20 10.24.0.0/20
    /// ```
    "limits/vpc-cidr-blocks-exceed-quota" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"],
        aws_error: "CidrLimitExceeded",
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, _: &Vpc, found: &mut Findings) {
    let Some(network) = cx.network(id) else { return };
    if let Some(load) = quota::ipv4_blocks(cx, network).filter(|load| load.is_exceeded()) {
        let message = format!("{} has {} IPv4 blocks; {}.", load.place, load.used, load.quota.in_words());
        found.on_all(load.objects, message);
    }
}
