use crate::rules::{Context, Findings, Load, quota_beyond, rule};

rule! {
    /// There are more egress-only gateways in one Region of an account than its quota allows.
    ///
    /// ## Why it matters
    /// A new account may have five egress-only gateways in each Region, as many as VPCs. Raising the quota for VPCs raises
    /// this one with it.
    ///
    /// ## What to do
    /// Ask AWS for a higher quota for VPCs, and enter this one in the account's profile here.
    ///
    /// ```design,finds
    /// settings design quotas={egress-only-internet-gateways-per-region: 1}
    /// vpc a 10.20.0.0/16 2600:1f18:1234:5600::/56 { eigw of-a }
    /// vpc b 10.21.0.0/16 2600:1f18:1234:5700::/56 { eigw of-b }
    /// ```
    /// ```design,clean
    /// vpc a 10.20.0.0/16 2600:1f18:1234:5600::/56 { eigw of-a }
    /// vpc b 10.21.0.0/16 2600:1f18:1234:5700::/56 { eigw of-b }
    /// ```
    "limits/eigw-count-exceeds-quota" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"],
        design,
    }
}

fn check(cx: &Context<'_>, found: &mut Findings) {
    for load in quota_beyond::egress_only_gateways(cx).into_iter().filter(Load::is_exceeded) {
        let message =
            format!("{} would hold {} egress-only gateways; {}.", load.place, load.used, load.quota.in_words());
        found.on_all(load.objects, message);
    }
}
