use crate::aws::limits;
use crate::model::VpcId;
use crate::model::kinds::Vpc;
use crate::rules::{Context, Findings, quota_beyond, rule};

rule! {
    /// A VPC has more endpoints than its quota allows.
    ///
    /// ## Why it matters
    /// A VPC may have 50 interface and Gateway Load Balancer endpoints together in a new account, and 255 gateway endpoints.
    /// Each of the former also takes an address and six network address units in every zone.
    ///
    /// ## What to do
    /// Put endpoints into one VPC behind a transit gateway and share their names by private zones: one set serves many VPCs.
    /// Or ask AWS for a higher quota, and enter it in the account's profile here.
    ///
    /// ```design,finds
    /// account main quotas={interface-endpoints-per-vpc: 1}
    /// vpc prod 10.20.0.0/16 dns_hostnames=true account=main {
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   endpoint sqs com.amazonaws.us-east-1.sqs subnets=[app-a]
    ///   endpoint sns com.amazonaws.us-east-1.sns subnets=[app-a]
    /// }
    /// ```
    /// ```design,clean
    /// vpc prod 10.20.0.0/16 dns_hostnames=true {
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   endpoint sqs com.amazonaws.us-east-1.sqs subnets=[app-a]
    ///   endpoint sns com.amazonaws.us-east-1.sns subnets=[app-a]
    /// }
    /// ```
    "limits/vpce-count-exceeds-quota" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html"],
        aws_error: "VpcEndpointLimitExceeded",
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, _: &Vpc, found: &mut Findings) {
    let Some(network) = cx.network(id) else { return };
    for load in quota_beyond::endpoints(cx, network).into_iter().filter(|load| load.is_exceeded()) {
        let kind = match load.quota.limit.id == limits::GATEWAY_ENDPOINTS_PER_VPC.id {
            true => "gateway endpoints",
            false => "interface and Gateway Load Balancer endpoints",
        };
        let message = format!("{} has {} {kind}; {}.", load.place, load.used, load.quota.in_words());
        found.on_all(load.objects, message);
    }
}
