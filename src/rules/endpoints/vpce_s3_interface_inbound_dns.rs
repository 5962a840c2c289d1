use crate::aws::services::parse_endpoint_service_name;
use crate::model::kinds::{Endpoint, EndpointType};
use crate::model::{Edit, EndpointId, Entity};
use crate::rules::routes::followed_tables;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// An S3 endpoint keeps its name to inbound resolvers, and the VPC has no gateway endpoint for S3.
    ///
    /// ## Why it matters
    /// With this option questions from outside, by inbound resolver endpoints, lead to the interface endpoint, and hosts of
    /// the VPC keep to the gateway endpoint, which costs nothing. AWS refuses it where there is no gateway endpoint for the
    /// same service in the VPC.
    ///
    /// ## What to do
    /// Make the gateway endpoint first, or let the name lead to the interface endpoint for everybody.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 dns_hostnames=true {
    ///   route_table rt main
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   endpoint s3-inside com.amazonaws.us-east-1.s3 subnets=[app-a] private_dns_inbound_only=true
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 dns_hostnames=true {
    ///   route_table rt main
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   endpoint s3-inside com.amazonaws.us-east-1.s3 subnets=[app-a] private_dns_inbound_only=true
    ///   endpoint s3 com.amazonaws.us-east-1.s3 endpoint_type=gateway route_tables=[rt]
    /// }
    /// ```
    "endpoints/vpce-s3-interface-inbound-dns" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html",
            "https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html",
        ],
        aws_error: "InvalidParameter",
        each: Endpoint,
    }
}

fn check(cx: &Context<'_>, id: EndpointId, endpoint: &Endpoint, found: &mut Findings) {
    let Some((region, "s3")) = parse_endpoint_service_name(&endpoint.service) else { return };
    if endpoint.endpoint_type != EndpointType::Interface || !endpoint.private_dns || !endpoint.private_dns_inbound_only
    {
        return;
    }
    let Some(network) = cx.network(endpoint.vpc) else { return };
    let same = |other: &Endpoint| other.endpoint_type == EndpointType::Gateway && other.service == endpoint.service;
    if network.endpoints.iter().any(|other| same(other)) {
        return;
    }
    let message = format!(
        "{} keeps its name to inbound resolvers, which needs a gateway endpoint for S3 in {}.",
        cx.name(id),
        network.name()
    );
    let finding = found.at(id, message).field("private_dns_inbound_only");
    let tables = followed_tables(network);
    // A gateway endpoint serves the VPC's own Region only.
    let at_home = cx.get(endpoint.vpc).is_none_or(|vpc| vpc.region.is_empty() || vpc.region == region);
    if at_home && !tables.is_empty() {
        let name = format!("{}-s3", network.name());
        let new: EndpointId = cx.new_id(&name);
        let endpoint_type = EndpointType::Gateway;
        let service = endpoint.service.clone();
        let body =
            Endpoint { endpoint_type, service, route_tables: tables, private_dns: false, ..Endpoint::new(network.id) };
        finding.fix(Fix::new(
            format!("Make {name}, a gateway endpoint for S3"),
            Safety::ChangesTraffic,
            [Edit::add(new, Entity::new(name, body))],
        ));
    }
    finding.fix(Fix::new(
        "Let the name lead to it for everybody",
        Safety::ChangesTraffic,
        [Edit::change(id, |endpoint| endpoint.private_dns_inbound_only = false)],
    ));
}
