use crate::rules::{Context, Findings, quota, rule};

rule! {
    /// There are more VPCs in one Region of an account than its quota allows.
    ///
    /// ## Why it matters
    /// A new account may have five VPCs in each Region, and the default VPC that AWS made in it counts as one of them.
    /// Creating one more fails, usually in the middle of a deployment. Raising this quota raises the one for internet
    /// gateways with it.
    ///
    /// ## What to do
    /// Ask AWS for a higher quota before you deploy, and enter it in the account's profile here. Or put environments into
    /// accounts of their own, which also keeps them apart better. Deleting an unused default VPC frees one place.
    ///
    /// ```design,finds
    /// account main quotas={vpcs-per-region: 2}
    /// vpc a 10.20.0.0/16 account=main
    /// vpc b 10.21.0.0/16 account=main
    /// vpc c 10.22.0.0/16 account=main
    /// ```
    /// ```design,clean
    /// account main quotas={vpcs-per-region: 2}
    /// vpc a 10.20.0.0/16 account=main region=eu-west-1
    /// vpc b 10.21.0.0/16 account=main region=eu-west-1
    /// vpc c 10.22.0.0/16 account=main region=eu-north-1
    /// ```
    "limits/vpc-count-exceeds-quota" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"],
        aws_error: "VpcLimitExceeded",
        design,
    }
}

fn check(cx: &Context<'_>, found: &mut Findings) {
    for load in quota::vpcs(cx).into_iter().filter(|load| load.is_exceeded()) {
        let message = format!(
            "{} would hold {} VPCs; {}. A default VPC that is still there counts too.",
            load.place,
            load.used,
            load.quota.in_words()
        );
        found.on_all(load.objects, message);
    }
}
