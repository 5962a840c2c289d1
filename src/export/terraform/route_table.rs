//! Route tables and their routes.

use std::collections::{BTreeMap, BTreeSet};

use super::hcl::{Body, Entry, Expr};
use super::home::{Home, import};
use super::layout::flat::Flat;
use super::network::Network;
use super::object::{Object, scoped_keys};
use super::peering::Peering;
use super::rows::Rows;
use super::vpc::Vpc;
use crate::addressing::{CidrBlock, Family};
use crate::export::bundle::Notes;
use crate::export::naming::Style;
use crate::model::kinds::{Peering as PeeringNoun, Route as RouteNoun, RouteTable as Noun, RouteTarget};
use crate::model::{Design, EntityId, Kind, PeeringId, RouteTableId, VpcId};

/// A route table.
#[derive(Clone, Debug)]
pub(super) struct RouteTable {
    pub(super) table: RouteTableId,
    pub(super) object: Object,
    pub(super) main: bool,
    pub(super) routes: Vec<Route>,
}

/// A route that code can say.
#[derive(Clone, Debug)]
pub(super) struct Route {
    pub(super) destination: CidrBlock,
    pub(super) target: Target,
}

/// What a route points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// The internet gateway of the VPC.
    InternetGateway,
    /// A NAT gateway of the VPC, by key.
    NatGateway(String),
    /// A peering.
    Peering(PeeringId),
}

/// Puts the tables into their VPCs, still without routes: subnets name them.
pub(super) fn resolve(design: &Design, vpcs: &mut BTreeMap<VpcId, Vpc>, notes: &mut Notes) {
    let key_of = scoped_keys(design, Style::Key, design.all::<Noun>().map(|(id, noun)| (noun.vpc, id.into())));
    for (id, noun) in design.all::<Noun>() {
        let Some(vpc) = vpcs.get_mut(&noun.vpc) else {
            notes.left_out(id, "The route table is left out with its VPC.");
            continue;
        };
        let Some(key) = key_of.get(&id.into()) else { continue };
        let object = Object::of(design, id.into(), key, "rtb", notes);
        let mut main = noun.main;
        if let Some(first) = vpc.tables.iter().find(|table| table.main && main) {
            let text = format!("The VPC has a main table already, {}: in the code this one is not.", first.object.name);
            notes.left_out(id, text);
            main = false;
        }
        if main && object.aws_id.is_some() && vpc.object.aws_id.is_some() {
            notes.remark(id, "The table exists and is taken to be the main one of its VPC already.");
        }
        vpc.tables.push(RouteTable { table: id, object, main, routes: Vec::new() });
    }
}

/// Fills the tables. Everything that a route can point at is there already.
pub(super) fn resolve_routes(
    design: &Design,
    peerings: &[Peering],
    vpcs: &mut BTreeMap<VpcId, Vpc>,
    notes: &mut Notes,
) {
    for (id, noun) in design.all::<Noun>() {
        let Some(vpc) = vpcs.get_mut(&noun.vpc) else { continue };
        let mut seen = BTreeSet::new();
        let mut routes = Vec::new();
        for route in &noun.routes {
            match resolve_route(design, vpc, peerings, route) {
                Ok(Some(route)) if seen.insert(route.destination) => routes.push(route),
                Ok(Some(route)) => {
                    let text = format!(
                        "A second route for {} is left out: a table has one for each destination.",
                        route.destination
                    );
                    notes.left_out(id, text);
                }
                Ok(None) => {}
                Err(why) => notes.left_out(
                    id,
                    format!("The route {} → {} is left out: {why}", route.destination, shown(design, route.target)),
                ),
            }
        }
        // AWS knows no order; by address the code reads best and a reordered table is no change.
        routes.sort_by_key(|route| (route.destination.family(), route.destination));
        if let Some(table) = vpc.tables.iter_mut().find(|table| table.table == id) {
            table.routes = routes;
        }
    }
}

fn shown(design: &Design, target: RouteTarget) -> String {
    target.object().map_or("local".into(), |id| design.name(id))
}

/// `None` for what is always there.
fn resolve_route(design: &Design, vpc: &Vpc, peerings: &[Peering], route: &RouteNoun) -> Result<Option<Route>, String> {
    let Some(destination) = route.destination.get() else { return Err("its destination is not a CIDR block.".into()) };
    let target = match route.target {
        RouteTarget::Local if vpc.has_block(destination) => return Ok(None),
        RouteTarget::Local => return Err("only the VPC's own blocks are local.".into()),
        RouteTarget::To(id) => target(design, vpc, peerings, id)?,
    };
    Ok(Some(Route { destination, target }))
}

fn target(design: &Design, vpc: &Vpc, peerings: &[Peering], id: EntityId) -> Result<Target, String> {
    if !design.contains(id) {
        return Err(format!("there is no {} {id}.", id.kind.title()));
    }
    match id.kind {
        Kind::InternetGateway => match &vpc.internet_gateway {
            Some(gateway) if gateway.object.id == id => Ok(Target::InternetGateway),
            _ => Err("the internet gateway is not one of this VPC in the code.".into()),
        },
        Kind::NatGateway => vpc
            .nat_gateways
            .iter()
            .find(|nat| nat.object.id == id)
            .map(|nat| Target::NatGateway(nat.object.key.clone()))
            .ok_or_else(|| "the NAT gateway is not one of this VPC in the code.".into()),
        Kind::Peering => {
            let found = peerings.iter().find(|peering| peering.object.id == id);
            let peering = found.ok_or("the peering is not in the code.")?;
            let noun: Option<&PeeringNoun> = design.get(peering.peering);
            match noun.and_then(|noun| noun.other_end(vpc.vpc)) {
                Some(_) => Ok(Target::Peering(peering.peering)),
                None => Err("the peering does not touch this VPC.".into()),
            }
        }
        Kind::Settings
        | Kind::Account
        | Kind::Environment
        | Kind::AddressPool
        | Kind::Vpc
        | Kind::Tier
        | Kind::Subnet
        | Kind::RouteTable
        | Kind::ElasticIp => Err(format!("no route leads to a {}.", id.kind.title())),
    }
}

impl Route {
    /// Its key among the routes of its VPC: the table, then the destination. What it points at may change in place.
    pub(super) fn key(&self, table: &RouteTable) -> String {
        format!("{} {}", table.object.key, self.destination)
    }

    /// The argument that takes its destination.
    pub(super) fn destination_argument(&self) -> &'static str {
        match self.destination.family() {
            Family::V4 => "destination_cidr_block",
            Family::V6 => "destination_ipv6_cidr_block",
        }
    }
}

impl RouteTable {
    /// Does code make it the main table of `vpc`? Not when it is known to be that already.
    pub(super) fn becomes_main(&self, vpc: &Vpc) -> bool {
        self.main && (self.object.aws_id.is_none() || vpc.object.aws_id.is_none())
    }
}

fn rows(vpc: &Vpc) -> Rows<'_> {
    let mut rows = Rows::new();
    vpc.tables.iter().for_each(|table| rows.push(&table.object, []));
    rows
}

/// The argument of the module: tables with those routes that end in the VPC.
pub(super) fn argument(vpc: &Vpc) -> Option<Expr> {
    let tables = vpc.tables.iter().map(|table| {
        let routes: Vec<Entry> = table
            .routes
            .iter()
            .filter_map(|route| {
                let target = match &route.target {
                    Target::InternetGateway => Entry::word("internet_gateway", Expr::from(true)),
                    Target::NatGateway(key) => Entry::word("nat_gateway", Expr::text(key)),
                    Target::Peering(_) => return None,
                };
                Some(Entry::text(&route.destination.to_string(), Expr::Map(vec![target])))
            })
            .collect();
        let mut fields = table.object.row_extras();
        if !routes.is_empty() {
            fields.push(Entry::word("routes", Expr::Map(routes)));
        }
        Entry::text(&table.object.key, Expr::Map(fields)).marked(table.table)
    });
    (!vpc.tables.is_empty()).then(|| Expr::Table(tables.collect()))
}

/// The key of the main table, when code has to make it that.
pub(super) fn main_argument(vpc: &Vpc) -> Option<Expr> {
    vpc.tables.iter().find(|table| table.becomes_main(vpc)).map(|table| Expr::text(&table.object.key))
}

/// The tables as resources of their own.
pub(super) fn flat(flat: &Flat) -> Body {
    let rows = rows(flat.vpc);
    let label = &flat.vpc.label;
    let mut body = Body::new();
    if rows.is_empty() {
        return body;
    }
    let vpc_id = Expr::code(format!("aws_vpc.{label}.id"));
    body.block(
        flat.resource("aws_route_table")
            .attribute("for_each", rows.for_each())
            .blank()
            .attribute("vpc_id", vpc_id.clone())
            .attribute("tags", rows.tags(&[], &flat.environment)),
    );
    if let Some(main) = flat.vpc.tables.iter().find(|table| table.becomes_main(flat.vpc)) {
        let table = format!("aws_route_table.{label}[{}].id", super::hcl::quote::ascii_literal(&main.object.key));
        body.block(
            flat.resource("aws_main_route_table_association")
                .marked(main.table)
                .blank()
                .attribute("vpc_id", vpc_id)
                .attribute("route_table_id", Expr::code(table)),
        );
    }
    body
}

/// Every route as an entry of its own, whatever it points at.
pub(super) fn flat_routes(flat: &Flat, network: &Network) -> Body {
    let vpc = flat.vpc;
    let label = &vpc.label;
    let mut entries = Vec::new();
    // The arguments in use, in the order in which the block asks for them.
    let mut arguments: BTreeSet<&'static str> = BTreeSet::new();
    for table in &vpc.tables {
        for route in &table.routes {
            let (argument, value) = match &route.target {
                Target::InternetGateway => ("gateway_id", format!("aws_internet_gateway.{label}.id")),
                Target::NatGateway(key) => {
                    ("nat_gateway_id", format!("aws_nat_gateway.{label}[{}].id", super::hcl::quote::ascii_literal(key)))
                }
                Target::Peering(id) => match network.peering_reference(*id) {
                    Some(reference) => ("vpc_peering_connection_id", reference),
                    None => continue,
                },
            };
            arguments.extend([route.destination_argument(), argument]);
            let fields = vec![
                Entry::word("route_table", Expr::text(&table.object.key)),
                Entry::word(route.destination_argument(), Expr::shown(route.destination)),
                Entry::word(argument, Expr::code(value)),
            ];
            entries.push(Entry::text(&route.key(table), Expr::Map(fields)).marked(table.table));
        }
    }
    let mut body = Body::new();
    if entries.is_empty() {
        return body;
    }
    let mut block = flat
        .resource("aws_route")
        .attribute("for_each", Expr::Table(entries))
        .blank()
        .attribute("route_table_id", Expr::code(format!("aws_route_table.{label}[each.value.route_table].id")));
    for argument in arguments {
        block = block.attribute(argument, Expr::code(format!("lookup(each.value, \"{argument}\", null)")));
    }
    body.block(block);
    body
}

/// `import` of the tables that exist, and of the routes whose table and target exist.
pub(super) fn imports(vpc: &Vpc, network: &Network, home: &Home, with_peerings: bool) -> Body {
    let mut body = Body::new();
    for table in &vpc.tables {
        let Some(table_id) = &table.object.aws_id else { continue };
        home.import(&mut body, &home.keyed("aws_route_table", &table.object.key), &table.object);
        for route in &table.routes {
            let exists = match &route.target {
                Target::InternetGateway => vpc.internet_gateway.as_ref().is_some_and(|g| g.object.aws_id.is_some()),
                Target::NatGateway(key) => {
                    vpc.nat_gateways.iter().any(|n| n.object.key == *key && n.object.aws_id.is_some())
                }
                Target::Peering(id) => with_peerings && network.peering(*id).is_some_and(|p| p.object.aws_id.is_some()),
            };
            if exists {
                let to = home.keyed("aws_route", &route.key(table));
                body.block(import(&to, &format!("{table_id}_{}", route.destination)).marked(table.table));
            }
        }
    }
    body
}
