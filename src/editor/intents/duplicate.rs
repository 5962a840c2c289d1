use std::collections::BTreeSet;

use super::transplant::{self, Home};
use super::{Done, Draft};
use crate::editor::{Refusal, words};
use crate::model::kinds::{NatGateway, Peering};
use crate::model::{Design, Entity, EntityId, Kind, removal};
use crate::ordering::Gather;

pub(super) fn duplicate(draft: &mut Draft, ids: Vec<EntityId>, by: (i32, i32)) -> Result<Done, Refusal> {
    let chosen: BTreeSet<EntityId> = ids.into_iter().filter(|id| draft.design().contains(*id)).gather();
    let objects = with_content(draft.design(), &chosen);
    let planted = transplant::plant(draft, objects, by, Home::Original)?;
    let copies: Vec<EntityId> = chosen.iter().filter_map(|id| planted.get(id).copied()).collect();
    if copies.is_empty() {
        return Err(Refusal::Nothing("duplicated"));
    }
    let originals: Vec<EntityId> = chosen.into_iter().filter(|id| planted.contains_key(id)).collect();
    let label = format!("Duplicate {}", words::objects(draft.design(), &originals));
    let said = format!("Duplicated as {}.", with_blocks(draft.design(), &copies));
    Ok(Done::new(label).said(said).selecting(copies))
}

/// The copies by name, the first few with the block they got.
fn with_blocks(design: &Design, ids: &[EntityId]) -> String {
    let block = |id: &EntityId| match &design.entity(*id)?.body {
        crate::model::Body::Vpc(vpc) => vpc.ipv4_blocks().next(),
        crate::model::Body::Subnet(subnet) => subnet.ipv4_block(),
        _ => None,
    };
    if ids.len() > 3 {
        return words::objects(design, ids);
    }
    let each = ids.iter().map(|id| match block(id) {
        Some(block) => format!("{}, {block}", words::called(design, *id)),
        None => words::called(design, *id),
    });
    each.collect::<Vec<_>>().join("; ")
}

/// The chosen objects with all that is in them, and what only works with them: elastic IPs of NAT gateways. A peering
/// comes along when both its ends do.
pub(in crate::editor) fn with_content(design: &Design, chosen: &BTreeSet<EntityId>) -> Vec<(EntityId, Entity)> {
    let mut all = removal(design, chosen.iter().copied()).goes;
    let inside = all.clone();
    all.retain(|id| {
        let peering = design.entity(*id).and_then(|entity| entity.as_noun::<Peering>());
        peering.is_none_or(|p| inside.contains(&p.requester.into()) && inside.contains(&p.accepter.into()))
    });
    let nats = inside.iter().filter_map(|id| design.entity(*id)?.as_noun::<NatGateway>());
    all.extend(nats.flat_map(|nat| nat.addresses().map(EntityId::from)));
    // There is one of these in a design.
    all.retain(|id| id.kind != Kind::Settings);
    all.into_iter().filter_map(|id| Some((id, Entity::clone(design.entity(id)?)))).collect()
}
