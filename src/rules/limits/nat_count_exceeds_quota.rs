use crate::rules::{Context, Findings, quota, rule};

rule! {
    /// There are more NAT gateways in one zone of an account than its quota allows.
    ///
    /// ## Why it matters
    /// A new account may have five NAT gateways in each zone, over all of its VPCs, and one that is being deleted still counts
    /// for some minutes. Five are plenty for one VPC, but not for an account with many.
    ///
    /// ## What to do
    /// Ask AWS for a higher quota, and enter it in the account's profile here. Or share NAT gateways: one VPC for all outgoing
    /// traffic behind a transit gateway.
    ///
    /// ```design,finds
    /// account main quotas={nat-gateways-per-az: 1}
    /// vpc prod 10.20.0.0/16 account=main {
    ///   igw main
    ///   tier web public { subnet web-a a 10.20.0.0/24 { nat out-1 eip-1; nat out-2 eip-2 } }
    /// }
    /// eip eip-1 region=us-east-1 account=main
    /// eip eip-2 region=us-east-1 account=main
    /// ```
    /// ```design,clean
    /// account main quotas={nat-gateways-per-az: 1}
    /// vpc prod 10.20.0.0/16 account=main {
    ///   igw main
    ///   tier web public { subnet web-a a 10.20.0.0/24 { nat out-1 eip-1 }; subnet web-b b 10.20.1.0/24 { nat out-2 eip-2 } }
    /// }
    /// eip eip-1 region=us-east-1 account=main
    /// eip eip-2 region=us-east-1 account=main
    /// ```
    "limits/nat-count-exceeds-quota" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"],
        aws_error: "NatGatewayLimitExceeded",
        design,
    }
}

fn check(cx: &Context<'_>, found: &mut Findings) {
    for load in quota::nat_gateways(cx).into_iter().filter(|load| load.is_exceeded()) {
        let message = format!("{} would hold {} NAT gateways; {}.", load.place, load.used, load.quota.in_words());
        found.on_all(load.objects, message);
    }
}
