use crate::rules::{Context, Findings, quota, rule};

rule! {
    /// There are more elastic IPs in one Region of an account than its quota allows.
    ///
    /// ## Why it matters
    /// A new account may have five elastic IPs in each Region. Three zones with a NAT gateway each use three of them, so a
    /// second environment in the same account already fails. Addresses that services manage themselves do not count.
    ///
    /// ## What to do
    /// Ask AWS for a higher quota before you deploy, and enter it in the account's profile here.
    ///
    /// ```design,finds
    /// settings design quotas={elastic-ips-per-region: 1}
    /// eip eip-1 region=us-east-1
    /// eip eip-2 region=us-east-1
    /// ```
    /// ```design,clean
    /// settings design quotas={elastic-ips-per-region: 1}
    /// eip eip-1 region=us-east-1
    /// eip eip-2 region=eu-west-1
    /// ```
    "limits/eip-exceeds-quota" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"],
        aws_error: "AddressLimitExceeded",
        design,
    }
}

fn check(cx: &Context<'_>, found: &mut Findings) {
    for load in quota::elastic_ips(cx).into_iter().filter(|load| load.is_exceeded()) {
        let message = format!("{} would hold {} elastic IPs; {}.", load.place, load.used, load.quota.in_words());
        found.on_all(load.objects, message);
    }
}
