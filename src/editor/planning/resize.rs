use super::readdressing::{BlockChange, Consequence, Readdressing, Row};
use super::{cannot, drafted};
use crate::addressing::{self, CidrBlock, Family, Policy, PrefixSet, ResizeError};
use crate::aws::region::zone_names;
use crate::editor::intents::{self, Draft, there};
use crate::editor::{Refusal, addresses, naming, words};
use crate::model::kinds::{ExternalNetwork, Subnet, SubnetReservation};
use crate::model::{Design, Edit, EntityId, IdSource, Kind, SubnetId, SubnetReservationId, VpcId, Written, removal};
use crate::ordering::Ordered;
use crate::wording::capitalised;

/// The shortest and the longest prefix that a subnet or VPC may have.
/// <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html>
const LENGTHS: std::ops::RangeInclusive<u8> = 16..=addresses::LONGEST;

/// "Subnet public-a", "VPC prod": as a sentence starts with it.
pub(super) fn start(design: &Design, id: impl Into<EntityId>) -> String {
    capitalised(&words::called(design, id))
}

fn length_on_aws(design: &Design, id: EntityId, length: u8) -> Result<(), Refusal> {
    if LENGTHS.contains(&length) {
        return Ok(());
    }
    let why = format!("AWS takes no /{length} there.");
    Err(cannot(start(design, id), why, "Choose /16 to /28."))
}

pub(super) fn block_of(design: &Design, subnet: SubnetId) -> Result<CidrBlock, Refusal> {
    let block = there(design, subnet)?.ipv4_block();
    block.ok_or_else(|| Refusal::NoSoundBlock(start(design, subnet)))
}

/// A subnet becomes `pieces` subnets: it keeps the first part, the others go to further zones of its tier and then to
/// its own.
///
/// # Errors
/// When the parts would be smaller than AWS takes, or the subnet has no block.
pub fn split(design: &Design, ids: &mut IdSource, subnet: SubnetId, pieces: usize) -> Result<Readdressing, Refusal> {
    let fields = there(design, subnet)?.clone();
    let block = block_of(design, subnet)?;
    let most = 1usize << addresses::LONGEST.saturating_sub(block.length());
    let parts = addressing::split_into(block, pieces).ok().filter(|p| p.iter().all(|b| LENGTHS.contains(&b.length())));
    let parts = parts.filter(|parts| parts.len() > 1).ok_or_else(|| {
        let why = format!("{block} cannot be {pieces} subnets.");
        let instead = if most < 2 { "Grow it first.".into() } else { format!("Split it into 2 to {most}.") };
        cannot(start(design, subnet), why, instead)
    })?;
    let name = design.name(subnet);
    let taken: Vec<&str> = design.referring::<Subnet>(fields.tier).map(|(_, s)| s.zone.as_str()).collect();
    let mut zones = intents::zones_of(design, fields.vpc);
    let region = there(design, fields.vpc)?.region.clone();
    for zone in zone_names(&region) {
        if !zones.contains(&zone) {
            zones.push(zone);
        }
    }
    zones.retain(|zone| !taken.contains(&zone.as_str()));
    let mut zones = zones.into_iter();
    let change = BlockChange { object: subnet.into(), old: Some(block), new: parts.first().copied() };
    let label = format!("Split {name} into {}", parts.len());
    let said = format!("Split {name} into {} subnets, {}.", parts.len(), sizes(&parts));
    let plan = Readdressing::of(design, &[change], label, said)?;
    let mut smaller = design.clone();
    smaller.absorb(&plan.planned.diff);
    let (added, diff) = drafted(&smaller, ids, |draft| {
        let mut added = Vec::new();
        for part in &parts[1..] {
            let zone = zones.next().unwrap_or_else(|| fields.zone.clone());
            let name = naming::subnet(&draft.design().name(fields.tier), &zone, draft.design(), fields.vpc);
            // A subnet has one IPv6 block of its own, and the first part keeps it.
            let new = Subnet { zone, ipv4: Some((*part).into()), ipv6: None, route_table: None, ..fields.clone() };
            let id = draft.add(name, new)?;
            intents::settle(draft, id)?;
            hand_over(draft, subnet, id, *part)?;
            added.push((EntityId::from(id), *part));
        }
        Ok(added)
    })?;
    let row = |(object, block): &(EntityId, CidrBlock)| Row {
        object: *object,
        old: None,
        new: Some(*block),
        effect: Consequence::New,
    };
    let mut plan = plan.with(diff, added.iter().map(row));
    plan.planned.select.extend(added.into_iter().map(|(id, _)| id));
    Ok(plan)
}

/// The reservations of `from` that lie in `block` become those of `to`.
fn hand_over(draft: &mut Draft, from: SubnetId, to: SubnetId, block: CidrBlock) -> Result<(), Refusal> {
    let design = draft.design();
    let inside = |reservation: &SubnetReservation| {
        reservation.block.as_ref().and_then(Written::get).is_some_and(|own| block.covers(own))
    };
    let all = design.referring::<SubnetReservation>(from);
    let ids: Vec<SubnetReservationId> = all.filter(|(_, r)| inside(r)).map(|(id, _)| id).collect();
    for id in ids {
        draft.apply(Edit::change(id, move |reservation| reservation.subnet = to))?;
    }
    Ok(())
}

fn sizes(parts: &[CidrBlock]) -> String {
    words::list(&parts.iter().map(CidrBlock::to_string).collect::<Vec<_>>())
}

/// Subnets become one: the lowest gets the whole, the others go with what stands in them.
///
/// # Errors
/// When they are fewer than two, not of one VPC, or their blocks do not make up one prefix: says what is missing.
pub fn join(design: &Design, subnets: &[SubnetId]) -> Result<Readdressing, Refusal> {
    let mut blocks: Vec<(CidrBlock, SubnetId)> = Vec::new();
    for id in subnets {
        blocks.push((block_of(design, *id)?, *id));
    }
    blocks.order();
    blocks.dedup();
    let [(_, first), rest @ ..] = blocks.as_slice() else { return Err(Refusal::Nothing("joined")) };
    let fields = there(design, *first)?;
    for (_, other) in rest {
        let also = there(design, *other)?;
        if also.vpc != fields.vpc {
            return Err(Refusal::OtherVpc { what: start(design, *other), than: words::called(design, *first) });
        }
        if also.zone != fields.zone {
            let why = format!(
                "{} is in {}, and it in {}: a subnet lies in one zone.",
                words::called(design, *other),
                naming::zone_words(&also.zone),
                naming::zone_words(&fields.zone)
            );
            return Err(cannot(start(design, *first), why, "Move it there first, or join subnets of one zone."));
        }
    }
    if rest.is_empty() {
        return Err(Refusal::Nothing("joined"));
    }
    let only: Vec<CidrBlock> = blocks.iter().map(|(block, _)| *block).collect();
    let whole = addressing::join(&only).map_err(|error| {
        let instead = match &error {
            addressing::JoinError::Gap { missing, .. } => match holder(design, fields.vpc, *missing) {
                Some(other) => format!("{} has that: join it as well, or move it.", start(design, other)),
                None => format!("Nothing has that: grow {} instead.", words::called(design, *first)),
            },
            _ => "Choose subnets that lie side by side.".to_owned(),
        };
        cannot(start(design, *first), error.to_string(), instead)
    })?;
    length_on_aws(design, (*first).into(), whole.length())?;
    let change = |(block, id): &(CidrBlock, SubnetId)| BlockChange {
        object: (*id).into(),
        old: Some(*block),
        new: (id == first).then_some(whole),
    };
    let changes: Vec<BlockChange> = blocks.iter().map(change).collect();
    let name = design.name(*first);
    let others: Vec<EntityId> = rest.iter().map(|(_, id)| EntityId::from(*id)).collect();
    let label = format!("Join {} with {}", words::objects(design, &others), name);
    let said = format!("{name} is {whole} now; {} went into it.", words::objects(design, &others));
    let plan = Readdressing::of(design, &changes, label, said)?;
    let mut joined = design.clone();
    joined.absorb(&plan.planned.diff);
    let mut edits = Vec::new();
    for (_, other) in rest {
        // What they keep stays kept: it lies in the whole.
        let reservations = joined.referring::<SubnetReservation>(*other).map(|(id, _)| id);
        let first = *first;
        edits.extend(reservations.map(|id| Edit::change(id, move |reservation| reservation.subnet = first)));
    }
    let mut diff = crate::model::apply_all(&mut joined, edits)?;
    let gone = removal(&joined, others).edits();
    diff = diff.squash(crate::model::apply_all(&mut joined, gone)?);
    Ok(plan.with(diff, []))
}

/// The subnet of a VPC that has an address of the block.
fn holder(design: &Design, vpc: VpcId, block: CidrBlock) -> Option<SubnetId> {
    let mut subnets = design.referring::<Subnet>(vpc);
    subnets.find(|(_, s)| s.ipv4_block().is_some_and(|own| own.overlaps(block))).map(|(id, _)| id)
}

/// What has an address of the block: a subnet of the same VPC, or another VPC or an external network.
fn who_has(design: &Design, id: EntityId, block: CidrBlock) -> Option<EntityId> {
    match id.typed::<SubnetId>() {
        Some(subnet) => holder(design, design.get(subnet)?.vpc, block).map(EntityId::from),
        None => {
            let mut vpcs = design.all::<crate::model::kinds::Vpc>().filter(|(vpc, _)| EntityId::from(*vpc) != id);
            let vpc = vpcs.find(|(_, vpc)| vpc.ipv4_blocks().any(|own| own.overlaps(block))).map(|(vpc, _)| vpc.into());
            let mut networks = design.all::<ExternalNetwork>();
            let has =
                |network: &ExternalNetwork| network.blocks.iter().filter_map(Written::get).any(|b| b.overlaps(block));
            vpc.or_else(|| networks.find(|(_, network)| has(network)).map(|(id, _)| id.into()))
        }
    }
}

/// A subnet, or the primary block of a VPC, becomes larger where it is.
///
/// # Errors
/// When something is in the way: names it, and the free place where a block of that length would fit.
pub fn grow(design: &Design, id: EntityId, length: u8) -> Result<Readdressing, Refusal> {
    length_on_aws(design, id, length)?;
    let (block, within, used) = surroundings(design, id)?;
    let larger = addressing::grow(block, length, &within, &used).map_err(|error| {
        let free = addressing::next_free(&within, &used, length, Policy::FirstFit);
        let place = match free {
            Some(free) => format!("{free} is free: move it there."),
            None => format!("No /{length} is free: shrink or move something, or add a block."),
        };
        let instead = match &error {
            ResizeError::Taken { taken, .. } => match who_has(design, id, *taken) {
                Some(other) => format!("{} has that. {place}", start(design, other)),
                None => place,
            },
            ResizeError::Outside { .. } => place,
            ResizeError::NotLarger { .. } => format!("Choose a length shorter than /{}.", block.length()),
            ResizeError::NotSmaller { .. } | ResizeError::Scattered { .. } => String::new(),
        };
        cannot(start(design, id), error.to_string(), instead)
    })?;
    resized(design, id, block, larger, "Grow")
}

/// A subnet, or the primary block of a VPC, becomes smaller. A VPC keeps its subnets.
///
/// # Errors
/// When the length is none that AWS takes, or what a VPC holds needs more.
pub fn shrink(design: &Design, id: EntityId, length: u8) -> Result<Readdressing, Refusal> {
    length_on_aws(design, id, length)?;
    let (block, ..) = surroundings(design, id)?;
    let keep = match id.typed::<VpcId>() {
        Some(vpc) => addresses::taken_in(design, vpc, &[]),
        None => id.typed().map_or_else(PrefixSet::new, |subnet| addresses::reserved_in(design, subnet)),
    };
    let keep = keep.intersect(&block.into());
    let smaller = addressing::shrink(block, length, &keep).map_err(|error| {
        let instead = match &error {
            ResizeError::Scattered { cover, .. } => {
                let first = match id.kind {
                    Kind::Vpc => "Re-plan the VPC first so that its subnets lie together",
                    _ => "Move its reservations together first",
                };
                format!("{first}, or choose /{}.", cover.length())
            }
            _ => format!("Choose a length longer than /{}.", block.length()),
        };
        cannot(start(design, id), error.to_string(), instead)
    })?;
    resized(design, id, block, smaller, "Shrink")
}

/// The block of a subnet or the primary one of a VPC, what it may lie in, and what others have there.
pub(super) fn surroundings(design: &Design, id: EntityId) -> Result<(CidrBlock, PrefixSet, PrefixSet), Refusal> {
    if let Some(subnet) = id.typed::<SubnetId>() {
        let block = block_of(design, subnet)?;
        let vpc = there(design, subnet)?.vpc;
        let within = blocks_with(design, vpc, block);
        return Ok((block, within, addresses::taken_in(design, vpc, &[subnet])));
    }
    let Some(vpc) = id.typed::<VpcId>() else { return Err(Refusal::Nothing("given other addresses")) };
    let fields = there(design, vpc)?;
    let block = fields.ipv4_blocks().next().ok_or_else(|| Refusal::NoBlock(design.name(vpc)))?;
    let supply = addresses::supply(design, fields.pool, fields.environment);
    let mut used = addresses::taken(design);
    used.remove(block);
    Ok((block, supply.within().of_family(Family::V4), used))
}

/// The one block of a VPC that a subnet lies in, since no subnet lies in two; all of them when it lies in none.
fn blocks_with(design: &Design, vpc: VpcId, inner: CidrBlock) -> PrefixSet {
    let own = design.get(vpc).into_iter().flat_map(|vpc| vpc.ipv4_blocks().collect::<Vec<_>>());
    own.into_iter().find(|block| block.covers(inner)).map_or_else(|| addresses::space(design, vpc), PrefixSet::from)
}

fn resized(design: &Design, id: EntityId, old: CidrBlock, new: CidrBlock, verb: &str) -> Result<Readdressing, Refusal> {
    let mut changes = vec![BlockChange { object: id, old: Some(old), new: Some(new) }];
    if let Some(vpc) = id.typed::<VpcId>() {
        let further =
            design.get(vpc).into_iter().flat_map(crate::model::kinds::Vpc::blocks).filter(|block| *block != old);
        changes.extend(further.map(|block| BlockChange { object: id, old: Some(block), new: Some(block) }));
        changes.extend(kept_subnets(design, vpc));
    }
    let name = design.name(id);
    let label = format!("{verb} {name} to {new}");
    let said = format!("{} is {new} now; it was {old}.", start(design, id));
    Ok(Readdressing::of(design, &changes, label, said)?)
}

/// The subnets of a VPC that keep their blocks: lines of the table, because a VPC made anew takes them along.
pub(super) fn kept_subnets(design: &Design, vpc: VpcId) -> Vec<BlockChange> {
    let subnets = design.referring::<Subnet>(vpc);
    let stays =
        |(id, block): (SubnetId, CidrBlock)| BlockChange { object: id.into(), old: Some(block), new: Some(block) };
    let mut all: Vec<(SubnetId, CidrBlock)> =
        subnets.flat_map(|(id, s)| s.blocks().map(move |block| (id, block)).collect::<Vec<_>>()).collect();
    all.order_by_key(|(id, block)| (*block, *id));
    all.into_iter().map(stays).collect()
}
