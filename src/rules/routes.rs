//! Routes that are missing, and the edits that add them.

use std::collections::BTreeMap;

use super::context::Context;
use super::finding::{Fix, Safety};
use super::household::Held;
use super::network::{Association, Network};
use crate::addressing::CidrBlock;
use crate::model::kinds::{InternetGateway, Route, RouteTable, RouteTarget, Subnet};
use crate::model::{Edit, Entity, EntityId, InternetGatewayId, PeeringId, RouteTableId, SubnetId};
use crate::ordering::Ordered;

/// The drawn route tables that subnets of the VPC follow; all of them while it has no subnets. By id. Not those of gateways:
/// a route to anything but an appliance is refused there.
pub(super) fn followed_tables(network: &Network) -> Vec<RouteTableId> {
    let of_subnets = |table: &&Held<RouteTable>| table.edge_gateway.is_none();
    if network.subnets.is_empty() {
        return network.tables.iter().filter(of_subnets).map(|table| table.id).collect();
    }
    let followed = network.subnets.iter().filter_map(|s| network.association(s).table());
    let mut tables: Vec<RouteTableId> = followed.filter(of_subnets).map(|table| table.id).collect();
    tables.order();
    tables.dedup();
    tables
}

/// Adds routes from `from` to every block of `to` over the peering: in `tables`, and in a new main table when subnets
/// follow one that is not drawn or there is none at all. Routes that are there already are left.
pub(super) fn add_routes(
    cx: &Context<'_>,
    from: &Network,
    to: &Network,
    over: PeeringId,
    tables: &[RouteTableId],
) -> Vec<Edit> {
    let target = RouteTarget::To(over.into());
    let mut edits = Vec::new();
    for table in tables.iter().filter_map(|id| from.table(*id)) {
        let over: Vec<CidrBlock> =
            table.routes.iter().filter(|r| r.target == target).filter_map(|r| r.destination.get()).collect();
        let taken = |b: CidrBlock| table.routes.iter().any(|r| r.destination.get() == Some(b));
        let missing: Vec<CidrBlock> =
            to.blocks().filter(|b| !taken(*b) && !over.iter().any(|d| d.covers(*b))).collect();
        if !missing.is_empty() {
            edits.push(add_to(table.id, missing, target));
        }
    }
    let follows_undrawn = |s| matches!(from.association(s), Association::UndrawnMain);
    if from.subnets.is_empty() && tables.is_empty() || from.subnets.iter().any(|s| follows_undrawn(s)) {
        edits.extend(new_main_table(cx, from, to.blocks().collect(), target));
    }
    edits
}

/// Adds routes to a table.
pub(super) fn add_to(table: RouteTableId, destinations: Vec<CidrBlock>, target: RouteTarget) -> Edit {
    Edit::change(table, move |table| {
        table.routes.extend(destinations.iter().map(|d| Route { destination: (*d).into(), target }));
    })
}

/// Draws the main route table that AWS makes with the VPC, with these routes.
pub(super) fn new_main_table(
    cx: &Context<'_>,
    network: &Network,
    destinations: Vec<CidrBlock>,
    target: RouteTarget,
) -> Option<Edit> {
    if network.main_table().is_some() {
        return None;
    }
    let name = format!("{}-main", network.name());
    let routes = destinations.into_iter().map(|d| Route { destination: d.into(), target }).collect();
    let table = RouteTable { main: true, routes, ..RouteTable::new(network.id) };
    let id: RouteTableId = cx.new_id(&name);
    Some(Edit::add(EntityId::from(id), Entity::new(name, table)))
}

/// A fix that adds routes, when there are any to add.
pub(super) fn routes_fix(title: String, edits: Vec<Edit>) -> Option<Fix> {
    (!edits.is_empty()).then(|| Fix::new(title, Safety::ChangesTraffic, edits))
}

/// Leads the IPv4 packets of these subnets to the VPC's internet gateway: makes one when there is none, and a route table
/// of their own when the one they follow serves other subnets or a gateway too, or has a default route already.
pub(super) fn lead_to_internet(cx: &Context<'_>, network: &Network, subnets: &[&Held<Subnet>]) -> Vec<Edit> {
    let mut edits = Vec::new();
    let gateway: InternetGatewayId = match network.internet_gateways.first() {
        Some(gateway) => gateway.id,
        None => {
            let name = format!("{}-igw", network.name());
            let id = cx.new_id(&name);
            edits.push(Edit::add(id, Entity::new(name, InternetGateway { vpc: Some(network.id) })));
            id
        }
    };
    let default = Route::new(CidrBlock::any_v4(), gateway);
    let mut by_table: BTreeMap<Option<RouteTableId>, Vec<&Held<Subnet>>> = BTreeMap::new();
    for subnet in subnets {
        let table = network.association(subnet).table().map(|table| table.id);
        by_table.entry(table).or_default().push(subnet);
    }
    let mut kept: Vec<Route> = Vec::new();
    let mut to_new: Vec<SubnetId> = Vec::new();
    for (table, of_it) in by_table {
        let table = table.and_then(|id| network.table(id));
        let alone = table.is_some_and(|t| {
            let has_default = t.routes.iter().any(|r| r.destination.get() == Some(CidrBlock::any_v4()));
            !has_default
                && t.edge_gateway.is_none()
                && network.followers(t.id).all(|s| of_it.iter().any(|o| o.id == s.id))
        });
        match table {
            Some(table) if alone => {
                let default = default.clone();
                edits.push(Edit::change(table.id, move |t| t.routes.push(default.clone())));
            }
            _ => {
                let others = table.iter().flat_map(|t| &t.routes);
                keep(cx, &mut kept, others.filter(|r| r.destination.get() != Some(CidrBlock::any_v4())));
                to_new.extend(of_it.iter().map(|s| s.id));
            }
        }
    }
    if !to_new.is_empty() {
        let name = format!("{}-public", network.name());
        let table: RouteTableId = cx.new_id(&name);
        let mut routes = vec![default];
        routes.extend(kept);
        edits.push(Edit::add(table, Entity::new(name, RouteTable { routes, ..RouteTable::new(network.id) })));
        edits.extend(to_new.into_iter().map(|s| Edit::change(s, move |s| s.route_table = Some(table))));
    }
    edits
}

/// Adds those of `routes` that say something to what a new table has: a route from somewhere to somewhere, to a
/// destination that has none there yet.
fn keep<'a>(cx: &Context<'_>, kept: &mut Vec<Route>, routes: impl Iterator<Item = &'a Route>) {
    for route in routes {
        let to_somewhere = route.target.object().is_some_and(|target| cx.exists(target));
        let sound = route.destination.prefix_list().map_or(route.destination.get().is_some(), |list| cx.exists(list));
        if to_somewhere && sound && !kept.iter().any(|known| known.destination == route.destination) {
            kept.push(route.clone());
        }
    }
}

/// Gives these subnets a route table like the one they follow, but without the routes to an internet gateway.
pub(super) fn without_internet(cx: &Context<'_>, network: &Network, subnets: &[&Held<Subnet>]) -> Vec<Edit> {
    let mut kept: Vec<Route> = Vec::new();
    let followed = subnets.iter().flat_map(|s| network.association(s).routes());
    keep(cx, &mut kept, followed.filter(|r| !network.is_own_internet_gateway(r.target)));
    let name = format!("{}-private", network.name());
    let table: RouteTableId = cx.new_id(&name);
    let body = RouteTable { routes: kept, ..RouteTable::new(network.id) };
    let associate = subnets.iter().map(|s| Edit::change(s.id, move |s| s.route_table = Some(table)));
    [Edit::add(table, Entity::new(name, body))].into_iter().chain(associate).collect()
}
