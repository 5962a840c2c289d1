//! Planning the subnets of a VPC: tiers across zones, each tier under one prefix.

use super::carve::{Unplaced, place};
use super::{CidrBlock, Family, MOST_PIECES, Policy, PrefixSet, smallest_cover};

/// The prefix length of the smallest block with `hosts` addresses besides the `reserved` ones, or `None` when the family
/// has no such block. Which lengths a subnet may have is the caller's matter.
///
/// Law: a block of that length has at least `hosts + reserved` addresses and a block one bit longer has fewer.
///
/// ```
/// use cidraw::addressing::{Family, RESERVED_PER_SUBNET, fit_hosts};
///
/// assert_eq!(fit_hosts(Family::V4, 500, RESERVED_PER_SUBNET), Some(23));
/// assert_eq!(fit_hosts(Family::V4, 251, RESERVED_PER_SUBNET), Some(24));
/// assert_eq!(fit_hosts(Family::V4, 252, RESERVED_PER_SUBNET), Some(23));
/// assert_eq!(fit_hosts(Family::V4, 1 << 33, RESERVED_PER_SUBNET), None);
/// ```
pub fn fit_hosts(family: Family, hosts: u64, reserved: u64) -> Option<u8> {
    let needed = u128::from(hosts) + u128::from(reserved);
    let host_bits = needed.max(1).next_power_of_two().ilog2();
    family.bits().checked_sub(host_bits as u8)
}

/// How large the subnets of a tier are to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TierRequest {
    /// Blocks of this prefix length.
    Length(u8),
    /// The smallest blocks with this many usable addresses, the five that AWS keeps come on top.
    Hosts(u64),
    /// The largest blocks for which everything fits; tiers with shares divide the space in proportion. Shares count
    /// rounded down to a power of two, and 0 as 1: with shares 4 and 1, a block of the first tier has four times the
    /// addresses of one of the second.
    Share(u32),
}

/// The blocks of one tier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TierPlan {
    /// One prefix over the whole tier and nothing else. It has places for as many zones as the next power of two.
    pub summary: CidrBlock,
    /// One block for each zone, in order, from the start of `summary`.
    pub zones: Vec<CidrBlock>,
}

impl TierPlan {
    /// The places under the summary that are left for later zones.
    ///
    /// ```text
    /// summary   10.0.0.0/17   [ zone a /19 ][ zone b /19 ][ zone c /19 ][   spare   ]
    /// ```
    pub fn spare(&self) -> impl Iterator<Item = CidrBlock> {
        let length = self.zones.first().map_or(self.summary.length(), |zone| zone.length());
        self.summary.blocks(length).skip(self.zones.len())
    }
}

/// Why tiers cannot be planned. Tiers are counted from 0 in the fields and from 1 in the sentences.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// No zone, or more than [`MOST_PIECES`].
    #[error("A tier spans between 1 and {MOST_PIECES} zones, not {zones}.")]
    Zones {
        /// How many zones were asked for.
        zones: usize,
    },
    /// The request asks for blocks that the address family does not have.
    #[error("Tier {} asks for blocks that IPv{} does not have.", .tier + 1, if *.family == Family::V4 { 4 } else { 6 })]
    NoSuchBlock {
        /// The place of the tier in the request.
        tier: usize,
        /// The family of the range.
        family: Family,
    },
    /// No free prefix is large enough for this tier, once the larger tiers are placed.
    #[error(
        "{within} has no room for tier {}: its zones need a free /{needed}, and {}.",
        .tier + 1,
        .largest.map_or("nothing is free".to_owned(), |b| format!("the largest free block is {b}"))
    )]
    NoRoom {
        /// The range to plan in.
        within: CidrBlock,
        /// The place of the tier in the request.
        tier: usize,
        /// The length of the prefix that all zones of the tier need together.
        needed: u8,
        /// The largest free prefix that was left.
        largest: Option<CidrBlock>,
    },
}

/// Blocks for each tier in each zone: inside `within`, clear of `used`, and each tier under one prefix of its own.
///
/// The zones of a tier are rounded up to a power of two, so three zones leave a place for a fourth. The tiers lie in the
/// order given, larger ones before smaller ones, each at the lowest place with room.
///
/// ```text
/// 10.0.0.0/16, 4 zones
/// public    10.0.0.0/17     [ a  .0.0/19 ][ b .32.0/19 ][ c .64.0/19 ][ d .96.0/19 ]
/// private   10.0.128.0/17   [ a.128.0/19 ][ b.160.0/19 ][ c.192.0/19 ][ d.224.0/19 ]
/// ```
///
/// Laws: the blocks are disjoint; each tier's `summary` covers its zones and overlaps nothing else; a plan is found
/// whenever there is one; and no plan gives tiers with shares larger blocks.
///
/// ```
/// use cidraw::addressing::{CidrBlock, PrefixSet, TierRequest, plan_tiers, usable_addresses};
///
/// let vpc = CidrBlock::v4([10, 0, 0, 0], 16);
/// let plan = plan_tiers(vpc, &PrefixSet::new(), 4, &[TierRequest::Share(1), TierRequest::Share(1)])?;
/// assert_eq!(plan[0].summary.to_string(), "10.0.0.0/17");
/// assert_eq!(plan[1].zones[3].to_string(), "10.0.224.0/19");
/// assert!(plan.iter().flat_map(|t| &t.zones).all(|b| usable_addresses(*b) == 8_187));
/// # Ok::<(), cidraw::addressing::PlanError>(())
/// ```
///
/// # Errors
/// When the number of zones is out of range, a request cannot be met by any block, or there is no room: says for which tier.
pub fn plan_tiers(
    within: CidrBlock,
    used: &PrefixSet,
    zones: usize,
    tiers: &[TierRequest],
) -> Result<Vec<TierPlan>, PlanError> {
    if zones == 0 || zones > MOST_PIECES {
        return Err(PlanError::Zones { zones });
    }
    let zone_bits = zones.next_power_of_two().ilog2() as u8;
    let family = within.family();
    let free = used.gaps(within);
    let largest_share = tiers.iter().filter_map(share_bits).max();
    // Without shares there is one candidate. With shares: the shortest `base` (the length of the blocks of the largest
    // share) for which everything fits. What fits at one length fits at every longer one.
    let last_base = if largest_share.is_some() { family.bits() } else { 0 };
    let mut refused = None;
    for base in 0..=last_base {
        let lengths = tiers.iter().enumerate().map(|(tier, request)| {
            let length = match request {
                TierRequest::Length(length) => Some(*length),
                TierRequest::Hosts(hosts) => fit_hosts(family, *hosts, super::RESERVED_PER_SUBNET),
                TierRequest::Share(_) => Some(base + largest_share.unwrap_or(0) - share_bits(request).unwrap_or(0)),
            };
            length.filter(|l| *l <= family.bits()).ok_or(PlanError::NoSuchBlock { tier, family })
        });
        let lengths: Vec<u8> = match lengths.collect() {
            Ok(lengths) => lengths,
            // A share so small that no address is left for it: the refusal before this one says where the room ended.
            Err(error) => return Err(refused.unwrap_or(error)),
        };
        match place_tiers(within, &free, zone_bits, &lengths) {
            Ok(summaries) => {
                let plan = |(summary, length): (CidrBlock, u8)| TierPlan {
                    summary,
                    zones: summary.blocks(length).take(zones).collect(),
                };
                return Ok(summaries.into_iter().zip(lengths).map(plan).collect());
            }
            Err(error) => refused = Some(error),
        }
    }
    Err(refused.expect("at least one base was tried"))
}

/// The binary logarithm of a share, rounded down.
fn share_bits(request: &TierRequest) -> Option<u8> {
    match request {
        TierRequest::Share(share) => Some(share.max(&1).ilog2() as u8),
        TierRequest::Length(_) | TierRequest::Hosts(_) => None,
    }
}

/// A prefix for each tier whose zones have blocks of `lengths`.
fn place_tiers(
    within: CidrBlock,
    free: &PrefixSet,
    zone_bits: u8,
    lengths: &[u8],
) -> Result<Vec<CidrBlock>, PlanError> {
    let no_room = |tier, needed, largest| PlanError::NoRoom { within, tier, needed, largest };
    let mut summaries = Vec::with_capacity(lengths.len());
    for (tier, length) in lengths.iter().enumerate() {
        // More zones than the address has bits for: not even a /0 would do.
        let all = || free.prefixes().min_by_key(|b| b.length());
        summaries.push(length.checked_sub(zone_bits).ok_or_else(|| no_room(tier, 0, all()))?);
    }
    place(free.clone(), &summaries, Policy::FirstFit)
        .map_err(|Unplaced { index, largest }| no_room(index, summaries[index], largest))
}

/// Blocks for `more` zones of a tier that is already there, as large as its largest block. `None` when there is no
/// prefix around the tier, inside `within`, that has room for them and in which nothing else is in use: then the tier
/// can only grow by giving up its summary (place the blocks with [`super::next_free`]) or by moving.
///
/// `used` may hold the tier's own blocks. Law: the tier and the new blocks lie under one prefix that overlaps nothing
/// else in `used`; the prefix is the smallest that has room.
///
/// ```
/// use cidraw::addressing::{CidrBlock, PrefixSet, room_for_zones, split};
///
/// let vpc = CidrBlock::v4([10, 0, 0, 0], 16);
/// let zones = &split(CidrBlock::v4([10, 0, 0, 0], 17), 19).expect("a /17 has four /19")[..3];
/// let fourth = room_for_zones(zones, 1, vpc, &PrefixSet::new());
/// assert_eq!(fourth, Some(vec![CidrBlock::v4([10, 0, 96, 0], 19)]));
/// ```
pub fn room_for_zones(tier: &[CidrBlock], more: usize, within: CidrBlock, used: &PrefixSet) -> Option<Vec<CidrBlock>> {
    let own: PrefixSet = tier.iter().copied().collect();
    let others = used.subtract(&own);
    let length = tier.iter().map(|block| block.length()).min()?;
    let mut summary = smallest_cover(tier.iter().copied())?;
    while within.covers(summary) && !others.overlaps(summary) {
        let places: Vec<CidrBlock> = summary.blocks(length).filter(|b| !own.overlaps(*b)).take(more).collect();
        if places.len() == more {
            return Some(places);
        }
        summary = summary.parent()?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const VPC: CidrBlock = CidrBlock::v4([10, 0, 0, 0], 16);

    fn set(blocks: &[&str]) -> PrefixSet {
        blocks.iter().map(|b| b.parse::<CidrBlock>().expect(b)).collect()
    }

    fn texts(blocks: impl IntoIterator<Item = CidrBlock>) -> Vec<String> {
        blocks.into_iter().map(|b| b.to_string()).collect()
    }

    #[test]
    fn three_zones_leave_a_place_for_a_fourth_under_the_summary() {
        let plan = plan_tiers(VPC, &PrefixSet::new(), 3, &[TierRequest::Hosts(1_000); 2]).expect("there is room");
        assert_eq!(texts(plan.iter().map(|t| t.summary)), ["10.0.0.0/20", "10.0.16.0/20"]);
        assert_eq!(texts(plan[0].zones.clone()), ["10.0.0.0/22", "10.0.4.0/22", "10.0.8.0/22"]);
        assert_eq!(texts(plan[0].spare()), ["10.0.12.0/22"]);
        let taken: PrefixSet = plan.iter().flat_map(|t| t.zones.clone()).collect();
        let fourth = room_for_zones(&plan[1].zones, 1, VPC, &taken).expect("the fourth place is free");
        assert_eq!(texts(fourth), ["10.0.28.0/22"]);
    }

    #[test]
    fn shares_divide_what_the_fixed_tiers_leave() {
        let tiers = [TierRequest::Length(28), TierRequest::Share(4), TierRequest::Share(1)];
        let plan = plan_tiers(VPC, &PrefixSet::new(), 2, &tiers).expect("there is room");
        assert_eq!(texts(plan.iter().map(|t| t.summary)), ["10.0.160.0/27", "10.0.0.0/17", "10.0.128.0/19"]);
    }

    #[test]
    fn tiers_go_around_what_is_in_use() {
        let plan = plan_tiers(VPC, &set(&["10.0.0.0/24"]), 4, &[TierRequest::Share(1); 2]).expect("there is room");
        assert_eq!(texts(plan.iter().map(|t| t.summary)), ["10.0.64.0/18", "10.0.128.0/18"]);
    }

    #[test]
    fn what_cannot_be_planned_says_which_tier_and_why() {
        let say =
            |zones, tiers: &[TierRequest]| plan_tiers(VPC, &PrefixSet::new(), zones, tiers).unwrap_err().to_string();
        assert_eq!(say(0, &[]), "A tier spans between 1 and 65536 zones, not 0.");
        assert_eq!(
            say(4, &[TierRequest::Length(19), TierRequest::Length(18)]),
            "10.0.0.0/16 has no room for tier 1: its zones need a free /17, and nothing is free."
        );
        assert_eq!(say(1, &[TierRequest::Length(33)]), "Tier 1 asks for blocks that IPv4 does not have.");
        assert_eq!(say(1, &[TierRequest::Hosts(u64::MAX)]), "Tier 1 asks for blocks that IPv4 does not have.");
        assert_eq!(
            say(65_536, &[TierRequest::Length(24)]),
            "10.0.0.0/16 has no room for tier 1: its zones need a free /8, and the largest free block is 10.0.0.0/16."
        );
        assert!(say(usize::MAX, &[TierRequest::Share(1)]).starts_with("A tier spans"));
        assert!(say(1, &[TierRequest::Length(16), TierRequest::Share(1)]).contains("no room for tier 2"));
    }

    #[test]
    fn ipv6_tiers_are_planned_alike() {
        let vpc: CidrBlock = "2001:db8:0:100::/56".parse().expect("a block");
        let plan = plan_tiers(vpc, &PrefixSet::new(), 3, &[TierRequest::Length(64); 2]).expect("there is room");
        assert_eq!(texts(plan.iter().map(|t| t.summary)), ["2001:db8:0:100::/62", "2001:db8:0:104::/62"]);
    }

    #[test]
    fn a_tier_hemmed_in_by_another_has_no_room_for_a_zone() {
        let zones: Vec<CidrBlock> = VPC.blocks(24).take(2).collect();
        let beside = set(&["10.0.2.0/24"]);
        assert_eq!(room_for_zones(&zones, 1, VPC, &beside), None);
        assert_eq!(
            room_for_zones(&zones, 2, VPC, &PrefixSet::new()).map(texts),
            Some(vec!["10.0.2.0/24".to_owned(), "10.0.3.0/24".to_owned()])
        );
        assert_eq!(room_for_zones(&[], 1, VPC, &beside), None);
        assert_eq!(room_for_zones(&[VPC], 1, VPC, &PrefixSet::new()), None);
    }
}
