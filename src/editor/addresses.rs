//! Which block a new VPC, tier or subnet takes. Reads a design and answers with a plan; changes nothing.

use std::collections::{BTreeMap, VecDeque};

use crate::addressing::{CidrBlock, Family, Policy, PrefixSet, next_free, place_all, smallest_cover};
use crate::model::kinds::{
    AddressPool, Environment, ExternalNetwork, PoolPolicy, Subnet, SubnetReservation, Tier, Vpc,
};
use crate::model::{AddressPoolId, Design, EnvironmentId, SubnetId, TierId, VpcId, Written};
use crate::ordering::Ordered;

/// AWS takes blocks of /16 to /28 for VPCs and subnets.
/// <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html>
pub const LONGEST: u8 = 28;
const SHORTEST: u8 = 16;

/// Where VPCs get their addresses when no pool says so.
const DEFAULT_RANGE: CidrBlock = CidrBlock::v4([10, 0, 0, 0], 8);

/// The range that a new VPC's block comes from.
pub struct Supply {
    /// The pool, when there is one.
    pub pool: Option<AddressPoolId>,
    within: PrefixSet,
    policy: Policy,
    /// The prefix length of a new VPC's block.
    pub length: u8,
}

/// The supply of a VPC in `environment` that may name a pool itself: its pool, its environment's, the only pool there
/// is, or 10.0.0.0/8.
pub fn supply(design: &Design, pool: Option<AddressPoolId>, environment: Option<EnvironmentId>) -> Supply {
    let of_environment = || environment.and_then(|id| design.get(id)).and_then(|e: &Environment| e.pool);
    let only = || {
        let mut roots = design.all::<AddressPool>().filter(|(_, pool)| pool.parent.is_none());
        match (roots.next(), roots.next()) {
            (Some((id, _)), None) => Some(id),
            _ => None,
        }
    };
    let pool = pool.or_else(of_environment).or_else(only).filter(|id| design.contains(*id));
    let Some((id, fields)) = pool.and_then(|id| Some((id, design.get(id)?))) else {
        return Supply { pool: None, within: DEFAULT_RANGE.into(), policy: Policy::FirstFit, length: SHORTEST };
    };
    let mut within: PrefixSet = fields.blocks.iter().filter_map(Written::get).collect();
    // What a pool has handed to smaller pools is theirs.
    for (_, part) in design.referring::<AddressPool>(id).filter(|(_, part)| part.parent == Some(id)) {
        part.blocks.iter().filter_map(Written::get).for_each(|block| within.remove(block));
    }
    let policy = match fields.policy {
        PoolPolicy::FirstFit => Policy::FirstFit,
        PoolPolicy::BestFit => Policy::BestFit,
        PoolPolicy::Spaced => Policy::Spaced,
    };
    let length = fields.vpc_length.unwrap_or(SHORTEST).clamp(SHORTEST, LONGEST);
    Supply { pool: Some(id), within, policy, length }
}

impl Supply {
    /// The next free IPv4 block of `length` by the pool's policy, clear of `taken` (see [`taken`]).
    pub fn next(&self, taken: &PrefixSet, length: u8) -> Option<CidrBlock> {
        self.next_of(Family::V4, taken, length)
    }

    /// The next free block of a family.
    pub fn next_of(&self, family: Family, taken: &PrefixSet, length: u8) -> Option<CidrBlock> {
        next_free(&self.within.of_family(family), taken, length, self.policy)
    }

    /// How the next free block is chosen.
    pub fn policy(&self) -> Policy {
        self.policy
    }

    /// Free IPv4 blocks of these lengths by the pool's policy; of equal lengths the first gets the lowest. `None` when
    /// they cannot all be placed.
    pub fn place(&self, taken: &PrefixSet, lengths: &[u8]) -> Option<Vec<CidrBlock>> {
        let placed = place_all(&self.within.of_family(Family::V4), taken, lengths, self.policy)?;
        let mut sorted: Vec<CidrBlock> = placed.clone();
        sorted.order();
        let mut by_length: BTreeMap<u8, VecDeque<CidrBlock>> = BTreeMap::new();
        sorted.into_iter().for_each(|block| by_length.entry(block.length()).or_default().push_back(block));
        lengths.iter().map(|length| by_length.get_mut(length)?.pop_front()).collect()
    }

    /// The addresses that the supply may give, taken ones included.
    pub fn within(&self) -> &PrefixSet {
        &self.within
    }

    /// The next free block of the usual length, or the largest that is left.
    pub fn next_or_smaller(&self, taken: &PrefixSet) -> Option<CidrBlock> {
        (self.length..=LONGEST).find_map(|length| self.next(taken, length))
    }
}

/// Where a VPC's copy gets an IPv6 block like `old` from: the copy's own supply when that has IPv6 ranges, else the
/// narrowest pool that `old` comes from. `None` for a block that AWS hands out.
pub fn supply_v6(design: &Design, own: Supply, old: CidrBlock) -> Option<Supply> {
    if !own.within.of_family(Family::V6).is_empty() {
        return Some(own);
    }
    let pool = narrowest_pool(design, old)?;
    Some(supply(design, Some(pool), None))
}

/// The pool that a block comes from: the one with the narrowest range around it.
pub fn narrowest_pool(design: &Design, block: CidrBlock) -> Option<AddressPoolId> {
    let pools = design.all::<AddressPool>();
    let around = pools.filter_map(|(id, pool)| {
        let ranges = pool.blocks.iter().filter_map(Written::get).filter(|range| range.covers(block));
        Some((ranges.map(CidrBlock::length).max()?, id))
    });
    around.max_by_key(|(length, id)| (*length, std::cmp::Reverse(*id))).map(|(_, id)| id)
}

/// The addresses that no new VPC may have: those of VPCs and of external networks, all together.
pub fn taken(design: &Design) -> PrefixSet {
    let mut taken = outside(design);
    taken.extend(design.all::<Vpc>().flat_map(|(_, vpc)| vpc.blocks().collect::<Vec<_>>()));
    taken
}

/// The addresses of external networks.
pub fn outside(design: &Design) -> PrefixSet {
    let networks = design.all::<ExternalNetwork>().flat_map(|(_, network)| &network.blocks);
    networks.filter_map(Written::get).collect()
}

/// The next free IPv6 block of `length` in a VPC that has IPv6.
pub fn ipv6_subnet_block(design: &Design, vpc: VpcId, length: u8) -> Option<CidrBlock> {
    let space: PrefixSet = design.get(vpc)?.ipv6_blocks().collect();
    let taken = design.referring::<Subnet>(vpc).filter_map(|(_, subnet)| subnet.ipv6_block()).collect();
    next_free(&space, &taken, length, Policy::FirstFit)
}

/// The addresses of a VPC.
pub fn space(design: &Design, vpc: VpcId) -> PrefixSet {
    design.get(vpc).into_iter().flat_map(Vpc::ipv4_blocks).collect()
}

/// The addresses that the subnets of a VPC have and that reservations keep, those of `besides` not counted. A
/// reservation counts where it is, even outside its subnet.
pub fn taken_in(design: &Design, vpc: VpcId, besides: &[SubnetId]) -> PrefixSet {
    let mut taken = PrefixSet::new();
    for (id, subnet) in design.referring::<Subnet>(vpc).filter(|(id, _)| !besides.contains(id)) {
        taken.extend(subnet.ipv4_block().into_iter().chain(reserved_in(design, id).of_family(Family::V4).prefixes()));
    }
    taken
}

/// What reservations keep in a subnet.
pub fn reserved_in(design: &Design, subnet: SubnetId) -> PrefixSet {
    let reservations = design.referring::<SubnetReservation>(subnet);
    reservations.filter_map(|(_, reservation)| reservation.block.as_ref()?.get()).collect()
}

/// The range of a tier: what its subnets lie in, and room for four of them at least. So a tier can grow by a zone and
/// still be summed up by one prefix.
fn range(design: &Design, tier: TierId) -> Option<CidrBlock> {
    let blocks: Vec<CidrBlock> = subnets_of(design, tier).filter_map(|subnet| subnet.ipv4_block()).collect();
    let cover = smallest_cover(blocks.iter().copied())?;
    let four = blocks.iter().map(|block| block.length()).max()?.saturating_sub(2);
    Some(if cover.length() > four { CidrBlock::containing(cover.first(), four) } else { cover })
}

fn subnets_of(design: &Design, tier: TierId) -> impl Iterator<Item = &Subnet> {
    let subnets = design.referring::<Subnet>(tier).map(|(_, subnet)| subnet);
    subnets.filter(move |subnet| subnet.tier == tier)
}

/// What is taken in a VPC, as a new block of `own` (or of a new tier) sees it: first with the ranges of the other
/// tiers, then without their spare room, for when space is short.
fn taken_for(design: &Design, vpc: VpcId, own: Option<TierId>, besides: &[SubnetId]) -> [PrefixSet; 2] {
    let taken = taken_in(design, vpc, besides);
    let others = design.referring::<Tier>(vpc).map(|(id, _)| id).filter(|id| Some(*id) != own);
    let ranges: PrefixSet = others.filter_map(|id| range(design, id)).collect();
    [taken.union(&ranges), taken]
}

/// Blocks for a new tier of `zones` subnets. They lie together in an aligned range with room for at least four zones
/// while there is such a range, so that one prefix can stand for the tier even after it has grown. When `length` leaves
/// no room, longer prefixes are tried.
pub fn tier_blocks(design: &Design, vpc: VpcId, zones: usize, length: Option<u8>) -> Option<Vec<CidrBlock>> {
    let space = space(design, vpc);
    let taken = taken_for(design, vpc, None, &[]);
    let wanted = length.unwrap_or_else(|| usual_length(design, vpc)).clamp(SHORTEST, LONGEST);
    (wanted..=LONGEST).find_map(|length| {
        let exact = bits_for(zones);
        taken.iter().find_map(|taken| {
            let together = [exact.max(2), exact].into_iter().find_map(|bits| {
                let range = next_free(&space, taken, length.checked_sub(bits)?, Policy::FirstFit)?;
                Some(range.blocks(length).take(zones).collect::<Vec<_>>())
            });
            together.or_else(|| place_all(&space, taken, &vec![length; zones], Policy::FirstFit))
        })
    })
}

/// The next free block for one more subnet of `tier`: in the range of the tier where there is room, of the length of
/// its siblings, else where no other tier has its range, else anywhere. Subnets of `besides` do not count as taken.
pub fn subnet_block(
    design: &Design,
    vpc: VpcId,
    tier: TierId,
    length: Option<u8>,
    besides: &[SubnetId],
) -> Option<CidrBlock> {
    let of_tier = || design.get(tier).and_then(|t| t.length);
    let of_siblings = || {
        let here = subnets_of(design, tier).filter(|subnet| subnet.vpc == vpc);
        here.filter_map(Subnet::ipv4_block).map(CidrBlock::length).max()
    };
    let wanted = length.or_else(of_siblings).or_else(of_tier).unwrap_or_else(|| usual_length(design, vpc));
    let space = space(design, vpc);
    let [kept, taken] = taken_for(design, vpc, Some(tier), besides);
    let own = range(design, tier).map_or_else(PrefixSet::new, |range| space.intersect(&range.into()));
    let places = [(&own, &taken), (&space, &kept), (&space, &taken)];
    (wanted.clamp(SHORTEST, LONGEST)..=LONGEST)
        .find_map(|length| places.iter().find_map(|(within, taken)| next_free(within, taken, length, Policy::FirstFit)))
}

/// The length of a subnet when nothing says so: that of the newest tier's subnets, else a sixteenth of the VPC.
pub fn usual_length(design: &Design, vpc: VpcId) -> u8 {
    let subnets =
        design.referring::<Subnet>(vpc).filter_map(|(_, s)| Some((tier_order(design, s.tier), s.ipv4_block()?)));
    let newest = subnets.max_by_key(|(order, _)| *order).map(|(_, block)| block.length());
    let sixteenth = || design.get(vpc).and_then(|v| v.ipv4_blocks().next()).map(|block| block.length() + 4);
    newest.or_else(sixteenth).unwrap_or(SHORTEST + 4).clamp(SHORTEST, LONGEST)
}

/// The same place in another block: `inner` at the offset in `to` that it has in `from`. `None` when it does not fit.
pub fn shifted(inner: CidrBlock, from: CidrBlock, to: CidrBlock) -> Option<CidrBlock> {
    if !from.covers(inner) || from.family() != to.family() || inner.length() < to.length() {
        return None;
    }
    let offset = inner.first_bits() - from.first_bits();
    Some(CidrBlock::containing(to.nth(offset)?, inner.length()))
}

fn tier_order(design: &Design, tier: TierId) -> u32 {
    design.get(tier).map_or(0, |t: &Tier| t.order)
}

/// How many bits tell `n` things apart.
fn bits_for(n: usize) -> u8 {
    n.next_power_of_two().trailing_zeros() as u8
}
