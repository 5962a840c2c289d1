//! What a VPC takes one of.

use super::context::Context;
use super::finding::{Findings, Fix, Safety};
use super::household::Held;
use super::network::Network;
use super::words::list;
use crate::model::kinds::{RouteTable, RouteTarget};
use crate::model::{Edit, EntityId, Noun, RouteTableId};
use crate::ordering::Ordered;

/// Tells of several gateways, called `plural`, where a VPC takes one. The one that most routes use may stay.
pub(super) fn more_than_one<N: Noun>(
    cx: &Context<'_>,
    network: &Network,
    gateways: &[Held<N>],
    plural: &str,
    found: &mut Findings,
) {
    let uses = |gateway: &Held<N>| {
        let target = RouteTarget::To(gateway.entity_id());
        network.tables.iter().flat_map(|table| &table.routes).filter(|route| route.target == target).count()
    };
    let keep = gateways.iter().max_by_key(|g| (uses(g), std::cmp::Reverse(g.entity_id())));
    let Some(keep) = keep.filter(|_| gateways.len() > 1) else { return };
    let names = list(gateways.iter().map(Held::name));
    let message = format!("{} has {} {plural} ({names}). A VPC takes one.", network.name(), gateways.len());
    let gone: Vec<EntityId> = gateways.iter().map(Held::entity_id).filter(|id| *id != keep.entity_id()).collect();
    let to = RouteTarget::To(keep.entity_id());
    let mut tables: Vec<RouteTableId> =
        gone.iter().flat_map(|gateway| cx.referring::<RouteTable>(*gateway)).map(|(table, _)| table).collect();
    tables.order();
    tables.dedup();
    let keeps_one = network.tables.iter().any(|table| table.edge_gateway == Some(keep.entity_id()));
    let mut follows = Some(keep.entity_id()).filter(|_| !keeps_one);
    let mut edits: Vec<Edit> = Vec::new();
    for table in tables {
        let gone = gone.clone();
        // What follows a gateway that goes follows the one that stays, which takes one table.
        let was_followed = cx.get(table).and_then(|table| table.edge_gateway).filter(|edge| gone.contains(edge));
        let instead = was_followed.and_then(|_| follows.take());
        edits.push(Edit::change(table, move |table| {
            let is_gone = |target: RouteTarget| target.object().is_some_and(|target| gone.contains(&target));
            table.routes.iter_mut().filter(|route| is_gone(route.target)).for_each(|route| route.target = to);
            if was_followed.is_some() {
                table.edge_gateway = instead;
            }
        }));
    }
    edits.extend(gone.iter().flat_map(|gateway| cx.deletion(*gateway)));
    let fix = Fix::new(format!("Keep {} and delete the others", keep.name()), Safety::NeedsChoice, edits);
    found.on_all([EntityId::from(network.id)], message).with(gateways.iter().map(Held::entity_id)).fix(fix);
}
