use crate::model::VpcId;
use crate::model::kinds::Vpc;
use crate::rules::quota::near;
use crate::rules::{Context, Findings, loads_of_vpc, rule};

rule! {
    /// A VPC has used four fifths of a quota.
    ///
    /// ## Why it matters
    /// Raising a quota takes AWS from minutes to days, and some cannot be raised at all. It is better found out while there is
    /// room than on the day of a release.
    ///
    /// ## What to do
    /// Ask for more where AWS grants it, and enter the number in the account's profile here; else make do with fewer.
    ///
    /// ```design,finds
    /// account main quotas={route-tables-per-vpc: 5}
    /// vpc prod 10.20.0.0/16 account=main {
    ///   route_table rt main
    ///   route_table rt-a
    ///   route_table rt-b
    ///   route_table rt-c
    /// }
    /// ```
    /// ```design,clean
    /// account main quotas={route-tables-per-vpc: 5}
    /// vpc prod 10.20.0.0/16 account=main {
    ///   route_table rt main
    ///   route_table rt-a
    ///   route_table rt-b
    /// }
    /// ```
    "limits/vpc-quota-nearly-reached" {
        severity: Advice,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"],
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, _: &Vpc, found: &mut Findings) {
    let Some(network) = cx.network(id) else { return };
    near(loads_of_vpc(cx, network), found);
}
