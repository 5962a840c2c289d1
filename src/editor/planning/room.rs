use super::readdressing::{Consequence, Readdressing, Row};
use super::resize::start;
use super::{Planned, cannot, drafted};
use crate::addressing::{
    CidrBlock, Family, PrefixSet, RESERVED_PER_SUBNET, fit_hosts, prefix_capacity, room_for_zones, usable_addresses,
};
use crate::aws::region::zone_names;
use crate::editor::intents::{self, there};
use crate::editor::{Refusal, addresses, naming};
use crate::model::kinds::{Subnet, Tier};
use crate::model::{Design, IdSource, TierId, VpcId};
use crate::ordering::Ordered;
use crate::wording::thousands;

/// What a subnet must have room for.
///
/// ```
/// use cidraw::editor::planning::Need;
///
/// assert_eq!(Need::Hosts(500).length(), Some(23));
/// assert_eq!(Need::Hosts(1).length(), Some(28));
/// assert_eq!(Need::Hosts(65_532).length(), None);
/// // A /24 has 16 prefixes of 16 addresses, and the first and the last hold addresses that AWS keeps.
/// assert_eq!(Need::Pods(224).length(), Some(24));
/// assert_eq!(Need::Pods(225).length(), Some(23));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// So many addresses, besides the five that AWS keeps.
    Hosts(u64),
    /// So many addresses out of whole prefixes of network interfaces: one a pod.
    /// <https://docs.aws.amazon.com/eks/latest/userguide/cni-increase-ip-addresses.html>
    Pods(u64),
}

impl Need {
    /// The prefix length of the smallest IPv4 subnet with room for it. `None` when not even a /16 has.
    pub fn length(self) -> Option<u8> {
        let length = match self {
            Need::Hosts(hosts) => fit_hosts(Family::V4, hosts, RESERVED_PER_SUBNET)?,
            Need::Pods(pods) => {
                let fits = |length: &u8| self.room_in(CidrBlock::v4([0, 0, 0, 0], *length)) >= u128::from(pods);
                (16..=addresses::LONGEST).rev().find(fits)?
            }
        };
        (length >= 16).then_some(length.min(addresses::LONGEST))
    }

    /// For how many there is room in a block that nobody uses yet.
    pub fn room_in(self, block: CidrBlock) -> u128 {
        match self {
            Need::Hosts(_) => usable_addresses(block),
            Need::Pods(_) => prefix_capacity(block, &PrefixSet::new()).pods(),
        }
    }

    fn words(self, n: u128) -> String {
        let what = match self {
            Need::Hosts(_) => "hosts",
            Need::Pods(_) => "pods",
        };
        format!("{} {what}", thousands(n))
    }
}

/// One more subnet of a tier, with room for what is needed. In `zone`, or in the next one of the tier's Region.
///
/// # Errors
/// When no subnet holds so many, or the VPC has no free block of that size: names the largest that is free.
pub fn subnet_for(
    design: &Design,
    ids: &mut IdSource,
    tier: TierId,
    zone: Option<String>,
    need: Need,
) -> Result<Readdressing, Refusal> {
    let fields = there(design, tier)?;
    let vpc = fields.vpc;
    let (Need::Hosts(wanted) | Need::Pods(wanted)) = need;
    let wanted = need.words(wanted.into());
    let length = need.length().ok_or_else(|| {
        let most = need.words(need.room_in(CidrBlock::v4([0, 0, 0, 0], 16)));
        let why = format!("no subnet holds {wanted}: the largest is a /16, for {most}.");
        cannot(start(design, tier), why, "Spread them over several subnets.")
    })?;
    let zone = zone.or_else(|| free_zone(design, tier)).or_else(|| intents::zones_of(design, vpc).into_iter().next());
    let zone = zone.unwrap_or_default();
    let block = addresses::subnet_block(design, vpc, tier, Some(length), &[]).filter(|b| b.length() == length);
    let block = block.ok_or_else(|| {
        let taken = addresses::taken_in(design, vpc, &[]);
        let largest = addresses::space(design, vpc).subtract(&taken).prefixes().min_by_key(|b| b.length());
        let why = format!("VPC {} has no free /{length} for {wanted}.", design.name(vpc));
        let instead = match largest {
            Some(free) => {
                let room = need.words(need.room_in(free));
                format!("Its largest free block is {free}, for {room}. Add a block, or re-plan it.")
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
    let room = need.words(need.room_in(block));
    let planned = Planned {
        label: format!("Add subnet {name} for {wanted}"),
        said: format!("Added subnet {name}, {block}, with room for {room}."),
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
