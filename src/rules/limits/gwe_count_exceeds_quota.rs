use crate::rules::{Context, Findings, Load, quota_beyond, rule};

rule! {
    /// There are more gateway endpoints in one Region of an account than its quota allows.
    ///
    /// ## Why it matters
    /// A new account may have 20 gateway endpoints in each Region. With one for S3 and one for DynamoDB in each VPC that is
    /// ten VPCs. They cost nothing, so the quota is the only reason to go without.
    ///
    /// ## What to do
    /// Ask AWS for a higher quota, and enter it in the account's profile here.
    ///
    /// ```design,finds
    /// settings design quotas={gateway-endpoints-per-region: 1}
    /// vpc a 10.20.0.0/16 dns_hostnames=true {
    ///   route_table rt-a main
    ///   endpoint s3-a com.amazonaws.us-east-1.s3 endpoint_type=gateway route_tables=[rt-a]
    /// }
    /// vpc b 10.21.0.0/16 dns_hostnames=true {
    ///   route_table rt-b main
    ///   endpoint s3-b com.amazonaws.us-east-1.s3 endpoint_type=gateway route_tables=[rt-b]
    /// }
    /// ```
    /// ```design,clean
    /// vpc a 10.20.0.0/16 dns_hostnames=true {
    ///   route_table rt-a main
    ///   endpoint s3-a com.amazonaws.us-east-1.s3 endpoint_type=gateway route_tables=[rt-a]
    /// }
    /// vpc b 10.21.0.0/16 dns_hostnames=true {
    ///   route_table rt-b main
    ///   endpoint s3-b com.amazonaws.us-east-1.s3 endpoint_type=gateway route_tables=[rt-b]
    /// }
    /// ```
    "limits/gwe-count-exceeds-quota" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html"],
        aws_error: "VpcEndpointLimitExceeded",
        design,
    }
}

fn check(cx: &Context<'_>, found: &mut Findings) {
    for load in quota_beyond::gateway_endpoints(cx).into_iter().filter(Load::is_exceeded) {
        let message = format!("{} would hold {} gateway endpoints; {}.", load.place, load.used, load.quota.in_words());
        found.on_all(load.objects, message);
    }
}
