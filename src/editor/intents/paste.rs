use std::collections::BTreeSet;

use super::transplant::{self, Home};
use super::{Done, Draft, there};
use crate::addressing::CidrBlock;
use crate::editor::planning::{BlockList, ListedBlock, PlacedList, place_list, read_list};
use crate::editor::{Refusal, clipboard, naming, words};
use crate::model::kinds::Vpc;
use crate::model::{Entity, EntityId, Kind, OnDelete, Placement, TierId, VpcId};

/// How far apart the VPCs of a pasted list are drawn.
const STEP: i32 = 420;

pub(super) fn paste(draft: &mut Draft, text: &str, at: (i32, i32), into: Option<EntityId>) -> Result<Done, Refusal> {
    let into = into.filter(|id| draft.design().contains(*id));
    let place = into.and_then(|id| place_of(draft, id));
    if let Some(read) = clipboard::read(text) {
        let objects = read.map_err(|error| Refusal::NotPasteable(format!(" {error}")))?;
        // A design has one settings object, and this one keeps its own.
        let objects = objects.into_iter().filter(|(id, _)| id.kind != Kind::Settings).collect();
        return plant(draft, objects, at, place);
    }
    let list = read_list(text);
    if list.blocks.is_empty() {
        let wrong = list.errors.iter().find(|error| error.message.contains('/')).map(|error| format!(" {error}"));
        return Err(Refusal::NotPasteable(wrong.unwrap_or_default()));
    }
    // Lines that say where they go, or lie in a VPC that there is, are subnets; others are VPCs of their own.
    let has_home = |listed: &ListedBlock| {
        let mut vpcs = draft.design().all::<Vpc>();
        let inside = |own: CidrBlock| own.covers(listed.block) && own != listed.block;
        !listed.vpc.is_empty() || vpcs.any(|(_, vpc)| vpc.blocks().any(inside))
    };
    match place {
        Some((vpc, tier)) => subnets(draft, &list, Some(vpc), tier),
        None if list.blocks.iter().any(has_home) => subnets(draft, &list, None, None),
        None => vpcs(draft, &list.blocks, at),
    }
}

/// The VPC and tier that an object is in or is.
pub(super) fn place_of(draft: &Draft, id: EntityId) -> Option<(VpcId, Option<TierId>)> {
    let design = draft.design();
    match id.kind {
        Kind::Vpc => Some((id.typed()?, None)),
        Kind::Tier => Some((design.get(id.typed::<TierId>()?)?.vpc, id.typed())),
        Kind::Subnet => {
            let subnet = design.get(id.typed::<crate::model::SubnetId>()?)?;
            Some((subnet.vpc, Some(subnet.tier)))
        }
        _ => None,
    }
}

/// Objects that were copied, at `at`; tiers and subnets into the chosen VPC.
fn plant(
    draft: &mut Draft,
    objects: Vec<(EntityId, Entity)>,
    at: (i32, i32),
    place: Option<(VpcId, Option<TierId>)>,
) -> Result<Done, Refusal> {
    let corner = |of: fn(&Placement) -> i32| objects.iter().filter_map(|(_, e)| e.head.at.as_ref().map(of)).min();
    let (left, top) = (corner(|at| at.x).unwrap_or(at.0), corner(|at| at.y).unwrap_or(at.1));
    let by = (at.0.saturating_sub(left), at.1.saturating_sub(top));
    let home = place.map_or(Home::None, |(vpc, tier)| Home::Vpc(vpc, tier));
    let (kinds, needs_vpc) = (objects.len(), objects.iter().all(|(id, _)| !transplant::stands_alone(id.kind)));
    let planted = transplant::plant(draft, objects, by, home)?;
    if planted.is_empty() {
        let hint = if needs_vpc && place.is_none() { " Select the VPC that these go into." } else { "" };
        return Err(Refusal::NotPasteable(hint.to_owned()));
    }
    let ids: BTreeSet<EntityId> = planted.values().copied().collect();
    // What stands in something else that was pasted is selected with it.
    let outer = ids.iter().copied().filter(|id| !owned_by_any(draft, *id, &ids)).collect::<Vec<_>>();
    let what = words::objects(draft.design(), &outer);
    let left_out = kinds - planted.len();
    let rest = if left_out == 0 { String::new() } else { format!(" {left_out} objects have no place here.") };
    Ok(Done::new(format!("Paste {what}")).said(format!("Pasted {what}.{rest}")).selecting(outer))
}

fn owned_by_any(draft: &Draft, id: EntityId, others: &BTreeSet<EntityId>) -> bool {
    let Some(entity) = draft.design().entity(id) else { return false };
    let mut owned = id.kind == Kind::ElasticIp && draft.design().referrers(id).any(|nat| others.contains(&nat));
    entity.body.visit_refs(&mut |r| owned |= r.on_delete == OnDelete::Goes && others.contains(&r.target));
    owned
}

fn subnets(draft: &mut Draft, list: &BlockList, vpc: Option<VpcId>, tier: Option<TierId>) -> Result<Done, Refusal> {
    let PlacedList { added, unplaced } = place_list(draft, list, vpc, tier)?;
    let left_out: Vec<String> = list.errors.iter().chain(&unplaced).map(ToString::to_string).collect();
    if added.is_empty() {
        return Err(Refusal::NotPasteable(format!(" {}", left_out.join(" "))));
    }
    let corrected = list.blocks.iter().filter_map(|listed| {
        let written = listed.corrected.as_ref()?;
        Some(format!("Line {}: {written} has host bits; {} is taken.", listed.line, listed.block))
    });
    let mut new: Vec<EntityId> = added.iter().map(|(id, _)| (*id).into()).collect();
    new.dedup();
    let what = words::count(new.len(), Kind::Subnet);
    let first = match vpc {
        Some(vpc) => format!("Pasted {what} into VPC {}.", draft.design().name(vpc)),
        None => format!("Pasted {what}."),
    };
    let left_out = if left_out.is_empty() { String::new() } else { format!(" Left out: {}", left_out.join(" ")) };
    let said: Vec<String> = std::iter::once(first).chain(corrected).collect();
    Ok(Done::new(format!("Paste {what}")).said(said.join(" ") + &left_out).selecting(new))
}

fn vpcs(draft: &mut Draft, lines: &[ListedBlock], at: (i32, i32)) -> Result<Done, Refusal> {
    let region = super::vpc::region_for_new(draft);
    let mut added = Vec::new();
    for (line, i) in lines.iter().zip(0i32..) {
        let name = match &*line.name {
            "" => naming::numbered("vpc", draft.design(), Kind::Vpc),
            name => naming::free_of(name, draft.design(), Kind::Vpc),
        };
        let vpc = Vpc { region: region.clone(), ipv4: vec![line.block.into()], ..Vpc::default() };
        let x = at.0.saturating_add(i.saturating_mul(STEP));
        let id: VpcId = draft.add_entity(Entity::new(name, vpc).placed(x, at.1))?;
        there(draft.design(), id)?;
        added.push(id.into());
    }
    let what = words::count(added.len(), Kind::Vpc);
    Ok(Done::new(format!("Paste {what}")).said(format!("Pasted {what}.")).selecting(added))
}
