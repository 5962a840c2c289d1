use crate::rules::{Context, Findings, quota, rule};

rule! {
    /// There are more internet gateways in one Region of an account than its quota allows.
    ///
    /// ## Why it matters
    /// A new account may have five internet gateways in each Region, as many as VPCs. Raising the quota for VPCs raises this one
    /// with it.
    ///
    /// ## What to do
    /// Ask AWS for a higher quota for VPCs, and enter it in the account's profile here.
    ///
    /// ```design,finds
    /// settings design quotas={internet-gateways-per-region: 1}
    /// vpc a 10.20.0.0/16 { igw of-a }
    /// vpc b 10.21.0.0/16 { igw of-b }
    /// ```
    /// ```design,clean
    /// settings design quotas={vpcs-per-region: 20}
    /// vpc a 10.20.0.0/16 { igw of-a }
    /// vpc b 10.21.0.0/16 { igw of-b }
    /// ```
    "limits/igw-count-exceeds-quota" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"],
        aws_error: "InternetGatewayLimitExceeded",
        design,
    }
}

fn check(cx: &Context<'_>, found: &mut Findings) {
    for load in quota::internet_gateways(cx).into_iter().filter(|load| load.is_exceeded()) {
        let message = format!("{} would hold {} internet gateways; {}.", load.place, load.used, load.quota.in_words());
        found.on_all(load.objects, message);
    }
}
