use crate::aws::services::{endpoint_service_name, parse_endpoint_service_name};
use crate::model::kinds::{Endpoint, EndpointType};
use crate::model::{Edit, EndpointId};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A gateway endpoint is for a service of another Region.
    ///
    /// ## Why it matters
    /// A gateway endpoint is a route to the addresses that a service has in the VPC's own Region, and AWS knows no gateway
    /// endpoint for another. What goes to buckets or tables in other Regions meets no endpoint route: it follows the default
    /// route, with the charges of a NAT gateway.
    ///
    /// ## What to do
    /// Name the service of the VPC's own Region, and keep a way to the internet for the others, or use an interface endpoint
    /// to another Region where the service offers one.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 region=eu-west-1 dns_hostnames=true {
    ///   route_table rt main
    ///   endpoint s3 com.amazonaws.us-east-1.s3 endpoint_type=gateway route_tables=[rt]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 region=eu-west-1 dns_hostnames=true {
    ///   route_table rt main
    ///   endpoint s3 com.amazonaws.eu-west-1.s3 endpoint_type=gateway route_tables=[rt]
    /// }
    /// ```
    "endpoints/gwe-other-region" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html",
            "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html",
        ],
        each: Endpoint,
    }
}

fn check(cx: &Context<'_>, id: EndpointId, endpoint: &Endpoint, found: &mut Findings) {
    if endpoint.endpoint_type != EndpointType::Gateway {
        return;
    }
    let Some((region, service)) = parse_endpoint_service_name(&endpoint.service) else { return };
    let Some(vpc) = cx.get(endpoint.vpc).filter(|vpc| !vpc.region.is_empty() && vpc.region != region) else { return };
    let message = format!(
        "{} is for {service} in {region}, but {} is in {}: a gateway endpoint serves its own Region only.",
        cx.name(id),
        cx.name(endpoint.vpc),
        vpc.region
    );
    let own = endpoint_service_name(&vpc.region, service);
    let finding = found.at(id, message).with([endpoint.vpc]).field("service");
    // A second endpoint to the same service would be refused in the same tables.
    let twin = cx.referring::<Endpoint>(endpoint.vpc).any(|(other, fields)| other != id && fields.service == own);
    if !twin {
        finding.fix(Fix::new(
            format!("Lead to {own}"),
            Safety::ChangesTraffic,
            [Edit::change(id, move |endpoint| endpoint.service.clone_from(&own))],
        ));
    }
}
