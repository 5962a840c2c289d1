use crate::model::VpcId;
use crate::model::kinds::Vpc;
use crate::rules::{Context, Findings, quota, rule};

rule! {
    /// A route table has more routes than its quota allows.
    ///
    /// ## Why it matters
    /// A route table may hold 500 routes of each family in a new account (older accounts may still have 50), and 1,000 at the
    /// most. Local routes and propagated routes do not count. Creating one more fails.
    ///
    /// ## What to do
    /// Summarise destinations: neighbouring blocks with the same target become one route. Or ask AWS for a higher quota, and
    /// enter it in the account's profile here.
    ///
    /// ```design,finds
    /// account main quotas={routes-per-route-table: 1}
    /// vpc prod 10.20.0.0/16 account=main {
    ///   igw main
    ///   route_table rt main { 0.0.0.0/0 -> igw:main; 198.51.100.0/24 -> igw:main }
    /// }
    /// ```
    /// ```design,clean
    /// vpc prod 10.20.0.0/16 {
    ///   igw main
    ///   route_table rt main { 0.0.0.0/0 -> igw:main; 198.51.100.0/24 -> igw:main }
    /// }
    /// ```
    "limits/rt-routes-exceed-quota" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"],
        aws_error: "RouteLimitExceeded",
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, _: &Vpc, found: &mut Findings) {
    let Some(network) = cx.network(id) else { return };
    for load in quota::routes(cx, network).into_iter().filter(|load| load.is_exceeded()) {
        let message = format!("{} has {} routes; {}.", load.place, load.used, load.quota.in_words());
        found.on_all(load.objects, message);
    }
}
