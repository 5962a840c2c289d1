use crate::model::VpcId;
use crate::model::kinds::Vpc;
use crate::rules::{Context, Findings, quota_beyond, rule};

rule! {
    /// A VPC, or a VPC with its peers, uses more network address units than its quota allows.
    ///
    /// ## Why it matters
    /// The units measure how much AWS has to tell every host of a VPC about the others: one for each address, prefix or pod,
    /// six for an endpoint or Network Load Balancer in each zone, a NAT gateway, a function, or a transit gateway attachment. A
    /// VPC may use 64,000 in a new account, and with the VPCs that it is peered with in its Region 128,000. Beyond that,
    /// launches and peerings fail.
    ///
    /// ## What to do
    /// Spread the workloads over more VPCs, and join them by a transit gateway, whose networks do not add up. Or ask AWS for
    /// a higher quota, and enter it in the account's profile here.
    ///
    /// ```design,finds
    /// account main quotas={network-address-usage: 500}
    /// vpc prod 10.20.0.0/16 account=main dns_hostnames=true {
    ///   tier app private { subnet app-a a 10.20.0.0/20; subnet app-b b 10.20.16.0/20 }
    ///   workload nodes containers tier=app count=20 pods=30
    /// }
    /// ```
    /// ```design,clean
    /// vpc prod 10.20.0.0/16 dns_hostnames=true {
    ///   tier app private { subnet app-a a 10.20.0.0/20; subnet app-b b 10.20.16.0/20 }
    ///   workload nodes containers tier=app count=20 pods=30
    /// }
    /// ```
    "limits/vpc-nau-exceeds-quota" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/network-address-usage.html"],
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, _: &Vpc, found: &mut Findings) {
    let Some(network) = cx.network(id) else { return };
    for load in quota_beyond::address_usage(cx, network).into_iter().filter(|load| load.is_exceeded()) {
        let with = if load.quota.limit.id == crate::aws::limits::PEERED_NETWORK_ADDRESS_USAGE.id {
            " with its peers in the Region"
        } else {
            ""
        };
        let message = format!(
            "{}{with} would use about {} network address units; {}.",
            load.place,
            load.used,
            load.quota.in_words()
        );
        found.on_all(load.objects, message);
    }
}
