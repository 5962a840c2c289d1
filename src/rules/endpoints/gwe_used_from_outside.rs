use crate::addressing::CidrBlock;
use crate::aws::services::{gateway_service, parse_endpoint_service_name};
use crate::model::kinds::{Endpoint, EndpointType, RouteTable, TransitGatewayAttachment};
use crate::model::{Body, Edit, EndpointId, Entity, EntityId, Kind, PeeringId, RouteTableId};
use crate::rules::network::{longest_match, target_as};
use crate::rules::remove::remove_route;
use crate::rules::workloads::workloads_in;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// Packets of another network are led to a gateway endpoint.
    ///
    /// ## Why it matters
    /// A gateway endpoint is a route in the tables of its own VPC, not an address that anyone else could send to. It serves
    /// that VPC and nobody behind a peering, a VPN connection, Direct Connect or a transit gateway. What comes from there
    /// and meets the endpoint's route is dropped.
    ///
    /// ## What to do
    /// Make a gateway endpoint in each VPC: it costs nothing. For networks outside AWS use an interface endpoint, which has
    /// addresses. Take the endpoint out of the tables that a transit gateway's packets follow: behind a NAT gateway they
    /// have an address of the VPC, and the table of the NAT gateway's subnet may lead there.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 dns_hostnames=true {
    ///   route_table rt main { 10.21.0.0/16 -> peering:main-shared; pl:s3 -> peering:main-shared }
    /// }
    /// vpc shared 10.21.0.0/16 dns_hostnames=true {
    ///   route_table rt-shared main { 10.20.0.0/16 -> peering:main-shared }
    ///   endpoint s3 com.amazonaws.us-east-1.s3 endpoint_type=gateway route_tables=[rt-shared]
    /// }
    /// peering main-shared main shared
    /// pl s3 region=us-east-1 service=com.amazonaws.us-east-1.s3
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 dns_hostnames=true {
    ///   route_table rt main { 10.21.0.0/16 -> peering:main-shared }
    ///   endpoint s3 com.amazonaws.us-east-1.s3 endpoint_type=gateway route_tables=[rt]
    /// }
    /// vpc shared 10.21.0.0/16 dns_hostnames=true {
    ///   route_table rt-shared main { 10.20.0.0/16 -> peering:main-shared }
    /// }
    /// peering main-shared main shared
    /// ```
    "endpoints/gwe-used-from-outside" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html"],
        each_of: [RouteTable, Endpoint],
    }
}

fn check(cx: &Context<'_>, id: EntityId, entity: &Entity, found: &mut Findings) {
    match &entity.body {
        Body::RouteTable(table) => over_peerings(cx, id, table, found),
        Body::Endpoint(endpoint) => for_handed_over(cx, id, endpoint, found),
        _ => {}
    }
}

/// Routes that lead the addresses of a service to a peer.
fn over_peerings(cx: &Context<'_>, id: EntityId, table: &RouteTable, found: &mut Findings) {
    let Some(table_id) = id.typed::<RouteTableId>() else { return };
    for route in &table.routes {
        let Some(list) = route.destination.prefix_list() else { continue };
        let Some(over) = target_as::<PeeringId>(route).filter(|over| cx.exists(*over)) else { continue };
        let name = cx.get(list).and_then(|list| parse_endpoint_service_name(&list.service));
        let Some(service) = name.and_then(|(_, service)| gateway_service(service)) else { continue };
        let message = format!(
            "{} leads {} to {}, but a gateway endpoint there serves only its own VPC: the packets are dropped.",
            cx.name(id),
            service.name,
            cx.name(over)
        );
        let finding = found.at(id, message).with([EntityId::from(list), over.into()]).field("routes");
        finding.fix(remove_route(table_id, route));
    }
}

/// An endpoint in the tables that packets follow which a transit gateway hands over on their way to elsewhere.
fn for_handed_over(cx: &Context<'_>, id: EntityId, endpoint: &Endpoint, found: &mut Findings) {
    if endpoint.endpoint_type != EndpointType::Gateway {
        return;
    }
    let (Some(network), Some(endpoint_id)) = (cx.network(endpoint.vpc), id.typed::<EndpointId>()) else { return };
    for table in endpoint.route_tables.iter().filter_map(|table| network.table(*table)) {
        let next = longest_match(&table.routes, CidrBlock::any_v4()).and_then(|route| route.target.object());
        let leads_on = next.is_some_and(|next| matches!(next.kind, Kind::NatGateway | Kind::Endpoint | Kind::Workload));
        let attached = |subnet: EntityId| cx.referring::<TransitGatewayAttachment>(subnet).next();
        let mut followers = network.followers(table.id).peekable();
        // The endpoint may be there for workloads that share the table.
        let only_attachments = followers.peek().is_some()
            && followers.all(|s| attached(s.entity_id()).is_some() && workloads_in(network, s.id).is_empty());
        if !leads_on || !only_attachments {
            continue;
        }
        let message = format!(
            "{} is in {}, which only packets from a transit gateway follow: it does not serve them, and they are dropped.",
            cx.name(id),
            table.name()
        );
        let gone = table.id;
        found.at(id, message).with([gone]).field("route_tables").fix(Fix::new(
            format!("Take {} out of {}", cx.name(id), table.name()),
            Safety::ChangesTraffic,
            [Edit::change(endpoint_id, move |endpoint| endpoint.route_tables.retain(|table| *table != gone))],
        ));
    }
}
