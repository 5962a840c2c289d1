use super::addresses::vpcs;
use super::page::{Page, code, list, words};
use crate::export::Pace;
use crate::model::kinds::{Destination, RouteTable, Subnet, TransitGatewayAttachment, TransitGatewayRouteTable};
use crate::model::{RouteTableId, TransitGatewayAttachmentId};
use crate::ordering::Ordered;

/// The routes of every table: of VPCs, then of transit gateways.
pub(super) async fn write(page: &mut Page<'_>, pace: Pace<'_>) {
    let design = page.design;
    let tables = design.all::<RouteTable>().count();
    let hubs = design.all::<TransitGatewayRouteTable>().count();
    page.heading(2, "Routes");
    if tables + hubs == 0 {
        page.paragraph("There is no route table.");
        return;
    }
    let vpcs = vpcs(design);
    for (number, (id, vpc)) in vpcs.iter().enumerate() {
        pace.done(number, vpcs.len()).await;
        let id = *id;
        let mut own: Vec<_> = design.referring::<RouteTable>(id).filter(|(_, table)| table.vpc == id).collect();
        if own.is_empty() {
            continue;
        }
        page.heading(3, &format!("Routes of VPC {}", page.name(id)));
        head(page);
        own.order_by_cached_key(|(id, table)| (!table.main, design.name(*id), *id));
        for (id, table) in own {
            of_table(page, id, table, &list(vpc.blocks().map(|block| code(&block.to_string()))));
        }
    }
    let strays: Vec<_> = design.all::<RouteTable>().filter(|(_, table)| !design.contains(table.vpc)).collect();
    if !strays.is_empty() {
        page.heading(3, "Routes of no VPC");
        head(page);
        strays.into_iter().for_each(|(id, table)| of_table(page, id, table, ""));
    }
    hub_tables(page);
}

fn head(page: &mut Page) {
    page.table(&[words("Route table"), words("Destination"), words("Target")]);
}

fn of_table(page: &mut Page, id: RouteTableId, table: &RouteTable, local: &str) {
    let object = Some(id.into());
    let name = format!("{}{}", page.name(id), if table.main { " (main)" } else { "" });
    page.row(object, [&name, local, "local"]);
    for route in &table.routes {
        let to = destination(page, &route.destination);
        let target = route.target.object().map_or_else(|| "local".to_owned(), |id| page.called(id));
        page.row(object, [&name, &to, &target]);
    }
    for gateway in &table.propagating_gateways {
        let target = page.called((*gateway).into());
        page.row(object, [&name, "what it learns", &target]);
    }
    if let Some(gateway) = table.edge_gateway {
        let source = format!("followed by packets from {}", page.called(gateway));
        page.row(object, [&name, "", &source]);
    }
}

fn hub_tables(page: &mut Page) {
    let design = page.design;
    let mut tables = design.all::<TransitGatewayRouteTable>().peekable();
    if tables.peek().is_none() {
        return;
    }
    page.heading(3, "Routes of transit gateways");
    page.table(&[words("Transit gateway"), words("Route table"), words("Destination"), words("Target")]);
    for (id, table) in tables {
        let (hub, name) = (page.name(table.transit_gateway), page.name(id));
        let object = Some(id.into());
        let attached = |uses: fn(&TransitGatewayAttachment) -> &[_]| -> Vec<TransitGatewayAttachmentId> {
            let all = design.referring::<TransitGatewayAttachment>(id);
            all.filter(|(_, attachment)| uses(attachment).contains(&id)).map(|(id, _)| id).collect()
        };
        let followed = attached(|attachment| attachment.associated_table.as_slice());
        let learned = attached(|attachment| &attachment.propagating_tables);
        let names = |page: &Page, ids: &[TransitGatewayAttachmentId]| list(ids.iter().map(|id| page.name(*id)));
        if table.routes.is_empty() && followed.is_empty() && learned.is_empty() {
            page.row(object, [&hub, &name, "no routes", ""]);
        }
        for route in &table.routes {
            let to = destination(page, &route.destination);
            let target = route.target.attachment().map_or_else(|| "dropped".to_owned(), |id| page.called(id.into()));
            page.row(object, [&hub, &name, &to, &target]);
        }
        if !learned.is_empty() {
            page.row(object, [&hub, &name, "what they propagate", &names(page, &learned)]);
        }
        if !followed.is_empty() {
            let target = format!("followed by packets from {}", names(page, &followed));
            page.row(object, [&hub, &name, "", &target]);
        }
    }
}

fn destination(page: &Page, destination: &Destination) -> String {
    match destination {
        Destination::Block(block) => code(&block.to_string()),
        Destination::PrefixList(list) => page.called((*list).into()),
    }
}

/// The table that a subnet follows: its own, or the main one of its VPC.
pub(super) fn followed_by(page: &Page, subnet: &Subnet) -> String {
    match subnet.route_table {
        Some(table) if page.design.contains(table) => page.name(table),
        Some(table) => format!("{} (not in the design)", code(&table.to_string())),
        None => {
            let mut tables = page.design.referring::<RouteTable>(subnet.vpc);
            let main = tables.find(|(_, table)| table.main && table.vpc == subnet.vpc);
            main.map_or_else(|| "main".to_owned(), |(id, _)| page.name(id))
        }
    }
}
