use crate::model::kinds::{Endpoint, EndpointType};
use crate::model::{Edit, EndpointId};
use crate::rules::routes::followed_tables;
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A gateway endpoint is in no route table.
    ///
    /// ## Why it matters
    /// A gateway endpoint is nothing but a route: in the tables that it is associated with, the service's addresses lead to
    /// it. In no table it does nothing, and packets to the service go on through the NAT gateway, which charges for each
    /// gigabyte.
    ///
    /// ## What to do
    /// Associate it with the route tables of all subnets that use the service. It costs nothing.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   route_table rt main
    ///   endpoint s3 com.amazonaws.us-east-1.s3 endpoint_type=gateway
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   route_table rt main
    ///   endpoint s3 com.amazonaws.us-east-1.s3 endpoint_type=gateway route_tables=[rt]
    /// }
    /// ```
    "endpoints/gwe-no-route-table" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html"],
        each: Endpoint,
    }
}

fn check(cx: &Context<'_>, id: EndpointId, endpoint: &Endpoint, found: &mut Findings) {
    if endpoint.endpoint_type != EndpointType::Gateway || !endpoint.route_tables.is_empty() {
        return;
    }
    let Some(network) = cx.network(endpoint.vpc) else { return };
    let message = format!("{} is in no route table of {}: nothing goes through it.", cx.name(id), network.name());
    let finding = found.at(id, message).field("route_tables");
    // A table that leads to another endpoint of the service already takes no second one.
    let twin = |other: &Endpoint| other.endpoint_type == EndpointType::Gateway && other.service == endpoint.service;
    let taken: Vec<_> = cx
        .referring::<Endpoint>(endpoint.vpc)
        .filter(|(_, other)| twin(other))
        .flat_map(|(_, other)| &other.route_tables)
        .collect();
    let tables: Vec<_> = followed_tables(network).into_iter().filter(|table| !taken.contains(&table)).collect();
    if !tables.is_empty() {
        finding.fix(Fix::new(
            format!("Put {} into {}", cx.name(id), list(tables.iter().map(|table| cx.name(*table)))),
            Safety::ChangesTraffic,
            [Edit::change(id, move |endpoint| endpoint.route_tables.clone_from(&tables))],
        ));
    }
}
