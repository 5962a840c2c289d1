use std::collections::BTreeMap;

use crate::addressing::CidrBlock;
use crate::model::kinds::{TransitGateway, TransitGatewayAttachment};
use crate::model::{Edit, EntityId, Kind, TransitGatewayAttachmentId, TransitGatewayId};
use crate::rules::transit_tables::{Table, attachments, follows};
use crate::rules::transit_ways::{Way, propagated, way_to, ways};
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A transit gateway knows the way from one VPC to another network, but not the way back.
    ///
    /// ## Why it matters
    /// Requests follow the route table that the sender is associated with, replies the one of the receiver. When these are
    /// two tables, both have to know the other side. With one of them missing, requests arrive and no reply ever does.
    ///
    /// ## What to do
    /// Propagate the sender into the receiver's table. Where the two are meant to be apart, take the way out of the sender's
    /// table too, or write a blackhole route for it.
    ///
    /// ```design,finds
    /// vpc app 10.20.0.0/16
    /// vpc shared 10.21.0.0/16
    /// tgw hub us-east-1 default_association=false default_propagation=false
    /// tgw_table spokes hub
    /// tgw_table services hub
    /// attachment app hub resource=vpc:app associated_table=spokes
    /// attachment shared hub resource=vpc:shared associated_table=services propagating_tables=[spokes]
    /// ```
    /// ```design,clean
    /// vpc app 10.20.0.0/16
    /// vpc shared 10.21.0.0/16
    /// tgw hub us-east-1 default_association=false default_propagation=false
    /// tgw_table spokes hub
    /// tgw_table services hub
    /// attachment app hub resource=vpc:app associated_table=spokes propagating_tables=[services]
    /// attachment shared hub resource=vpc:shared associated_table=services propagating_tables=[spokes]
    /// ```
    "transit/tgw-no-return-route" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html"],
        each: TransitGateway,
    }
}

fn check(cx: &Context<'_>, id: TransitGatewayId, gateway: &TransitGateway, found: &mut Findings) {
    let all = attachments(cx, id);
    let mut tables: BTreeMap<Table, Vec<Way>> = BTreeMap::new();
    for (_, attachment) in &all {
        if let Some(table) = follows(gateway, attachment) {
            tables.entry(table).or_insert_with(|| ways(cx, id, gateway, table));
        }
    }
    // The table that each attachment's replies follow. A peering leads on into another gateway, whose tables are told by
    // another rule.
    let replying = |(id, attachment): &(TransitGatewayAttachmentId, &TransitGatewayAttachment)| {
        let table = follows(gateway, attachment).filter(|_| attachment.resource.kind != Kind::TransitGateway)?;
        Some((*id, table))
    };
    let replying: BTreeMap<TransitGatewayAttachmentId, Table> = all.iter().filter_map(replying).collect();
    for (sender, fields) in all.iter().filter(|(_, a)| a.resource.kind == Kind::Vpc) {
        let Some(out) = follows(gateway, fields).and_then(|table| tables.get(&table)) else { continue };
        let blocks = propagated(cx, fields);
        for (table, back) in &tables {
            let unknown: Vec<CidrBlock> =
                blocks.iter().copied().filter(|block| way_to(back, *block).is_none()).collect();
            if unknown.is_empty() {
                continue;
            }
            // They have the same fault, and it is mended once.
            let mut receivers: Vec<TransitGatewayAttachmentId> = Vec::new();
            for receiver in out.iter().filter_map(|way| way.to).filter(|to| to != sender) {
                if replying.get(&receiver) == Some(table) && !receivers.contains(&receiver) {
                    receivers.push(receiver);
                }
            }
            if receivers.is_empty() {
                continue;
            }
            let table = *table;
            let name = match table {
                Table::Drawn(table) => cx.name(table),
                Table::Undrawn => "the default route table".to_owned(),
            };
            let message = format!(
                "{}: {} can send to {}, but {name}, the table of the reply, has no way back to {}.",
                cx.name(id),
                cx.name(*sender),
                list(receivers.iter().map(|receiver| cx.name(*receiver))),
                list(&unknown)
            );
            let finding = found.on_all([EntityId::from(id), (*sender).into()], message).with(receivers);
            if let Table::Drawn(table) = table {
                let propagate = Fix::new(
                    format!("Propagate {} into {name}", cx.name(*sender)),
                    Safety::ChangesTraffic,
                    [Edit::change(*sender, move |attachment| attachment.propagating_tables.push(table))],
                );
                // Into a table that is not in the design nothing can be propagated.
                finding.with([table]).fix(cx.exists(table).then_some(propagate));
            }
        }
    }
}
