use super::transplant::{self, Home};
use super::{Done, Draft, routing, there, with_content};
use crate::addressing::CidrBlock;
use crate::editor::{Crossing, Refusal, addresses, naming, words};
use crate::model::kinds::Subnet;
use crate::model::{Design, Edit, EntityId, Kind, SubnetId, TierId};

pub(super) fn add(draft: &mut Draft, tier: TierId, zone: String) -> Result<Done, Refusal> {
    let id = make(draft, tier, &zone)?;
    let name = draft.design().name(id);
    let block = draft.design().get(id).and_then(Subnet::ipv4_block).map_or(String::new(), |b| format!(", {b}"));
    Ok(Done::new(format!("Add subnet {name}"))
        .said(format!("Added subnet {name}{block} in {zone}."))
        .selecting([id.into()]))
}

/// A new subnet of a tier in a zone, addressed and with a route table.
pub(super) fn make(draft: &mut Draft, tier: TierId, zone: &str) -> Result<SubnetId, Refusal> {
    let design = draft.design();
    let vpc = there(design, tier)?.vpc;
    let vpc_name = design.name(vpc);
    if there(design, vpc)?.ipv4_blocks().next().is_none() {
        return Err(Refusal::NoBlock(vpc_name));
    }
    let block = addresses::subnet_block(design, vpc, tier, None, &[])
        .ok_or_else(|| Refusal::NoRoom { from: format!("VPC {vpc_name}"), length: addresses::LONGEST })?;
    let name = naming::subnet(&design.name(tier), zone, design, vpc);
    let subnet = Subnet { zone: zone.to_owned(), ipv4: Some(block.into()), ..Subnet::new(vpc, tier) };
    let id = draft.add(name, subnet)?;
    routing::settle(draft, id)?;
    Ok(id)
}

/// The block that a subnet would have at `to`: its own in its VPC, else the next free one of its length.
fn block_at(design: &Design, id: SubnetId, subnet: &Subnet, to: &Crossing) -> Result<Option<CidrBlock>, Refusal> {
    let Some(own) = subnet.ipv4_block().filter(|_| to.vpc != subnet.vpc) else { return Ok(subnet.ipv4_block()) };
    let block = addresses::subnet_block(design, to.vpc, to.tier, Some(own.length()), &[id])
        .ok_or_else(|| Refusal::NoRoom { from: format!("VPC {}", design.name(to.vpc)), length: own.length() })?;
    Ok(Some(block))
}

/// What a move would change, in a few words beside the pointer: `public-b → zone c`, `data-a → VPC dev, 10.1.16.0/20`.
pub(in crate::editor) fn move_preview(design: &Design, id: SubnetId, to: &Crossing) -> Result<String, Refusal> {
    let subnet = there(design, id)?;
    let block = block_at(design, id, subnet, to)?;
    let mut parts = Vec::new();
    if to.vpc != subnet.vpc {
        parts.push(format!("VPC {}", design.name(to.vpc)));
    }
    if to.tier != subnet.tier {
        parts.push(format!("tier {}", design.name(to.tier)));
    }
    if to.zone != subnet.zone {
        parts.push(naming::zone_words(&to.zone));
    }
    if let Some(block) = block.filter(|_| to.vpc != subnet.vpc) {
        parts.push(block.to_string());
    }
    let name = design.name(id);
    Ok(if parts.is_empty() { name } else { format!("{name} → {}", parts.join(", ")) })
}

pub(super) fn move_to(draft: &mut Draft, id: SubnetId, to: Crossing) -> Result<Done, Refusal> {
    let design = draft.design();
    let subnet = there(design, id)?.clone();
    there(design, to.vpc)?;
    if there(design, to.tier)?.vpc != to.vpc {
        let (what, than) = (format!("Tier {}", design.name(to.tier)), format!("VPC {}", design.name(to.vpc)));
        return Err(Refusal::OtherVpc { what, than });
    }
    let what_changes = move_preview(design, id, &to)?;
    let block = block_at(design, id, &subnet, &to)?;
    let old_name = design.name(id);
    // A name that says tier and zone follows both.
    let follows = naming::zone_letter(&subnet.zone).is_some_and(|letter| {
        let rest = old_name.strip_prefix(&format!("{}-{letter}", design.name(subnet.tier)));
        let number = |rest: &str| rest.strip_prefix('-').is_some_and(|n| n.parse::<u32>().is_ok());
        rest.is_some_and(|rest| rest.is_empty() || number(rest))
    });
    let stays = to.vpc == subnet.vpc && to.tier == subnet.tier && to.zone == subnet.zone;
    let other_vpc = to.vpc != subnet.vpc;
    let name = match (follows && !stays, other_vpc) {
        (true, _) => naming::subnet(&design.name(to.tier), &to.zone, design, to.vpc),
        (false, true) => naming::free_subnet(&old_name, design, to.vpc),
        (false, false) => old_name.clone(),
    };
    draft.apply(Edit::change(id, move |subnet| {
        subnet.vpc = to.vpc;
        subnet.tier = to.tier;
        subnet.zone.clone_from(&to.zone);
        if other_vpc {
            subnet.ipv4 = block.map(Into::into);
            subnet.ipv6 = None;
        }
    }))?;
    if name != old_name {
        draft.apply(Edit::rename(id, name.clone()))?;
    }
    if stays {
        return Ok(Done::new(format!("Move {old_name}")));
    }
    resettle(draft, id, &subnet)?;
    let renamed = if name == old_name { String::new() } else { format!(" It is called {name} now.") };
    Ok(Done::new(format!("Move {what_changes}")).said(format!("Moved {what_changes}.{renamed}")))
}

pub(super) fn move_all(draft: &mut Draft, moves: Vec<(SubnetId, Crossing)>) -> Result<Done, Refusal> {
    let ids: Vec<EntityId> = moves.iter().map(|(id, _)| EntityId::from(*id)).collect();
    let Some((_, to)) = moves.first().cloned() else { return Err(Refusal::Nothing("moved")) };
    let mut last = Done::default();
    for (id, to) in moves {
        last = move_to(draft, id, to)?;
    }
    if ids.len() == 1 {
        return Ok(last);
    }
    let design = draft.design();
    let what = words::count(ids.len(), Kind::Subnet);
    let place = format!("tier {} of VPC {}", design.name(to.tier), design.name(to.vpc));
    Ok(Done::new(format!("Move {what} to {place}")).said(format!("Moved {what} to {place}.")))
}

/// Copies of subnets, with what stands in them, each at a crossing.
pub(super) fn copy_all(draft: &mut Draft, copies: Vec<(SubnetId, Crossing)>) -> Result<Done, Refusal> {
    let mut made: Vec<EntityId> = Vec::new();
    for (id, to) in copies {
        let own = there(draft.design(), id)?.vpc;
        let home = if to.vpc == own { Home::Original } else { Home::Vpc(to.vpc, Some(to.tier)) };
        let objects = with_content(draft.design(), &[id.into()].into());
        let planted = transplant::plant(draft, objects, (0, 0), home)?;
        let Some(copy) = planted.get(&id.into()).and_then(|id| id.typed::<SubnetId>()) else { continue };
        move_to(draft, copy, to)?;
        made.push(copy.into());
    }
    if made.is_empty() {
        return Err(Refusal::Nothing("copied"));
    }
    let what = words::objects(draft.design(), &made);
    Ok(Done::new(format!("Copy as {what}")).said(format!("Copied as {what}.")).selecting(made))
}

/// A subnet that moved keeps its route table while that still fits: not one of another VPC, not one for another role,
/// and not the one of another zone where its new zone has its own.
fn resettle(draft: &mut Draft, id: SubnetId, was: &Subnet) -> Result<(), Refusal> {
    let design = draft.design();
    let Some(now) = design.get(id) else { return Ok(()) };
    let must = now.vpc != was.vpc || routing::role_of(design, now) != routing::role_of(design, was);
    let neighbours = was.route_table.map_or_else(Vec::new, |table| routing::followers(design, table));
    let in_zone = |other: &SubnetId| *other != id && design.get(*other).is_some_and(|s| s.zone == now.zone);
    if !must && neighbours.iter().any(in_zone) {
        return Ok(());
    }
    draft.apply(Edit::change(id, |subnet| subnet.route_table = None))?;
    routing::settle(draft, id)?;
    let nothing_better = draft.design().get(id).is_some_and(|subnet| subnet.route_table.is_none());
    if nothing_better && !must {
        let table = was.route_table;
        draft.apply(Edit::change(id, move |subnet| subnet.route_table = table))?;
    }
    Ok(())
}
