use std::collections::BTreeSet;

use super::{Done, Draft};
use crate::editor::{Refusal, words};
use crate::model::kinds::{ElasticIp, NatGateway, RouteTable};
use crate::model::{Design, ElasticIpId, EntityId, Removal, removal};

pub(super) fn delete(draft: &mut Draft, ids: Vec<EntityId>) -> Result<Done, Refusal> {
    let chosen: BTreeSet<EntityId> = ids.into_iter().filter(|id| draft.design().contains(*id)).collect();
    if chosen.is_empty() {
        return Err(Refusal::Nothing("deleted"));
    }
    let plan = plan(draft.design(), &chosen);
    super::locked_among(draft.design(), &plan.goes.iter().copied().collect::<Vec<_>>())?;
    let design = draft.design();
    let what = words::objects(design, &chosen.iter().copied().collect::<Vec<_>>());
    let along: Vec<EntityId> = plan.goes.difference(&chosen).copied().collect();
    let mut said = format!("Deleted {what}");
    if !along.is_empty() {
        said += &format!(" with {}", words::counts(along.iter().copied()));
    }
    said += &match routes_lost(design, &plan) {
        0 => ".".to_owned(),
        1 => "; 1 route that pointed there went too.".to_owned(),
        n => format!("; {n} routes that pointed there went too."),
    };
    draft.apply_all(plan.edits())?;
    Ok(Done::new(format!("Delete {what}")).said(said).selecting([]))
}

/// What a deletion takes along: what cannot be without the chosen objects, and elastic IPs that were only planned for a
/// NAT gateway that goes.
pub(in crate::editor) fn plan(design: &Design, chosen: &BTreeSet<EntityId>) -> Removal {
    let first = removal(design, chosen.iter().copied());
    let freed =
        first.goes.iter().filter_map(|id| design.entity(*id)?.as_noun::<NatGateway>()).flat_map(NatGateway::addresses);
    let only_planned = |id: &ElasticIpId| {
        let unused = design.referrers(*id).all(|user| first.goes.contains(&user));
        // An address that exists is a decision of its own: releasing it may lose it for ever.
        let planned = design.entity(*id).is_some_and(|entity| {
            entity.head.aws_id.is_none() && entity.as_noun::<ElasticIp>().is_some_and(|eip| eip.address.is_none())
        });
        unused && planned
    };
    let freed: Vec<EntityId> = freed.filter(only_planned).map(EntityId::from).collect();
    if freed.is_empty() { first } else { removal(design, first.goes.iter().copied().chain(freed)) }
}

/// How many routes of tables that stay point at something that goes.
fn routes_lost(design: &Design, plan: &Removal) -> usize {
    let tables = plan.lets_go.iter().filter_map(|id| design.entity(*id)?.as_noun::<RouteTable>());
    let targets = tables.flat_map(|table| &table.routes).filter_map(|route| route.target.object());
    targets.filter(|target| plan.goes.contains(target)).count()
}
