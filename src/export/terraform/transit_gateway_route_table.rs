//! Route tables of transit gateways, with their static routes.

use std::collections::BTreeSet;

use super::hcl::{Body, Expr};
use super::home::import;
use super::network::Parts;
use super::object::{Object, keys};
use super::prefix_list;
use super::sheet::Sheet;
use super::sight::Sight;
use super::transit_gateway_attached::Attached;
use crate::addressing::CidrBlock;
use crate::export::bundle::Notes;
use crate::export::naming::Style;
use crate::model::kinds::{Destination, TransitGatewayRoute, TransitGatewayRouteTable as Noun, TransitGatewayTarget};
use crate::model::{
    Design, Kind, PrefixListId, TransitGatewayAttachmentId, TransitGatewayId, TransitGatewayRouteTableId,
};
use crate::ordering::Ordered;

/// A route table of a transit gateway.
#[derive(Clone, Debug)]
pub(super) struct TransitTable {
    pub(super) table: TransitGatewayRouteTableId,
    object: Object,
    /// An identifier, unique among such tables.
    pub(super) label: String,
    pub(super) gateway: TransitGatewayId,
    routes: Vec<TransitRoute>,
    lists: Vec<TransitList>,
}

/// A route to an attachment; without one its packets are dropped.
#[derive(Clone, Debug)]
struct TransitRoute {
    block: CidrBlock,
    to: Option<TransitGatewayAttachmentId>,
}

#[derive(Clone, Debug)]
struct TransitList {
    label: String,
    list: PrefixListId,
    to: Option<TransitGatewayAttachmentId>,
}

/// The tables, still without routes: attachments name them.
pub(super) fn resolve(design: &Design, parts: &Parts, notes: &mut Notes) -> Vec<TransitTable> {
    let ids = design.of_kind(Kind::TransitGatewayRouteTable).map(|(id, _)| id);
    let label_of = keys(design, Style::Identifier, ids);
    let mut tables = Vec::new();
    for (id, noun) in design.all::<Noun>() {
        if parts.shared.transit.gateway(noun.transit_gateway).is_none() {
            notes.left_out(id, "The table is left out: its transit gateway is not in the code.");
            continue;
        }
        let Some(label) = label_of.get(&id.into()) else { continue };
        tables.push(TransitTable {
            table: id,
            object: Object::of(design, id.into(), label, "tgw-rtb", notes),
            label: label.clone(),
            gateway: noun.transit_gateway,
            routes: Vec::new(),
            lists: Vec::new(),
        });
    }
    tables
}

/// Fills the tables, once attachments are known.
pub(super) fn fill(design: &Design, parts: &mut Parts, notes: &mut Notes) {
    for (id, noun) in design.all::<Noun>() {
        let mut seen = BTreeSet::new();
        let (mut routes, mut lists) = (Vec::new(), Vec::new());
        let gateway = parts.shared.transit.table(id).and_then(|table| parts.shared.transit.gateway(table.gateway));
        let Some(region) = gateway.map(|gateway| gateway.place.region.clone()) else { continue };
        for route in &noun.routes {
            let said = resolve_target(noun.transit_gateway, route, parts).and_then(|to| {
                if !seen.insert(route.destination.clone()) {
                    return Err("the table has one for it already.".to_owned());
                }
                match &route.destination {
                    Destination::Block(written) => {
                        let block = written.get().ok_or("its destination is not a CIDR block.")?;
                        routes.push(TransitRoute { block, to });
                    }
                    Destination::PrefixList(list) => {
                        let found = prefix_list::named(&parts.shared.lists, *list, &region)?;
                        lists.push(TransitList { label: found.label.clone(), list: *list, to });
                    }
                }
                Ok(())
            });
            if let Err(why) = said {
                notes.left_out(id, format!("The route for {} is left out: {why}", route.destination));
            }
        }
        routes.order_by_key(|route| (route.block.family(), route.block));
        lists.order_by(|a, b| a.label.cmp(&b.label));
        if let Some(table) = parts.shared.transit.tables.iter_mut().find(|table| table.table == id) {
            (table.routes, table.lists) = (routes, lists);
        }
    }
}

fn resolve_target(
    gateway: TransitGatewayId,
    route: &TransitGatewayRoute,
    parts: &Parts,
) -> Result<Option<TransitGatewayAttachmentId>, String> {
    let TransitGatewayTarget::To(id) = route.target else { return Ok(None) };
    let found = parts.shared.transit.attachments.iter().find(|it| it.attachment == id);
    let found = found.ok_or("the attachment is not in the code.")?;
    match found.gateway == gateway || matches!(found.to, Attached::Peer(peer) if peer == gateway) {
        true => Ok(Some(id)),
        false => Err("the attachment is one of another transit gateway.".into()),
    }
}

impl TransitTable {
    /// The prefix lists that its routes are for.
    pub(super) fn lists(&self) -> impl Iterator<Item = PrefixListId> {
        self.lists.iter().map(|list| list.list)
    }

    /// `aws_ec2_transit_gateway_route_table.spokes.id`
    pub(super) fn reference(&self) -> String {
        format!("aws_ec2_transit_gateway_route_table.{}.id", self.label)
    }

    /// The table and its routes.
    pub(super) fn write(&self, sight: &mut Sight) -> Body {
        let mut body = Body::new();
        let network = sight.network;
        let Some(gateway) = network.shared.transit.gateway(self.gateway) else { return body };
        body.block(
            sight
                .resource("aws_ec2_transit_gateway_route_table", &self.label, &gateway.place)
                .marked(self.table)
                .blank()
                .attribute("transit_gateway_id", Expr::code(gateway.reference()))
                .attribute("tags", self.object.named_tags()),
        );
        let target = |to: &Option<TransitGatewayAttachmentId>| {
            let found = to.and_then(|to| network.shared.transit.attachments.iter().find(|it| it.attachment == to));
            [
                ("transit_gateway_attachment_id", found.and_then(|it| it.id(network)).map(Expr::code)),
                ("blackhole", to.is_none().then(|| Expr::from(true))),
            ]
        };
        let mut routes = Sheet::default();
        for route in &self.routes {
            let block = [("destination_cidr_block", Some(Expr::shown(route.block)))];
            routes.push(route.block.to_string(), self.table, block.into_iter().chain(target(&route.to)));
        }
        let mut lists = Sheet::default();
        for list in &self.lists {
            let found = network.shared.lists.iter().find(|known| known.list == list.list);
            let field = [("prefix_list_id", found.map(|found| Expr::code(found.reference())))];
            lists.push(&list.label, self.table, field.into_iter().chain(target(&list.to)));
        }
        let sorts = [
            ("aws_ec2_transit_gateway_route", routes, "destination_cidr_block"),
            ("aws_ec2_transit_gateway_prefix_list_reference", lists, "prefix_list_id"),
        ];
        for (kind, sheet, destination) in sorts {
            if !sheet.is_empty() {
                let block = sight
                    .resource(kind, &self.label, &gateway.place)
                    .attribute("for_each", sheet.table())
                    .blank()
                    .attribute("transit_gateway_route_table_id", Expr::code(self.reference()));
                let block = sheet.arguments(block, &[destination, "transit_gateway_attachment_id", "blackhole"]);
                let named = network.shared.lists.iter().filter(|list| self.lists().any(|id| id == list.list));
                let named = named.filter(|_| destination == "prefix_list_id");
                let shares = prefix_list::shared_with(sight, &gateway.place, named);
                body.block(block.blank().attribute_if("depends_on", shares));
            }
        }
        body
    }

    /// `import` of the table and its routes to blocks, when it exists.
    pub(super) fn imports(&self) -> Body {
        let mut body = Body::new();
        if let Some(id) = &self.object.aws_id {
            body.block(import(&format!("aws_ec2_transit_gateway_route_table.{}", self.label), id).marked(self.table));
        }
        body
    }
}
