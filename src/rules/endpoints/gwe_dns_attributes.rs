use crate::aws::services::parse_endpoint_service_name;
use crate::model::kinds::{Endpoint, EndpointType};
use crate::model::{Edit, EndpointId};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A VPC with a gateway endpoint for S3 has its DNS attributes off.
    ///
    /// ## Why it matters
    /// The endpoint's route is for the addresses that S3 has in the Region, and hosts find those by name. AWS asks for both
    /// DNS attributes of a VPC that uses the Amazon DNS server with this endpoint. With DNS servers of your own they may be
    /// off, as long as those answer with the Region's public S3 addresses.
    ///
    /// ## What to do
    /// Turn both on. They change nothing for hosts but the names that they get.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   route_table rt main
    ///   endpoint s3 com.amazonaws.us-east-1.s3 endpoint_type=gateway route_tables=[rt]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 dns_hostnames=true {
    ///   route_table rt main
    ///   endpoint s3 com.amazonaws.us-east-1.s3 endpoint_type=gateway route_tables=[rt]
    /// }
    /// ```
    "endpoints/gwe-dns-attributes" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html"],
        each: Endpoint,
    }
}

fn check(cx: &Context<'_>, id: EndpointId, endpoint: &Endpoint, found: &mut Findings) {
    let service = parse_endpoint_service_name(&endpoint.service).map(|(_, service)| service);
    if endpoint.endpoint_type != EndpointType::Gateway || service != Some("s3") {
        return;
    }
    let of = endpoint.vpc;
    let Some(vpc) = cx.get(of).filter(|vpc| !vpc.dns_support || !vpc.dns_hostnames) else { return };
    let off = match (vpc.dns_support, vpc.dns_hostnames) {
        (true, _) => "DNS hostnames",
        (false, true) => "DNS support",
        (false, false) => "DNS support and DNS hostnames",
    };
    let name = cx.name(of);
    let message = format!("{name} has {off} off; AWS asks for both where {} is used with its DNS server.", cx.name(id));
    found.at(of, message).with([id]).fix(Fix::new(
        format!("Turn on DNS support and DNS hostnames of {name}"),
        Safety::Safe,
        [Edit::change(of, |vpc| (vpc.dns_support, vpc.dns_hostnames) = (true, true))],
    ));
}
