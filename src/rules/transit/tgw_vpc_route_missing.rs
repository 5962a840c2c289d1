use crate::addressing::CidrBlock;
use crate::model::kinds::{Route, RouteTable, RouteTarget, TransitGatewayAttachment};
use crate::model::{Edit, EntityId, RouteTableId, TransitGatewayAttachmentId, VpcId};
use crate::rules::ranges::UNROUTABLE;
use crate::rules::routes::{followed_tables, new_main_table, routes_fix};
use crate::rules::transit_tables::follows;
use crate::rules::transit_ways::ways;
use crate::rules::words::list;
use crate::rules::{Context, Findings, Network, rule};

rule! {
    /// A VPC is attached to a transit gateway, and none of its route tables leads there.
    ///
    /// ## Why it matters
    /// Attaching a VPC fills the route tables of the transit gateway, never those of the VPC. What others send arrives, and
    /// the replies have nowhere to go; what the VPC sends never leaves it.
    ///
    /// ## What to do
    /// In the route tables of the subnets concerned, lead the other networks to the transit gateway. One wide route such as
    /// 10.0.0.0/8 is often enough.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   route_table rt main
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    /// }
    /// vpc other 10.21.0.0/16 {
    ///   route_table rt-other main { 10.20.0.0/16 -> tgw:hub }
    ///   tier app private { subnet other-a a 10.21.0.0/24 }
    /// }
    /// tgw hub us-east-1
    /// attachment main hub resource=vpc:main subnets=[app-a]
    /// attachment other hub resource=vpc:other subnets=[other-a]
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   route_table rt main { 10.0.0.0/8 -> tgw:hub }
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    /// }
    /// vpc other 10.21.0.0/16 {
    ///   route_table rt-other main { 10.20.0.0/16 -> tgw:hub }
    ///   tier app private { subnet other-a a 10.21.0.0/24 }
    /// }
    /// tgw hub us-east-1
    /// attachment main hub resource=vpc:main subnets=[app-a]
    /// attachment other hub resource=vpc:other subnets=[other-a]
    /// ```
    "transit/tgw-vpc-route-missing" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html"],
        each: TransitGatewayAttachment,
    }
}

fn check(
    cx: &Context<'_>,
    id: TransitGatewayAttachmentId,
    attachment: &TransitGatewayAttachment,
    found: &mut Findings,
) {
    let Some(gateway) = cx.get(attachment.transit_gateway) else { return };
    let Some(network) = attachment.resource.typed::<VpcId>().and_then(|vpc| cx.network(vpc)) else { return };
    let here = network.vpc.as_ref().is_some_and(|vpc| vpc.region == gateway.region);
    let target = RouteTarget::To(attachment.transit_gateway.into());
    let leads = network.tables.iter().flat_map(|table| &table.routes).any(|route| route.target == target);
    if leads || !here || network.subnets.is_empty() {
        return;
    }
    let Some(table) = follows(gateway, attachment) else { return };
    // Without anybody on the other side there is nothing to lead to.
    let mut beyond: Vec<CidrBlock> = Vec::new();
    for way in ways(cx, attachment.transit_gateway, gateway, table) {
        let own = network.blocks().any(|block| block.covers(way.destination));
        if way.to.is_some_and(|to| to != id) && !own && !beyond.contains(&way.destination) {
            beyond.push(way.destination);
        }
    }
    if beyond.is_empty() {
        return;
    }
    let name = network.name();
    let message = format!(
        "{name} is attached to {}, but no route table of {name} leads there: {} cannot be reached.",
        cx.name(attachment.transit_gateway),
        list(&beyond)
    );
    let edits = lead(cx, network, attachment, &beyond, target);
    let title = format!("Lead {} to {}", list(&beyond), cx.name(attachment.transit_gateway));
    let objects = [EntityId::from(id), network.id.into(), attachment.transit_gateway.into()];
    found.on_all(objects, message).fix(routes_fix(title, edits));
}

/// Adds the routes to the tables that subnets follow, less those of the attachment itself.
fn lead(
    cx: &Context<'_>,
    network: &Network,
    attachment: &TransitGatewayAttachment,
    beyond: &[CidrBlock],
    target: RouteTarget,
) -> Vec<Edit> {
    let routable: Vec<CidrBlock> =
        beyond.iter().copied().filter(|block| !UNROUTABLE.iter().any(|range| range.overlaps(*block))).collect();
    let mut edits = Vec::new();
    for table in followed_tables(network) {
        let only_its_own = |id: RouteTableId| network.followers(id).all(|s| attachment.subnets.contains(&s.id));
        let others = network.subnets.iter().any(|subnet| !attachment.subnets.contains(&subnet.id));
        let Some(fields) = network.table(table).filter(|_| !others || !only_its_own(table)) else { continue };
        let taken = |block: &CidrBlock| fields.routes.iter().any(|route| route.destination.get() == Some(*block));
        let missing: Vec<CidrBlock> = routable.iter().copied().filter(|block| !taken(block)).collect();
        if !missing.is_empty() {
            edits.push(Edit::change(table, move |table: &mut RouteTable| {
                table.routes.extend(missing.iter().map(|block| Route { destination: (*block).into(), target }));
            }));
        }
    }
    if edits.is_empty() && network.tables.is_empty() && !routable.is_empty() {
        edits.extend(new_main_table(cx, network, routable, target));
    }
    edits
}
