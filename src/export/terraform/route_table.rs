//! Route tables.

use std::collections::BTreeMap;

use super::hcl::quote::ascii_literal;
use super::hcl::{Body, Entry, Expr};
use super::home::Home;
use super::layout::flat::Flat;
use super::object::{Object, scoped_keys};
use super::route::{Route, Target};
use super::rows::Rows;
use super::vpc::Vpc;
use crate::export::bundle::Notes;
use crate::export::naming::Style;
use crate::model::kinds::RouteTable as Noun;
use crate::model::{Design, EntityId, RouteTableId, VpcId, VpnGatewayId};

/// A route table.
#[derive(Clone, Debug)]
pub(super) struct RouteTable {
    pub(super) table: RouteTableId,
    pub(super) object: Object,
    pub(super) main: bool,
    /// Does it learn from the VPN gateway?
    pub(super) propagates: bool,
    /// The gateway whose incoming packets follow it.
    pub(super) edge: Option<Edge>,
    pub(super) routes: Vec<Route>,
}

/// A gateway with a table of its own.
/// <https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    /// The internet gateway of the VPC.
    Internet,
    /// The VPN gateway of the VPC.
    Vpn,
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
        let is_own = |gateway: &VpnGatewayId| {
            vpc.vpn_gateway.as_ref().is_some_and(|own| own.object.id == EntityId::from(*gateway))
        };
        for stranger in noun.propagating_gateways.iter().filter(|gateway| !is_own(gateway)) {
            let name = design.name(*stranger);
            notes.left_out(
                id,
                format!("Propagation from {name} is left out: it is not the VPN gateway of the VPC in the code."),
            );
        }
        let propagates = noun.propagating_gateways.iter().any(is_own);
        let edge = noun.edge_gateway.and_then(|gateway| edge(design, id, gateway, vpc, notes));
        vpc.tables.push(RouteTable { table: id, object, main, propagates, edge, routes: Vec::new() });
    }
}

impl RouteTable {
    /// Does code make it the main table of `vpc`? Not when it is known to be that already.
    pub(super) fn becomes_main(&self, vpc: &Vpc) -> bool {
        self.main && (self.object.aws_id.is_none() || vpc.object.aws_id.is_none())
    }
}

fn rows(vpc: &Vpc) -> Rows<'_> {
    let mut rows = Rows::default();
    vpc.tables.iter().for_each(|table| rows.push(&table.object, []));
    rows
}

/// The place of `gateway` in the VPC, unless another table has it.
fn edge(design: &Design, id: RouteTableId, gateway: EntityId, vpc: &Vpc, notes: &mut Notes) -> Option<Edge> {
    let edge = match gateway {
        own if vpc.internet_gateway.as_ref().is_some_and(|it| it.object.id == own) => Edge::Internet,
        own if vpc.vpn_gateway.as_ref().is_some_and(|it| it.object.id == own) => Edge::Vpn,
        stranger => {
            let name = design.name(stranger);
            notes.left_out(
                id,
                format!("Its association with {name} is left out: that is not a gateway of the VPC in the code."),
            );
            return None;
        }
    };
    if vpc.tables.iter().any(|table| table.edge == Some(edge)) {
        notes.left_out(id, "Its association with a gateway is left out: the gateway has a table already.");
        return None;
    }
    Some(edge)
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
                    Target::EgressOnlyGateway(key) => Entry::word("egress_only_gateway", Expr::text(key)),
                    Target::VpnGateway => Entry::word("vpn_gateway", Expr::from(true)),
                    Target::Endpoint(key) => Entry::word("endpoint", Expr::text(key)),
                    Target::Peering(_) | Target::TransitGateway(_) => return None,
                };
                let block = route.block().filter(|_| route.is_inside(vpc))?;
                Some(Entry::text(&block.to_string(), Expr::Map(vec![target])))
            })
            .collect();
        let mut fields = table.object.row_extras();
        if table.propagates {
            fields.push(Entry::word("propagates", Expr::from(true)));
        }
        fields.extend(table.edge.map(|edge| {
            let gateway = if edge == Edge::Internet { "internet_gateway" } else { "vpn_gateway" };
            Entry::word("edge", Expr::text(gateway))
        }));
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
        let table = format!("aws_route_table.{label}[{}].id", ascii_literal(&main.object.key));
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

/// The tables of gateways.
pub(super) fn flat_edges(flat: &Flat) -> Body {
    let label = &flat.vpc.label;
    let row = |table: &RouteTable| {
        let gateway = match table.edge? {
            Edge::Internet => format!("aws_internet_gateway.{label}.id"),
            Edge::Vpn => format!("aws_vpn_gateway.{label}.id"),
        };
        Some(Entry::text(&table.object.key, Expr::code(gateway)).marked(table.table))
    };
    let rows: Vec<Entry> = flat.vpc.tables.iter().filter_map(row).collect();
    let mut body = Body::new();
    if !rows.is_empty() {
        body.block(
            flat.sort_of_resource("aws_route_table_association", "__edge")
                .attribute("for_each", Expr::Table(rows))
                .blank()
                .attribute("gateway_id", Expr::code("each.value"))
                .attribute("route_table_id", Expr::code(format!("aws_route_table.{label}[each.key].id"))),
        );
    }
    body
}

/// `import` of the tables that exist.
pub(super) fn imports(vpc: &Vpc, home: &Home) -> Body {
    let mut body = Body::new();
    for table in &vpc.tables {
        home.import(&mut body, &home.keyed("aws_route_table", &table.object.key), &table.object);
    }
    body
}
