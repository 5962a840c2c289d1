use crate::model::VpcId;
use crate::model::kinds::Vpc;
use crate::rules::{Context, Findings, quota, rule};

rule! {
    /// A VPC has more IPv6 blocks than its quota allows.
    ///
    /// ## Why it matters
    /// A VPC may have five IPv6 blocks in a new account, and fifty at the most. One /56 already holds 256 subnets.
    ///
    /// ## What to do
    /// Use fewer blocks. Or ask AWS for a higher quota, and enter it in the account's profile here.
    ///
    /// ```design,finds
    /// settings design quotas={ipv6-cidr-blocks-per-vpc: 1}
    /// vpc main 10.20.0.0/16 ipv6=[2600:1f18:1000::/56, 2600:1f18:2000::/56]
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 ipv6=[2600:1f18:1000::/56, 2600:1f18:2000::/56]
    /// ```
    "limits/vpc-ipv6-blocks-exceed-quota" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"],
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, _: &Vpc, found: &mut Findings) {
    let Some(network) = cx.network(id) else { return };
    if let Some(load) = quota::ipv6_blocks(cx, network).filter(|load| load.is_exceeded()) {
        let message = format!("{} has {} IPv6 blocks; {}.", load.place, load.used, load.quota.in_words());
        found.on_all(load.objects, message);
    }
}
