use crate::model::VpcId;
use crate::model::kinds::Vpc;
use crate::rules::{Context, Findings, quota, rule};

rule! {
    /// A network ACL has more entries than its quota allows.
    ///
    /// ## Why it matters
    /// An ACL may have 20 entries in each direction, and 40 at the most: each one is tried for each packet. AWS refuses the
    /// next one.
    ///
    /// ## What to do
    /// Filter by security groups, and keep the ACL to a few wide entries. Tiers whose blocks lie side by side need one entry
    /// together.
    ///
    /// ```design,finds
    /// account main quotas={rules-per-network-acl: 1}
    /// vpc prod 10.20.0.0/16 account=main {
    ///   acl edge entries=[{number: 100, action: deny, block: 192.0.2.0/24}, {number: 200, block: 0.0.0.0/0}]
    /// }
    /// ```
    /// ```design,clean
    /// vpc prod 10.20.0.0/16 {
    ///   acl edge entries=[{number: 100, action: deny, block: 192.0.2.0/24}, {number: 200, block: 0.0.0.0/0}]
    /// }
    /// ```
    "limits/nacl-rules-exceed-quota" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"],
        aws_error: "NetworkAclEntryLimitExceeded",
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, _: &Vpc, found: &mut Findings) {
    let Some(network) = cx.network(id) else { return };
    for load in quota::acl_entries(cx, network).into_iter().filter(|load| load.is_exceeded()) {
        let message = format!("{} has {} entries; {}.", load.place, load.used, load.quota.in_words());
        found.on_all(load.objects, message);
    }
}
