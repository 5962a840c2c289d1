use crate::rules::{Context, Findings, Load, quota_beyond, rule};

rule! {
    /// There are more prefix lists in one Region of an account than its quota allows.
    ///
    /// ## Why it matters
    /// An account may have 100 prefix lists of its own in each Region. Those that AWS keeps do not count.
    ///
    /// ## What to do
    /// Put blocks that always go together into one list. Or ask AWS for a higher quota by a support case, and enter it in the
    /// account's profile here.
    ///
    /// ```design,finds
    /// account main quotas={prefix-lists-per-region: 1}
    /// pl offices region=us-east-1 account=main entries=[{block: 192.168.0.0/20}]
    /// pl partners region=us-east-1 account=main entries=[{block: 172.16.0.0/16}]
    /// ```
    /// ```design,clean
    /// pl offices region=us-east-1 entries=[{block: 192.168.0.0/20}]
    /// pl partners region=us-east-1 entries=[{block: 172.16.0.0/16}]
    /// ```
    "limits/pl-count-exceeds-quota" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"],
        design,
    }
}

fn check(cx: &Context<'_>, found: &mut Findings) {
    for load in quota_beyond::prefix_lists(cx).into_iter().filter(Load::is_exceeded) {
        let message = format!("{} would hold {} prefix lists; {}.", load.place, load.used, load.quota.in_words());
        found.on_all(load.objects, message);
    }
}
