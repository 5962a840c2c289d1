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
    let mut edits: Vec<Edit> = tables
        .into_iter()
        .map(|table| {
            let gone = gone.clone();
            Edit::change(table, move |table| {
                let is_gone = |target: RouteTarget| target.object().is_some_and(|target| gone.contains(&target));
                table.routes.iter_mut().filter(|route| is_gone(route.target)).for_each(|route| route.target = to);
            })
        })
        .collect();
    edits.extend(gone.iter().map(|gateway| Edit::remove(*gateway)));
    let fix = Fix::new(format!("Keep {} and delete the others", keep.name()), Safety::NeedsChoice, edits);
    found.on_all([EntityId::from(network.id)], message).with(gateways.iter().map(Held::entity_id)).fix(fix);
}
