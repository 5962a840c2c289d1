use super::readdressing::{Consequence, Readdressing, Row};
use super::resize::start;
use super::{Planned, cannot, drafted};
use crate::addressing::{CidrBlock, Family, RESERVED_PER_SUBNET, fit_hosts, room_for_zones, usable_addresses};
use crate::aws::region::zone_names;
use crate::editor::intents::{self, there};
use crate::editor::{Refusal, addresses, naming, words};
use crate::model::kinds::{Subnet, Tier};
use crate::model::{Design, IdSource, TierId, VpcId};
use crate::ordering::Ordered;

/// A size that holds some hosts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HostsFit {
    /// The prefix length.
    pub length: u8,
    /// How many addresses such a subnet can give out: all but the five that AWS keeps.
    pub usable: u128,
}

/// The size of the smallest IPv4 subnet for so many hosts, AWS's five on top. `None` for more than a /16 holds.
///
/// ```
/// use cidraw::editor::planning::size_for_hosts;
///
/// assert_eq!(size_for_hosts(500).map(|fit| (fit.length, fit.usable)), Some((23, 507)));
/// assert_eq!(size_for_hosts(1).map(|fit| fit.length), Some(28));
/// assert_eq!(size_for_hosts(65_532), None);
/// ```
pub fn size_for_hosts(hosts: u64) -> Option<HostsFit> {
    let length = fit_hosts(Family::V4, hosts, RESERVED_PER_SUBNET)?.min(addresses::LONGEST);
    (length >= 16).then(|| HostsFit { length, usable: usable_addresses(CidrBlock::v4([0, 0, 0, 0], length)) })
}

/// One more subnet of a tier, with room for so many hosts. In `zone`, or in the next one of the tier's Region.
///
/// # Errors
/// When no subnet holds so many, or the VPC has no free block of that size: names the largest that is free.
pub fn subnet_for_hosts(
    design: &Design,
    ids: &mut IdSource,
    tier: TierId,
    zone: Option<String>,
    hosts: u64,
) -> Result<Readdressing, Refusal> {
    let fields = there(design, tier)?;
    let vpc = fields.vpc;
    let fit = size_for_hosts(hosts).ok_or_else(|| {
        let why =
            format!("no subnet holds {} hosts: the largest is a /16 with 65,531.", words::thousands(hosts.into()));
        cannot(start(design, tier), why, "Spread them over several subnets.")
    })?;
    let zone = zone.or_else(|| free_zone(design, tier)).or_else(|| intents::zones_of(design, vpc).into_iter().next());
    let zone = zone.unwrap_or_default();
    let block = addresses::subnet_block(design, vpc, tier, Some(fit.length), &[]).filter(|b| b.length() == fit.length);
    let block = block.ok_or_else(|| {
        let taken = addresses::taken_in(design, vpc, &[]);
        let largest = addresses::space(design, vpc).subtract(&taken).prefixes().min_by_key(|b| b.length());
        let why = format!(
            "VPC {} has no free /{} for {} hosts.",
            design.name(vpc),
            fit.length,
            words::thousands(hosts.into())
        );
        let instead = match largest {
            Some(free) => {
                format!(
                    "Its largest free block is {free}, for {} hosts. Add a block, or re-plan it.",
                    words::thousands(usable_addresses(free))
                )
            }
            None => "It is full: add a block.".to_owned(),
        };
        cannot(start(design, tier), why, instead)
    })?;
    let ((id, name), diff) = drafted(design, ids, |draft| {
        let name = naming::subnet(&draft.design().name(tier), &zone, draft.design(), vpc);
        let subnet = Subnet { zone: zone.clone(), ipv4: Some(block.into()), ..Subnet::new(vpc, tier) };
        let id = draft.add(name.clone(), subnet)?;
        intents::settle(draft, id)?;
        Ok((id, name))
    })?;
    let usable = words::thousands(fit.usable);
    let planned = Planned {
        label: format!("Add subnet {name} for {} hosts", words::thousands(hosts.into())),
        said: format!("Added subnet {name}, {block}: {usable} addresses can be used."),
        diff,
        select: vec![id.into()],
    };
    let row = Row { object: id.into(), old: None, new: Some(block), effect: Consequence::New };
    Ok(Readdressing { rows: vec![row], mentions: Vec::new(), planned })
}

/// A zone that the VPC uses, or its Region has, and the tier is not in.
fn free_zone(design: &Design, tier: TierId) -> Option<String> {
    let vpc = design.get(tier)?.vpc;
    let has: Vec<&String> = design.referring::<Subnet>(tier).map(|(_, subnet)| &subnet.zone).collect();
    let mut zones = intents::zones_of(design, vpc);
    zones.extend(zone_names(&design.get(vpc)?.region));
    zones.into_iter().find(|zone| !has.contains(&zone))
}

/// Where a tier's subnet in one more zone would go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ZoneRoom {
    /// The tier.
    pub tier: TierId,
    /// Its block; none where the VPC has no room left.
    pub block: Option<CidrBlock>,
    /// Does the tier still lie under one prefix of its own with it?
    pub summed_up: bool,
}

/// Has a VPC room for one more zone? For each tier, from the internet inward, where its subnet would go.
///
/// Law: the blocks that are found are free and disjoint.
///
/// # Errors
/// When there is no such VPC.
pub fn room_for_zone(design: &Design, vpc: VpcId) -> Result<Vec<ZoneRoom>, Refusal> {
    there(design, vpc)?;
    let mut used = addresses::taken_in(design, vpc, &[]);
    let space = addresses::space(design, vpc);
    let mut tiers: Vec<(u32, TierId)> = design.referring::<Tier>(vpc).map(|(id, tier)| (tier.order, id)).collect();
    tiers.order();
    let mut rooms = Vec::new();
    for (_, tier) in tiers {
        let own: Vec<CidrBlock> =
            design.referring::<Subnet>(tier).filter_map(|(_, subnet)| subnet.ipv4_block()).collect();
        let Some(length) = own.iter().map(|block| block.length()).min() else { continue };
        let home = space.prefixes().find(|block| own.iter().all(|b| block.covers(*b)));
        let beside =
            home.and_then(|home| room_for_zones(&own, 1, home, &used)).and_then(|found| found.first().copied());
        let any = || crate::addressing::next_free(&space, &used, length, crate::addressing::Policy::FirstFit);
        let block = beside.or_else(any);
        block.into_iter().for_each(|block| used.insert(block));
        rooms.push(ZoneRoom { tier, block, summed_up: beside.is_some() });
    }
    Ok(rooms)
}
