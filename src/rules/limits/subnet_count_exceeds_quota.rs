use crate::model::VpcId;
use crate::model::kinds::Vpc;
use crate::rules::{Context, Findings, quota, rule};

rule! {
    /// A VPC has more subnets than its quota allows.
    ///
    /// ## Why it matters
    /// A VPC may have 200 subnets in a new account. Creating one more fails. Hundreds of subnets usually mean one for each
    /// application, where one for each tier and zone would do, with fewer route tables and network ACLs.
    ///
    /// ## What to do
    /// Use fewer, larger subnets. Or ask AWS for a higher quota, and enter it in the account's profile here.
    ///
    /// ```design,finds
    /// account main quotas={subnets-per-vpc: 1}
    /// vpc prod 10.20.0.0/16 account=main {
    ///   tier app private { subnet app-a a 10.20.0.0/24; subnet app-b b 10.20.1.0/24 }
    /// }
    /// ```
    /// ```design,clean
    /// account main quotas={subnets-per-vpc: 2}
    /// vpc prod 10.20.0.0/16 account=main {
    ///   tier app private { subnet app-a a 10.20.0.0/24; subnet app-b b 10.20.1.0/24 }
    /// }
    /// ```
    "limits/subnet-count-exceeds-quota" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"],
        aws_error: "SubnetLimitExceeded",
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, _: &Vpc, found: &mut Findings) {
    let Some(network) = cx.network(id) else { return };
    if let Some(load) = quota::subnets(cx, network).filter(|load| load.is_exceeded()) {
        let message = format!("{} has {} subnets; {}.", load.place, load.used, load.quota.in_words());
        found.on_all(load.objects, message);
    }
}
