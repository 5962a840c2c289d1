use crate::model::kinds::{Endpoint, EndpointType};
use crate::model::{Edit, EndpointId, EntityId, RouteTableId};
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// Two gateway endpoints for one service are in the same route table.
    ///
    /// ## Why it matters
    /// Each puts a route to the service's prefix list into its tables. A table holds one route to a destination, so AWS
    /// refuses the second.
    ///
    /// ## What to do
    /// Keep one endpoint in each table. Two for a service make sense only with different policies in different tables.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   route_table rt main
    ///   endpoint one com.amazonaws.us-east-1.s3 endpoint_type=gateway route_tables=[rt]
    ///   endpoint two com.amazonaws.us-east-1.s3 endpoint_type=gateway route_tables=[rt]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   route_table rt main
    ///   endpoint one com.amazonaws.us-east-1.s3 endpoint_type=gateway route_tables=[rt]
    ///   endpoint two com.amazonaws.us-east-1.dynamodb endpoint_type=gateway route_tables=[rt]
    /// }
    /// ```
    "endpoints/gwe-duplicate" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html"],
        aws_error: "RouteAlreadyExists",
        each: Endpoint,
    }
}

fn check(cx: &Context<'_>, id: EndpointId, endpoint: &Endpoint, found: &mut Findings) {
    if endpoint.endpoint_type != EndpointType::Gateway || endpoint.service.is_empty() {
        return;
    }
    for (other, earlier) in cx.referring::<Endpoint>(endpoint.vpc).filter(|(other, _)| *other < id) {
        if earlier.endpoint_type != EndpointType::Gateway || earlier.service != endpoint.service {
            continue;
        }
        let both: Vec<RouteTableId> =
            endpoint.route_tables.iter().filter(|table| earlier.route_tables.contains(table)).copied().collect();
        if both.is_empty() {
            continue;
        }
        let tables = list(both.iter().map(|table| cx.name(*table)));
        let message = format!(
            "{} and {} both lead to {} from {tables}: AWS refuses the second.",
            cx.name(other),
            cx.name(id),
            endpoint.service
        );
        let finding = found.at(id, message).with([EntityId::from(other)]).field("route_tables");
        finding.with(both.iter().copied().map(EntityId::from)).fix(Fix::new(
            format!("Take {} out of {tables}", cx.name(id)),
            Safety::ChangesTraffic,
            [Edit::change(id, move |endpoint| endpoint.route_tables.retain(|table| !both.contains(table)))],
        ));
    }
}
