use std::collections::BTreeMap;

use crate::model::kinds::{RouteTable, TransitGatewayAttachment};
use crate::model::{Edit, Entity, EntityId, RouteTableId, SubnetId, TransitGatewayAttachmentId, TransitGatewayId};
use crate::rules::{Context, Findings, Fix, Network, Safety, rule};

rule! {
    /// A route leads to a transit gateway that the VPC is not attached to.
    ///
    /// ## Why it matters
    /// A VPC hands packets to a transit gateway through the interfaces of its attachment. Without one AWS refuses the
    /// route, and so it does while the attachment is still being made: in code the route has to wait for it.
    ///
    /// ## What to do
    /// Attach the VPC, with one subnet of each zone that it uses.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 route_table=rt }
    ///   route_table rt { 10.0.0.0/8 -> tgw:hub }
    /// }
    /// tgw hub us-east-1
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 route_table=rt }
    ///   route_table rt { 10.0.0.0/8 -> tgw:hub }
    /// }
    /// tgw hub us-east-1
    /// attachment main hub resource=vpc:main subnets=[app-a]
    /// ```
    "transit/tgw-route-without-attachment" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html"],
        aws_error: "InvalidTransitGatewayID.NotFound",
        each: RouteTable,
    }
}

fn check(cx: &Context<'_>, id: RouteTableId, table: &RouteTable, found: &mut Findings) {
    let Some(network) = cx.network(table.vpc) else { return };
    let mut gateways: Vec<TransitGatewayId> = Vec::new();
    for gateway in table.routes.iter().filter_map(|route| route.target.object()?.typed()) {
        if !gateways.contains(&gateway) && cx.exists(gateway) {
            gateways.push(gateway);
        }
    }
    for gateway in gateways {
        let attached = cx
            .referring::<TransitGatewayAttachment>(table.vpc)
            .any(|(_, attachment)| attachment.transit_gateway == gateway && attachment.resource == table.vpc.into());
        if attached {
            continue;
        }
        let message = format!(
            "{} has a route to {}, but {} is not attached to it: AWS refuses the route.",
            cx.name(id),
            cx.name(gateway),
            network.name()
        );
        let finding = found.at(id, message).with([EntityId::from(gateway), table.vpc.into()]).field("routes");
        let same_region = cx.get(gateway).zip(network.vpc.as_ref()).is_some_and(|(g, vpc)| g.region == vpc.region);
        if same_region {
            finding.fix(attach(cx, network, gateway));
        }
    }
}

/// Attaches the VPC with the smallest subnet of each zone, which is most likely the one meant for it.
fn attach(cx: &Context<'_>, network: &Network, gateway: TransitGatewayId) -> Option<Fix> {
    let mut zones: BTreeMap<&str, (u8, SubnetId)> = BTreeMap::new();
    for subnet in network.subnets.iter().filter(|subnet| !subnet.zone.is_empty()) {
        let Some(block) = subnet.ipv4_block() else { continue };
        let best = zones.entry(&subnet.zone).or_insert((block.length(), subnet.id));
        if block.length() > best.0 {
            *best = (block.length(), subnet.id);
        }
    }
    if zones.is_empty() {
        return None;
    }
    let name = format!("{}-{}", cx.name(gateway), network.name());
    let id: TransitGatewayAttachmentId = cx.new_id(&name);
    let subnets = zones.into_values().map(|(_, subnet)| subnet).collect();
    let body = TransitGatewayAttachment { subnets, ..TransitGatewayAttachment::new(gateway, network.id) };
    Some(Fix::new(
        format!("Attach {} to {}", network.name(), cx.name(gateway)),
        Safety::NeedsChoice,
        [Edit::add(id, Entity::new(name, body))],
    ))
}
