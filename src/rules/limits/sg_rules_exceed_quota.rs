use crate::model::VpcId;
use crate::model::kinds::Vpc;
use crate::rules::{Context, Findings, quota, rule};

rule! {
    /// A security group has more rules than its quota allows.
    ///
    /// ## Why it matters
    /// A group may have 60 inbound and 60 outbound rules of each address family. A rule that names a group counts in both
    /// families, and one that names a prefix list counts as many rules as the list may hold: that of CloudFront alone
    /// counts 55. AWS refuses the rule that passes the quota.
    ///
    /// ## What to do
    /// Name groups or wider blocks instead of single addresses, or split the group in two. AWS raises the quota, as long as
    /// rules times groups per interface stay within 1,000.
    ///
    /// ```design,finds
    /// account main quotas={rules-per-security-group: 1}
    /// vpc prod 10.20.0.0/16 account=main {
    ///   sg app rules=[{peer: 10.20.0.0/24, protocol: tcp, ports: 443}, {peer: 10.20.1.0/24, protocol: tcp, ports: 443}]
    /// }
    /// ```
    /// ```design,clean
    /// vpc prod 10.20.0.0/16 {
    ///   sg app rules=[{peer: 10.20.0.0/24, protocol: tcp, ports: 443}, {peer: 10.20.1.0/24, protocol: tcp, ports: 443}]
    /// }
    /// ```
    "limits/sg-rules-exceed-quota" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html",
            "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
        ],
        aws_error: "RulesPerSecurityGroupLimitExceeded",
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, _: &Vpc, found: &mut Findings) {
    let Some(network) = cx.network(id) else { return };
    for load in quota::group_rules(cx, network).into_iter().filter(|load| load.is_exceeded()) {
        let message = format!("{} has {} rules; {}.", load.place, load.used, load.quota.in_words());
        found.on_all(load.objects, message);
    }
}
