use crate::model::kinds::{Endpoint, EndpointType};
use crate::model::{Edit, EndpointId, EntityId};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// Two endpoints of a VPC claim the DNS name of one service.
    ///
    /// ## Why it matters
    /// Private DNS puts the service's name into a hidden zone of the VPC. A name leads to one endpoint, so AWS refuses
    /// private DNS for a second endpoint of the same service.
    ///
    /// ## What to do
    /// Add the subnets to the first endpoint, or turn private DNS off for one and use its own names.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 dns_hostnames=true {
    ///   tier app private { subnet app-a a 10.20.0.0/24; subnet app-b b 10.20.1.0/24 }
    ///   endpoint one com.amazonaws.us-east-1.sqs subnets=[app-a]
    ///   endpoint two com.amazonaws.us-east-1.sqs subnets=[app-b]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 dns_hostnames=true {
    ///   tier app private { subnet app-a a 10.20.0.0/24; subnet app-b b 10.20.1.0/24 }
    ///   endpoint one com.amazonaws.us-east-1.sqs subnets=[app-a, app-b]
    /// }
    /// ```
    "endpoints/ife-private-dns-conflict" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html"],
        aws_error: "InvalidParameter",
        each: Endpoint,
    }
}

fn claims(endpoint: &Endpoint) -> bool {
    endpoint.endpoint_type == EndpointType::Interface && endpoint.private_dns && !endpoint.service.is_empty()
}

fn check(cx: &Context<'_>, id: EndpointId, endpoint: &Endpoint, found: &mut Findings) {
    if !claims(endpoint) {
        return;
    }
    let mut same = cx
        .referring::<Endpoint>(endpoint.vpc)
        .filter(|(other, earlier)| *other < id && claims(earlier) && earlier.service == endpoint.service);
    let Some((first, _)) = same.next() else { return };
    let message = format!(
        "{} and {} both have private DNS for {}: AWS refuses the second.",
        cx.name(first),
        cx.name(id),
        endpoint.service
    );
    found.at(id, message).with([EntityId::from(first)]).field("private_dns").fix(Fix::new(
        format!("Turn private DNS of {} off", cx.name(id)),
        Safety::ChangesTraffic,
        [Edit::change(id, |endpoint| endpoint.private_dns = false)],
    ));
}
