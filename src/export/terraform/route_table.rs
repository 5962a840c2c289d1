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
use crate::model::{Design, RouteTableId, VpcId};

/// A route table.
#[derive(Clone, Debug)]
pub(super) struct RouteTable {
    pub(super) table: RouteTableId,
    pub(super) object: Object,
    pub(super) main: bool,
    pub(super) routes: Vec<Route>,
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

/// `import` of the tables that exist.
pub(super) fn imports(vpc: &Vpc, home: &Home) -> Body {
    let mut body = Body::new();
    for table in &vpc.tables {
        home.import(&mut body, &home.keyed("aws_route_table", &table.object.key), &table.object);
    }
    body
}
