use std::collections::BTreeSet;

use crate::aws::services::{gateway_service, parse_endpoint_service_name};
use crate::model::kinds::{Endpoint, EndpointType};
use crate::model::{Edit, EndpointId};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A gateway endpoint leads to a service that has none.
    ///
    /// ## Why it matters
    /// Gateway endpoints are routes to a prefix list, and only Amazon S3 and DynamoDB are reached that way. All other
    /// services take an interface endpoint: an address in your subnets, charged by the hour.
    ///
    /// ## What to do
    /// Make it an interface endpoint, with a subnet in each zone and a security group that lets clients in.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   route_table rt main
    ///   endpoint sqs com.amazonaws.us-east-1.sqs endpoint_type=gateway route_tables=[rt]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   route_table rt main
    ///   endpoint s3 com.amazonaws.us-east-1.s3 endpoint_type=gateway route_tables=[rt]
    /// }
    /// ```
    "endpoints/gwe-service-unsupported" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html"],
        aws_error: "InvalidParameter",
        each: Endpoint,
    }
}

fn check(cx: &Context<'_>, id: EndpointId, endpoint: &Endpoint, found: &mut Findings) {
    if endpoint.endpoint_type != EndpointType::Gateway || endpoint.service.is_empty() {
        return;
    }
    let Some((_, service)) = parse_endpoint_service_name(&endpoint.service) else { return };
    if gateway_service(service).is_some() {
        return;
    }
    let message = format!("{}: {service} has no gateway endpoints, only Amazon S3 and DynamoDB do.", cx.name(id));
    // A name leads to one endpoint of the VPC.
    let claims = |other: &Endpoint| other.endpoint_type == EndpointType::Interface && other.private_dns;
    let mut others = cx.referring::<Endpoint>(endpoint.vpc).filter(|(other, _)| *other != id);
    let taken = others.any(|(_, other)| claims(other) && other.service == endpoint.service);
    let ready = cx.get(endpoint.vpc).is_some_and(|vpc| vpc.dns_support && vpc.dns_hostnames) && !taken;
    // An interface endpoint takes one subnet of each zone.
    let (mut subnets, mut zones) = (endpoint.subnets.clone(), BTreeSet::new());
    subnets.retain(|subnet| cx.get(*subnet).is_none_or(|s| s.zone.is_empty() || zones.insert(&s.zone)));
    found.at(id, message).field("endpoint_type").fix(Fix::new(
        format!("Make {} an interface endpoint", cx.name(id)),
        Safety::NeedsChoice,
        [Edit::change(id, move |endpoint| {
            endpoint.subnets.clone_from(&subnets);
            endpoint.endpoint_type = EndpointType::Interface;
            endpoint.route_tables.clear();
            endpoint.private_dns = ready;
        })],
    ));
}
