use crate::model::VpcId;
use crate::model::kinds::Vpc;
use crate::rules::{Context, Findings, quota, rule};

rule! {
    /// A VPC has more route tables than its quota allows.
    ///
    /// ## Why it matters
    /// A VPC may have 200 route tables in a new account, and the main table that AWS makes with it counts. Creating one more
    /// fails.
    ///
    /// ## What to do
    /// Let subnets of one tier and zone share a table. Or ask AWS for a higher quota, and enter it in the account's profile
    /// here.
    ///
    /// ```design,finds
    /// account main quotas={route-tables-per-vpc: 2}
    /// vpc prod 10.20.0.0/16 account=main { route_table rt-a; route_table rt-b }
    /// ```
    /// ```design,clean
    /// account main quotas={route-tables-per-vpc: 2}
    /// vpc prod 10.20.0.0/16 account=main { route_table rt-a main; route_table rt-b }
    /// ```
    "limits/rt-count-exceeds-quota" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"],
        aws_error: "RouteTableLimitExceeded",
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, _: &Vpc, found: &mut Findings) {
    let Some(network) = cx.network(id) else { return };
    if let Some(load) = quota::route_tables(cx, network).filter(|load| load.is_exceeded()) {
        let message = format!(
            "{} would have {} route tables, the main one included; {}.",
            load.place,
            load.used,
            load.quota.in_words()
        );
        found.on_all(load.objects, message);
    }
}
