use crate::model::kinds::{AddressFamilies, Endpoint, EndpointType};
use crate::model::{Edit, EndpointId};
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// Subnets with IPv6 only follow a route to a gateway endpoint that carries IPv4 only.
    ///
    /// ## Why it matters
    /// A gateway endpoint leads to the IPv4 addresses of its service unless it is told otherwise. Hosts with IPv6 only
    /// never send to those: their packets follow ::/0, if there is such a route, and the endpoint does nothing for them.
    /// (AWS offers IPv6 and dual stack for both S3 and DynamoDB; for S3 since November 2025.)
    ///
    /// ## What to do
    /// Make the endpoint dual stack, and have the hosts ask for the dual-stack names of the service.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 2600:1f18:1234:5600::/56 dns_hostnames=true {
    ///   route_table rt
    ///   tier app private { subnet app-a a 2600:1f18:1234:5601::/64 route_table=rt }
    ///   endpoint s3 com.amazonaws.us-east-1.s3 endpoint_type=gateway route_tables=[rt]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 2600:1f18:1234:5600::/56 dns_hostnames=true {
    ///   route_table rt
    ///   tier app private { subnet app-a a 2600:1f18:1234:5601::/64 route_table=rt }
    ///   endpoint s3 com.amazonaws.us-east-1.s3 endpoint_type=gateway route_tables=[rt] addresses=dual_stack
    /// }
    /// ```
    "endpoints/gwe-ipv6" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html",
            "https://aws.amazon.com/about-aws/whats-new/2025/11/ipv6-amazon-s3-gateway-interface-vpc-endpoints/",
        ],
        each: Endpoint,
    }
}

fn check(cx: &Context<'_>, id: EndpointId, endpoint: &Endpoint, found: &mut Findings) {
    if endpoint.endpoint_type != EndpointType::Gateway || endpoint.addresses != AddressFamilies::Ipv4 {
        return;
    }
    let Some(network) = cx.network(endpoint.vpc) else { return };
    let followers = endpoint.route_tables.iter().flat_map(|table| network.followers(*table));
    let six_only: Vec<_> = followers.filter(|subnet| subnet.ipv4.is_none() && subnet.ipv6_block().is_some()).collect();
    if six_only.is_empty() {
        return;
    }
    let message = format!(
        "{} carries IPv4 only, but {} {} IPv6 only: it does nothing for the hosts there.",
        cx.name(id),
        list(six_only.iter().map(|subnet| subnet.name())),
        if six_only.len() == 1 { "has" } else { "have" }
    );
    found.at(id, message).with(six_only.iter().map(|subnet| subnet.id)).field("addresses").fix(Fix::new(
        format!("Make {} dual stack", cx.name(id)),
        Safety::ChangesTraffic,
        [Edit::change(id, |endpoint| endpoint.addresses = AddressFamilies::DualStack)],
    ));
}
