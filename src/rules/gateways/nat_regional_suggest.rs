use std::collections::{BTreeMap, BTreeSet};

use crate::model::kinds::{Connectivity, Destination, NatGateway, RouteTable, RouteTarget, Vpc};
use crate::model::{EntityId, NatGatewayId, VpcId};
use crate::rules::nat::seat;
use crate::rules::{Context, Findings, Held, rule};

rule! {
    /// NAT gateways and route tables that differ only by zone could be one regional NAT gateway.
    ///
    /// ## Why it matters
    /// One NAT gateway a zone, with a route table a zone, keeps traffic in its zone and survives the loss of one. Since
    /// November 2025 a regional NAT gateway does the same as one object: it follows the zones of the VPC, needs no public
    /// subnet, takes 32 addresses a zone instead of 8, and all private subnets share one route table. The price depends on
    /// the zones it is active in, as before.
    ///
    /// ## What to do
    /// Consider it for a new network. In one that is in use it means other public addresses, unless they are listed by
    /// zone. Private NAT gateways stay zonal, and some zones do not offer regional ones.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   route_table rt-public { 0.0.0.0/0 -> igw:main }
    ///   route_table rt-a { 0.0.0.0/0 -> nat:out-a }
    ///   route_table rt-b { 0.0.0.0/0 -> nat:out-b }
    ///   tier web public {
    ///     subnet web-a a 10.20.0.0/24 route_table=rt-public { nat out-a eip-a }
    ///     subnet web-b b 10.20.1.0/24 route_table=rt-public { nat out-b eip-b }
    ///   }
    /// }
    /// eip eip-a region=us-east-1
    /// eip eip-b region=us-east-1
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   nat out availability=regional
    ///   route_table rt { 0.0.0.0/0 -> nat:out }
    ///   tier app private { subnet app-a a 10.20.1.0/24 route_table=rt }
    /// }
    /// ```
    "gateways/nat-regional-suggest" {
        severity: Advice,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html"],
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, vpc: &Vpc, found: &mut Findings) {
    let Some(network) = cx.network(id) else { return };
    // One a zone, and only in Availability Zones: what is in a Local Zone has to stay there.
    let zone_of = |nat: &Held<NatGateway>| {
        let zone = seat(network, nat).map(|subnet| subnet.zone.as_str())?;
        let letter = zone.strip_prefix(vpc.region.as_str()).is_some_and(|rest| rest.len() == 1);
        (letter && nat.connectivity == Connectivity::Public).then_some((zone, nat.id))
    };
    let by_zone: BTreeMap<&str, NatGatewayId> = network.nat_gateways.iter().filter_map(zone_of).collect();
    if by_zone.len() < 2 || by_zone.len() < network.nat_gateways.len() {
        return;
    }
    let nats: BTreeSet<NatGatewayId> = by_zone.into_values().collect();
    // Tables that are the same but for which of the gateways they lead to.
    let mut alike: BTreeMap<Shape<'_>, Vec<&Held<RouteTable>>> = BTreeMap::new();
    for table in network.tables.iter().filter(|table| !leads_to(table, &nats).is_empty()) {
        let shape = |target: RouteTarget| Some(target).filter(|target| !is_one_of(*target, &nats));
        let shape = table.routes.iter().map(|route| (&route.destination, shape(route.target))).collect();
        alike.entry(shape).or_default().push(table);
    }
    let [tables] = &alike.into_values().collect::<Vec<_>>()[..] else { return };
    let used: BTreeSet<NatGatewayId> = tables.iter().flat_map(|table| leads_to(table, &nats)).collect();
    if tables.len() < 2 || used.len() < 2 {
        return;
    }
    let message = format!(
        "{} has {} NAT gateways and {} route tables for them that differ only by zone. One regional NAT gateway with one \
         table would do.",
        network.name(),
        nats.len(),
        tables.len()
    );
    let objects = nats.iter().map(|nat| EntityId::from(*nat)).chain(tables.iter().map(|table| table.id.into()));
    found.at(id, message).with(objects);
}

/// The routes of a table, those to the gateways without their target.
type Shape<'a> = BTreeSet<(&'a Destination, Option<RouteTarget>)>;

fn is_one_of(target: RouteTarget, nats: &BTreeSet<NatGatewayId>) -> bool {
    target.object().and_then(EntityId::typed).is_some_and(|nat| nats.contains(&nat))
}

/// The gateways among `nats` that a table leads to.
fn leads_to(table: &RouteTable, nats: &BTreeSet<NatGatewayId>) -> BTreeSet<NatGatewayId> {
    let targets = table.routes.iter().filter_map(|route| route.target.object().and_then(EntityId::typed));
    targets.filter(|nat| nats.contains(nat)).collect()
}
