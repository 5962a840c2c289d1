use crate::rules::quota::near;
use crate::rules::{Context, Findings, loads_of_design, rule};

rule! {
    /// An account has used four fifths of a quota in a Region or zone.
    ///
    /// ## Why it matters
    /// Raising a quota takes AWS from minutes to days, and some cannot be raised at all. What the account has besides this
    /// design counts as well: every Region begins with a default VPC and its internet gateway.
    ///
    /// ## What to do
    /// Ask for more where AWS grants it, and enter the number in the account's profile here; else make do with fewer.
    ///
    /// ```design,finds
    /// account main quotas={customer-gateways-per-region: 5}
    /// cgw office-1 203.0.113.10 region=us-east-1 asn=65010 account=main
    /// cgw office-2 203.0.113.11 region=us-east-1 asn=65010 account=main
    /// cgw office-3 203.0.113.12 region=us-east-1 asn=65010 account=main
    /// cgw office-4 203.0.113.13 region=us-east-1 asn=65010 account=main
    /// ```
    /// ```design,clean
    /// cgw office-1 203.0.113.10 region=us-east-1 asn=65010
    /// cgw office-2 203.0.113.11 region=us-east-1 asn=65010
    /// cgw office-3 203.0.113.12 region=us-east-1 asn=65010
    /// cgw office-4 203.0.113.13 region=us-east-1 asn=65010
    /// ```
    "limits/account-quota-nearly-reached" {
        severity: Advice,
        sources: ["https://docs.aws.amazon.com/servicequotas/latest/userguide/intro.html"],
        design,
    }
}

fn check(cx: &Context<'_>, found: &mut Findings) {
    near(loads_of_design(cx), found);
}
