use std::collections::BTreeSet;

use super::transplant::{self, Home};
use super::{Done, Draft, routing, there};
use crate::addressing::CidrBlock;
use crate::editor::{Refusal, addresses, clipboard, naming, words};
use crate::model::kinds::{Role, Subnet, Tier, Vpc};
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
    let lines = blocks_in(text)?;
    match place {
        Some((vpc, tier)) => subnets(draft, &lines, vpc, tier),
        None => vpcs(draft, &lines, at),
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

/// A block of a list, and what else its line says: its name.
struct Line {
    block: CidrBlock,
    name: String,
}

fn blocks_in(text: &str) -> Result<Vec<Line>, Refusal> {
    let mut found = Vec::new();
    let mut wrong = String::new();
    for line in text.lines() {
        let divides = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '"' | '\'' | '[' | ']' | '|');
        let mut rest = Vec::new();
        let mut blocks = Vec::new();
        for word in line.split(divides).filter(|word| !word.is_empty()) {
            match word.parse::<CidrBlock>() {
                Ok(block) if word.contains('/') => blocks.push(block),
                Err(error) if word.contains('/') && wrong.is_empty() => wrong = format!(" {error}"),
                _ => rest.push(word),
            }
        }
        // A line with one block may name it; one with several is a list.
        let name = if blocks.len() == 1 && rest.len() <= 4 { rest.join("-") } else { String::new() };
        found.extend(blocks.into_iter().map(|block| Line { block, name: name.clone() }));
    }
    if found.is_empty() { Err(Refusal::NotPasteable(wrong)) } else { Ok(found) }
}

fn subnets(draft: &mut Draft, lines: &[Line], vpc: VpcId, tier: Option<TierId>) -> Result<Done, Refusal> {
    let vpc_name = draft.design().name(vpc);
    let zones = super::tier::usual_zones(draft.design(), vpc);
    let space = addresses::space(draft.design(), vpc);
    let mut taken = addresses::taken_in(draft.design(), vpc, &[]);
    let (fit, rest): (Vec<&Line>, Vec<&Line>) = lines.iter().partition(|line| {
        let fits = space.covers(line.block) && !taken.overlaps(line.block);
        if fits {
            taken.insert(line.block);
        }
        fits
    });
    if fit.is_empty() {
        return Err(Refusal::NotPasteable(format!(" None of the blocks is free in VPC {vpc_name}.")));
    }
    let tier = match tier {
        Some(tier) => tier,
        None => {
            let order = super::tier::next_order(draft.design(), vpc, Role::Private);
            let name = naming::tier("pasted", draft.design(), vpc);
            draft.add(name, Tier::new(vpc, Role::Private, order))?
        }
    };
    let tier_name = draft.design().name(tier);
    let mut added = Vec::new();
    for (i, line) in fit.iter().enumerate() {
        let zone = zones.get(i % zones.len().max(1)).cloned().unwrap_or_default();
        let name = match &*line.name {
            "" => naming::subnet(&tier_name, &zone, draft.design(), vpc),
            name => name.to_owned(),
        };
        let subnet = Subnet { zone, ipv4: Some(line.block.into()), ..Subnet::new(vpc, tier) };
        let id = draft.add(name, subnet)?;
        routing::settle(draft, id)?;
        added.push(id.into());
    }
    let mut said = format!("Pasted {} into VPC {vpc_name}.", words::count(added.len(), Kind::Subnet));
    if !rest.is_empty() {
        let texts: Vec<String> = rest.iter().map(|line| line.block.to_string()).collect();
        said += &format!(" Left out, outside the VPC or taken: {}.", words::list(&texts));
    }
    Ok(Done::new(format!("Paste {}", words::count(added.len(), Kind::Subnet))).said(said).selecting(added))
}

fn vpcs(draft: &mut Draft, lines: &[Line], at: (i32, i32)) -> Result<Done, Refusal> {
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
