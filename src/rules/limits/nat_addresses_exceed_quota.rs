use crate::model::VpcId;
use crate::model::kinds::Vpc;
use crate::rules::{Context, Findings, quota, rule};

rule! {
    /// A NAT gateway has more elastic IPs than its quota allows.
    ///
    /// ## Why it matters
    /// Each address of a NAT gateway carries 55,000 connections to any one destination at a time, so more addresses mean more
    /// room where many hosts talk to one server. A new account may have two on a gateway, and eight at the most.
    ///
    /// ## What to do
    /// Ask AWS for a higher quota, and enter it in the account's profile here. Or spread the subnets over more NAT gateways.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   tier web public { subnet web-a a 10.20.0.0/24 { nat out eip-1 eip-2 eip-3 } }
    /// }
    /// eip eip-1 region=us-east-1
    /// eip eip-2 region=us-east-1
    /// eip eip-3 region=us-east-1
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   tier web public { subnet web-a a 10.20.0.0/24 { nat out eip-1 eip-2 } }
    /// }
    /// eip eip-1 region=us-east-1
    /// eip eip-2 region=us-east-1
    /// ```
    "limits/nat-addresses-exceed-quota" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html",
            "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html",
        ],
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, _: &Vpc, found: &mut Findings) {
    let Some(network) = cx.network(id) else { return };
    for load in quota::nat_addresses(cx, network).into_iter().filter(|load| load.is_exceeded()) {
        let message = format!("{} has {} elastic IPs; {}.", load.place, load.used, load.quota.in_words());
        found.on_all(load.objects, message);
    }
}
