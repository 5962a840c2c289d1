use crate::rules::{Context, Findings, quota, rule};

rule! {
    /// A Region has more security groups than its quota allows.
    ///
    /// ## Why it matters
    /// An account may have 2,500 security groups in a Region, over all its VPCs. The default group of each VPC counts, and
    /// so do groups that services make: a cluster of EKS, a directory. AWS refuses the group that passes the quota.
    ///
    /// ## What to do
    /// Use one group for each role (web, app, data) instead of one for each host, or have the quota raised.
    ///
    /// ```design,finds
    /// account main quotas={security-groups-per-region: 2}
    /// vpc prod 10.20.0.0/16 account=main { sg web; sg app }
    /// ```
    /// ```design,clean
    /// vpc prod 10.20.0.0/16 { sg web; sg app }
    /// ```
    "limits/sg-count-exceeds-quota" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"],
        aws_error: "SecurityGroupLimitExceeded",
        design,
    }
}

fn check(cx: &Context<'_>, found: &mut Findings) {
    for load in quota::security_groups(cx).into_iter().filter(|load| load.is_exceeded()) {
        let message = format!(
            "{} would have {} security groups, with the default one of each VPC; {}.",
            load.place,
            load.used,
            load.quota.in_words()
        );
        found.on_all(load.objects, message);
    }
}
