use super::{Done, Draft, routing, subnet, there};
use crate::addressing::CidrBlock;
use crate::aws::region::zone_names;
use crate::editor::{Refusal, addresses, naming, words};
use crate::model::kinds::{Role, Subnet, Tier};
use crate::model::{Design, Edit, Kind, TierId, VpcId};
use crate::ordering::{Gather, Ordered};

/// How many zones a tier gets in a VPC that has none yet.
const USUAL_ZONES: usize = 3;

pub(super) struct New {
    pub vpc: VpcId,
    pub name: Option<String>,
    pub role: Role,
    pub zones: Vec<String>,
    pub length: Option<u8>,
}

/// The zones that a new tier of the VPC spans: those its other tiers use, or the first three of its Region.
pub(in crate::editor) fn usual_zones(design: &Design, vpc: VpcId) -> Vec<String> {
    let used = zones_of(design, vpc);
    if !used.is_empty() {
        return used;
    }
    let region = design.get(vpc).map_or(String::new(), |vpc| vpc.region.clone());
    zone_names(&region).into_iter().take(USUAL_ZONES).collect()
}

/// The zones that the subnets of a VPC are in, in order.
pub(in crate::editor) fn zones_of(design: &Design, vpc: VpcId) -> Vec<String> {
    let zones = design.referring::<Subnet>(vpc).map(|(_, subnet)| subnet.zone.clone());
    let zones: std::collections::BTreeSet<String> = zones.filter(|zone| !zone.is_empty()).gather();
    zones.into_iter().collect()
}

/// The zones that something in a VPC can be put into: those it uses and those of its Region.
pub(in crate::editor) fn zones_offered(design: &Design, vpc: VpcId) -> Vec<String> {
    let mut zones = zones_of(design, vpc);
    let region = design.get(vpc).map_or(String::new(), |vpc| vpc.region.clone());
    zones.extend(zone_names(&region));
    zones.order();
    zones.dedup();
    zones
}

/// The zones and blocks of a new tier. Without `zones`, the usual ones.
pub(in crate::editor) fn tier_plan(
    design: &Design,
    vpc: VpcId,
    zones: &[String],
    length: Option<u8>,
) -> Result<Vec<(String, CidrBlock)>, Refusal> {
    let fields = there(design, vpc)?;
    let vpc_name = design.name(vpc);
    if fields.ipv4_blocks().next().is_none() {
        return Err(Refusal::NoBlock(vpc_name));
    }
    let mut zones = if zones.is_empty() { usual_zones(design, vpc) } else { zones.to_vec() };
    zones.order();
    zones.dedup();
    if zones.is_empty() {
        return Err(Refusal::NoZone { what: format!("VPC {vpc_name}"), region: fields.region.clone() });
    }
    let wanted = length.unwrap_or_else(|| addresses::usual_length(design, vpc));
    let blocks = addresses::tier_blocks(design, vpc, zones.len(), length)
        .ok_or_else(|| Refusal::NoRoom { from: format!("VPC {vpc_name}"), length: wanted })?;
    Ok(zones.into_iter().zip(blocks).collect())
}

pub(super) fn add(draft: &mut Draft, new: New) -> Result<Done, Refusal> {
    let New { vpc, name, role, zones, length } = new;
    let plan = tier_plan(draft.design(), vpc, &zones, length)?;
    let vpc_name = draft.design().name(vpc);
    let name = naming::tier(name.as_deref().unwrap_or(role.key()), draft.design(), vpc);
    let order = next_order(draft.design(), vpc, role);
    make_way(draft, vpc, order)?;
    let tier = draft.add(name.clone(), Tier { length, ..Tier::new(vpc, role, order) })?;
    let mut added = Vec::new();
    for (zone, block) in &plan {
        let name = naming::subnet(&name, zone, draft.design(), vpc);
        let subnet = Subnet { zone: zone.clone(), ipv4: Some((*block).into()), ..Subnet::new(vpc, tier) };
        added.push(draft.add(name, subnet)?);
    }
    for id in &added {
        routing::settle(draft, *id)?;
    }
    let said = format!(
        "Added {} tier {name} to VPC {vpc_name}: {}, {} to {}.",
        role.key(),
        words::count(added.len(), Kind::Subnet),
        plan[0].1,
        plan[plan.len() - 1].1
    );
    Ok(Done::new(format!("Add tier {name} to {vpc_name}")).said(said).selecting([tier.into()]))
}

/// Tiers stand from the internet inward: a new one comes after those of its role and before those further in.
pub(in crate::editor) fn next_order(design: &Design, vpc: VpcId, role: Role) -> u32 {
    let outward = design.referring::<Tier>(vpc).filter(|(_, tier)| tier.role <= role);
    outward.map(|(_, tier)| tier.order + 1).max().unwrap_or(0)
}

/// Moves the tiers at `order` and after one row on, when that row is taken.
fn make_way(draft: &mut Draft, vpc: VpcId, order: u32) -> Result<(), Refusal> {
    let design = draft.design();
    if design.referring::<Tier>(vpc).all(|(_, tier)| tier.order != order) {
        return Ok(());
    }
    let later: Vec<TierId> =
        design.referring::<Tier>(vpc).filter(|(_, tier)| tier.order >= order).map(|(id, _)| id).collect();
    draft.apply_all(later.into_iter().map(|id| Edit::change(id, |tier| tier.order += 1)))?;
    Ok(())
}

/// The zones of a tier's Region that it is not in, those that its VPC uses first.
fn further_zones(design: &Design, tier: TierId, fields: &Tier) -> Vec<String> {
    let has: Vec<String> = design.referring::<Subnet>(tier).map(|(_, subnet)| subnet.zone.clone()).collect();
    let region = design.get(fields.vpc).map_or(String::new(), |vpc| vpc.region.clone());
    let mut zones = zones_of(design, fields.vpc);
    for zone in zone_names(&region) {
        if !zones.contains(&zone) {
            zones.push(zone);
        }
    }
    zones.retain(|zone| !has.contains(zone));
    zones
}

pub(super) fn extend(draft: &mut Draft, tier: TierId, zone: Option<String>) -> Result<Done, Refusal> {
    let fields = there(draft.design(), tier)?.clone();
    let name = draft.design().name(tier);
    let region = || draft.design().get(fields.vpc).map_or(String::new(), |vpc| vpc.region.clone());
    let next = || further_zones(draft.design(), tier, &fields).into_iter().next();
    let zone = zone.or_else(next).ok_or_else(|| Refusal::NoZone { what: format!("Tier {name}"), region: region() })?;
    let added = subnet::make(draft, tier, &zone)?;
    let block = draft.design().get(added).and_then(Subnet::ipv4_block);
    let block = block.map_or(String::new(), |block| format!(", {block}"));
    Ok(Done::new(format!("Extend tier {name} to {}", naming::zone_words(&zone)))
        .said(format!("Tier {name} spans {zone} as well: {}{block}.", draft.design().name(added)))
        .selecting([added.into()]))
}

pub(super) fn add_zone(draft: &mut Draft, vpc: VpcId, zone: Option<String>) -> Result<Done, Refusal> {
    let region = there(draft.design(), vpc)?.region.clone();
    let name = draft.design().name(vpc);
    let used = zones_of(draft.design(), vpc);
    let next = || zone_names(&region).into_iter().find(|zone| !used.contains(zone));
    let none = || Refusal::NoZone { what: format!("VPC {name}"), region: region.clone() };
    let zone = zone.or_else(next).ok_or_else(none)?;
    let tiers: Vec<TierId> = draft.design().referring::<Tier>(vpc).map(|(id, _)| id).collect();
    let mut added = Vec::new();
    for tier in tiers {
        let there = draft.design().referring::<Subnet>(tier).any(|(_, subnet)| subnet.zone == zone);
        if !there {
            added.push(subnet::make(draft, tier, &zone)?.into());
        }
    }
    if added.is_empty() {
        return Err(Refusal::Nothing("extended to that zone"));
    }
    Ok(Done::new(format!("Extend VPC {name} to {}", naming::zone_words(&zone)))
        .said(format!("VPC {name} spans {zone} as well: {}.", words::objects(draft.design(), &added)))
        .selecting(added))
}

pub(super) fn move_to_row(draft: &mut Draft, tier: TierId, row: usize) -> Result<Done, Refusal> {
    let vpc = there(draft.design(), tier)?.vpc;
    let mut rows: Vec<(u32, TierId)> = draft.design().referring::<Tier>(vpc).map(|(id, t)| (t.order, id)).collect();
    rows.order();
    rows.retain(|(_, id)| *id != tier);
    rows.insert(row.min(rows.len()), (0, tier));
    let edits = rows.iter().zip(0u32..).map(|((_, id), order)| Edit::change(*id, move |tier| tier.order = order));
    draft.apply_all(edits)?;
    let row = rows.iter().position(|(_, id)| *id == tier).map_or(1, |at| at + 1);
    Ok(Done::new(format!("Move tier {} to row {row}", draft.design().name(tier))))
}
