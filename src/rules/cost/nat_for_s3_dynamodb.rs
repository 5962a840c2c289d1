use crate::addressing::CidrBlock;
use crate::aws::price::NAT_GATEWAY_GB;
use crate::aws::services::gateway_service;
use crate::model::kinds::{Endpoint, EndpointType, TransitGatewayAttachment, Vpc};
use crate::model::{Edit, EndpointId, Entity, EntityId, NatGatewayId, RouteTableId, VpcId};
use crate::ordering::Ordered;
use crate::rules::network::{longest_match, target_as};
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// What private subnets send to S3 goes through a NAT gateway.
    ///
    /// ## Why it matters
    /// A NAT gateway charges for every gigabyte, also for what goes to S3: container images, packages, backups. A gateway
    /// endpoint costs nothing. It adds a more specific route to the tables that it is associated with, and no program
    /// notices. It is the cheapest improvement that a VPC can have. (The same holds for DynamoDB, where it is used.)
    ///
    /// ## What to do
    /// Make a gateway endpoint for S3 and associate it with all private route tables.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   route_table rt-public { 0.0.0.0/0 -> igw:main }
    ///   route_table rt-app { 0.0.0.0/0 -> nat:out }
    ///   tier web public { subnet web-a a 10.20.0.0/24 route_table=rt-public { nat out eip-a } }
    ///   tier app private { subnet app-a a 10.20.1.0/24 route_table=rt-app }
    /// }
    /// eip eip-a region=us-east-1
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 dns_hostnames=true {
    ///   igw main
    ///   route_table rt-public { 0.0.0.0/0 -> igw:main }
    ///   route_table rt-app { 0.0.0.0/0 -> nat:out }
    ///   tier web public { subnet web-a a 10.20.0.0/24 route_table=rt-public { nat out eip-a } }
    ///   tier app private { subnet app-a a 10.20.1.0/24 route_table=rt-app }
    ///   endpoint s3 com.amazonaws.us-east-1.s3 endpoint_type=gateway route_tables=[rt-app]
    /// }
    /// eip eip-a region=us-east-1
    /// ```
    "cost/nat-for-s3-dynamodb" {
        severity: Advice,
        sources: ["https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html"],
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, vpc: &Vpc, found: &mut Findings) {
    let Some(network) = cx.network(id).filter(|network| !network.nat_gateways.is_empty()) else { return };
    let Some(service) = gateway_service("s3").map(|s3| s3.service_name(&vpc.region)) else { return };
    if vpc.region.is_empty() || network.endpoints.iter().any(|endpoint| endpoint.service == service) {
        return;
    }
    // Where a transit gateway hands over what other VPCs send, an endpoint would not serve them.
    let hands_over = |subnet: EntityId| cx.referring::<TransitGatewayAttachment>(subnet).next().is_some();
    let mut tables: Vec<RouteTableId> = Vec::new();
    let mut gateways: Vec<NatGatewayId> = Vec::new();
    for subnet in network.subnets.iter().filter(|subnet| !hands_over(subnet.entity_id())) {
        let Some(table) = network.association(subnet).table() else { continue };
        let next = longest_match(&table.routes, CidrBlock::any_v4()).and_then(target_as::<NatGatewayId>);
        if let Some(nat) = next.filter(|nat| network.nat_gateways.iter().any(|own| own.id == *nat)) {
            tables.push(table.id);
            gateways.push(nat);
        }
    }
    tables.order();
    tables.dedup();
    gateways.order();
    gateways.dedup();
    if tables.is_empty() {
        return;
    }
    let price = NAT_GATEWAY_GB.usd.map_or_else(String::new, |usd| format!(" at ${usd} per GB"));
    let message = format!(
        "What {} sends to S3 goes through {}{price}. A gateway endpoint would carry it free of charge.",
        network.name(),
        list(gateways.iter().map(|nat| cx.name(*nat)))
    );
    let name = format!("{}-s3", network.name());
    let endpoint: EndpointId = cx.new_id(&name);
    let endpoint_type = EndpointType::Gateway;
    let body = Endpoint { endpoint_type, service, route_tables: tables, private_dns: false, ..Endpoint::new(id) };
    found.at(id, message).with(gateways).fix(Fix::new(
        format!("Make {name}, a gateway endpoint for S3"),
        Safety::ChangesTraffic,
        [Edit::add(endpoint, Entity::new(name, body))],
    ));
}
