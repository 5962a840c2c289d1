use crate::model::VpcId;
use crate::model::kinds::Vpc;
use crate::rules::{Context, Findings, quota, rule};

rule! {
    /// A VPC has more network ACLs than its quota allows.
    ///
    /// ## Why it matters
    /// A VPC may have 200 network ACLs, the one that it is born with among them. AWS refuses the one that passes the quota.
    ///
    /// ## What to do
    /// Let the subnets of a tier share one: what it guards is the tier, whatever the zone.
    ///
    /// ```design,finds
    /// account main quotas={network-acls-per-vpc: 1}
    /// vpc prod 10.20.0.0/16 account=main { acl inner entries=[{number: 100, block: 0.0.0.0/0}] }
    /// ```
    /// ```design,clean
    /// vpc prod 10.20.0.0/16 { acl inner entries=[{number: 100, block: 0.0.0.0/0}] }
    /// ```
    "limits/nacl-count-exceeds-quota" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"],
        aws_error: "NetworkAclLimitExceeded",
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, _: &Vpc, found: &mut Findings) {
    let load = cx.network(id).and_then(|network| quota::network_acls(cx, network));
    let Some(load) = load.filter(|load| load.is_exceeded()) else { return };
    let message = format!(
        "{} would have {} network ACLs, with its default one; {}.",
        load.place,
        load.used,
        load.quota.in_words()
    );
    found.on_all(load.objects, message);
}
