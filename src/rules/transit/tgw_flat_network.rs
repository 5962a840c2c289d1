use std::collections::BTreeMap;

use crate::model::kinds::TransitGateway;
use crate::model::{EntityId, TransitGatewayId, VpcId};
use crate::rules::transit_tables::{Table, attachments, follows, propagates_into};
use crate::rules::words::list;
use crate::rules::{Context, Findings, rule};

rule! {
    /// Production and other environments share a route table of a transit gateway.
    ///
    /// ## Why it matters
    /// A transit gateway as AWS makes it puts each new attachment into one table that all propagate into: one flat network
    /// in which every environment reaches every other. Nothing in the VPCs shows it.
    ///
    /// ## What to do
    /// Turn default association and propagation off, and give production a route table of its own. Propagate into it only
    /// what production needs, such as shared services.
    ///
    /// ```design,finds
    /// env production production
    /// env staging
    /// vpc prod 10.20.0.0/16 environment=production
    /// vpc stag 10.21.0.0/16 environment=staging
    /// tgw hub us-east-1
    /// attachment prod hub resource=vpc:prod
    /// attachment stag hub resource=vpc:stag
    /// ```
    /// ```design,clean
    /// env production production
    /// env staging
    /// vpc prod 10.20.0.0/16 environment=production
    /// vpc stag 10.21.0.0/16 environment=staging
    /// tgw hub us-east-1 default_association=false default_propagation=false
    /// tgw_table prod hub
    /// tgw_table other hub
    /// attachment prod hub resource=vpc:prod associated_table=tgw_table:prod propagating_tables=[tgw_table:prod]
    /// attachment stag hub resource=vpc:stag associated_table=other propagating_tables=[other]
    /// ```
    "transit/tgw-flat-network" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html"],
        each: TransitGateway,
    }
}

fn check(cx: &Context<'_>, id: TransitGatewayId, gateway: &TransitGateway, found: &mut Findings) {
    let mut members: BTreeMap<Table, (Vec<VpcId>, Vec<VpcId>)> = BTreeMap::new();
    for (_, attachment) in attachments(cx, id) {
        let Some(vpc) = attachment.resource.typed::<VpcId>() else { continue };
        let Some(environment) = cx.get(vpc).and_then(|vpc| cx.get(vpc.environment?)) else { continue };
        // Both ways: its packets follow the table, and the table knows the way to it.
        let Some(table) = follows(gateway, attachment) else { continue };
        if propagates_into(gateway, attachment).contains(&table) {
            let (production, other) = members.entry(table).or_default();
            if environment.production { production.push(vpc) } else { other.push(vpc) }
        }
    }
    for (table, (production, other)) in members {
        if production.is_empty() || other.is_empty() {
            continue;
        }
        let name = match table {
            Table::Drawn(table) => cx.name(table),
            Table::Undrawn => "its default route table".to_owned(),
        };
        let message = format!(
            "{}: {} and {} share {name}, so each reaches the other.",
            cx.name(id),
            list(production.iter().map(|vpc| cx.name(*vpc))),
            list(other.iter().map(|vpc| cx.name(*vpc)))
        );
        found.at(id, message).with(production.into_iter().chain(other).map(EntityId::from));
    }
}
