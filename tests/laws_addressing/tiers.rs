//! Tiers across zones: each under a prefix of its own, found whenever they fit.

use cidraw::addressing::*;
use proptest::prelude::*;

use crate::model::*;

/// Depths for blocks of tiers and a number of zones.
fn request() -> impl Strategy<Value = (usize, Vec<u8>)> {
    (1usize..=5, proptest::collection::vec(1u8..=DEPTH, 1..5))
}

/// What every plan keeps to.
fn check(u: Universe, used: u64, zones: usize, plan: &[TierPlan]) -> Result<(), TestCaseError> {
    let mut taken = used;
    for tier in plan {
        let summary = u.mask_of(tier.summary);
        prop_assert_eq!(summary & taken, 0, "the summary overlaps nothing else");
        taken |= summary;
        prop_assert_eq!(tier.zones.len(), zones);
        prop_assert_eq!(tier.zones.len() + tier.spare().count(), zones.next_power_of_two());
        let places: Vec<CidrBlock> = tier.zones.iter().copied().chain(tier.spare()).collect();
        prop_assert_eq!(join(&places), Ok(tier.summary));
        prop_assert!(places.is_sorted());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn tiers_are_planned_apart_and_whenever_they_fit((u, used, (zones, depths)) in (universe(), mask(), request())) {
        let requests: Vec<_> = depths.iter().map(|d| TierRequest::Length(u.0.length() + d)).collect();
        let zone_bits = zones.next_power_of_two().ilog2() as u8;
        let summaries = depths.iter().map(|d| (u.0.length() + d).checked_sub(zone_bits)).collect::<Option<Vec<u8>>>();
        let fits = summaries.and_then(|lengths| place_all(&u.0.into(), &u.set(used), &lengths, Policy::BestFit));
        match plan_tiers(u.0, &u.set(used), zones, &requests) {
            Ok(plan) => {
                prop_assert!(fits.is_some());
                check(u, used, zones, &plan)?;
                for (tier, depth) in plan.iter().zip(depths) {
                    prop_assert!(tier.zones.iter().all(|b| b.length() == u.0.length() + depth));
                }
            }
            Err(PlanError::NoRoom { tier, needed, largest, .. }) => {
                prop_assert!(fits.is_none());
                prop_assert_eq!(needed, (u.0.length() + depths[tier]).saturating_sub(zone_bits));
                prop_assert!(largest.is_none_or(|b| u.mask_of(b) & used == 0));
            }
            Err(other) => prop_assert!(false, "{}", other),
        }
    }

    /// Shares get the largest blocks there can be, and keep their proportion.
    #[test]
    fn shares_are_as_large_as_they_can_be(
        (u, used) in (universe(), mask()),
        zones in 1usize..=4,
        shares in proptest::collection::vec(1u32..=4, 1..4),
    ) {
        let requests: Vec<_> = shares.iter().map(|s| TierRequest::Share(*s)).collect();
        let bits = |share: &u32| share.ilog2() as u8;
        let top = shares.iter().map(bits).max().expect("at least one");
        // The same tiers with their lengths written out, the largest share at `base`.
        let fixed = |base: u8| -> Vec<_> {
            shares.iter().map(|s| TierRequest::Length(base + top - bits(s))).collect()
        };
        match plan_tiers(u.0, &u.set(used), zones, &requests) {
            Ok(plan) => {
                let lengths: Vec<u8> = plan.iter().map(|t| t.zones[0].length()).collect();
                let base = *lengths.iter().min().expect("at least one");
                for (length, share) in lengths.iter().zip(&shares) {
                    prop_assert_eq!(*length, base + top - bits(share));
                }
                if let Some(larger) = base.checked_sub(1) {
                    prop_assert!(plan_tiers(u.0, &u.set(used), zones, &fixed(larger)).is_err());
                }
                prop_assert_eq!(plan_tiers(u.0, &u.set(used), zones, &fixed(base)), Ok(plan));
            }
            Err(_) => {
                for base in u.0.length()..=u.0.family().bits() {
                    prop_assert!(plan_tiers(u.0, &u.set(used), zones, &fixed(base)).is_err());
                }
            }
        }
    }

    #[test]
    fn hosts_have_room_in_the_subnets_planned_for_them(hosts in 1u64..4_000, zones in 1usize..=6) {
        let vpc = CidrBlock::v4([10, 0, 0, 0], 16);
        let plan = plan_tiers(vpc, &PrefixSet::new(), zones, &[TierRequest::Hosts(hosts)]).expect("a /16 is enough");
        for zone in &plan[0].zones {
            prop_assert!(usable_addresses(*zone) >= hosts.into());
            prop_assert!(zone.halves().is_none_or(|(half, _)| usable_addresses(half) < hosts.into()));
        }
    }

    /// A zone more is found in the smallest clean prefix around the tier, and not found only when there is none.
    #[test]
    fn room_for_zones_is_found_when_a_clean_prefix_has_it(
        (u, used, listed) in (universe(), mask(), any::<bool>()),
        depth in 1..=DEPTH,
        (start, count, more) in (any::<prop::sample::Index>(), 1usize..=3, 1usize..=4),
    ) {
        let places = u.at_depth(depth);
        let from = start.index(places.len());
        let tier: Vec<CidrBlock> = places[from..].iter().take(count).copied().collect();
        let own = tier.iter().fold(0, |mask, b| mask | u.mask_of(*b));
        let others = used & !own;
        // The tier's own blocks are in use or not: it makes no difference.
        let used = if listed { used | own } else { others };
        let free_in = |wide: CidrBlock| -> Vec<CidrBlock> {
            places.iter().copied().filter(|b| wide.covers(*b) && u.mask_of(*b) & own == 0).collect()
        };
        let clean = |wide: &CidrBlock| tier.iter().all(|b| wide.covers(*b)) && u.mask_of(*wide) & others == 0;
        let expected = u.all_blocks().into_iter().rev().filter(clean).map(free_in).find(|free| free.len() >= more);
        let expected = expected.map(|free| free[..more].to_vec());
        prop_assert_eq!(room_for_zones(&tier, more, u.0, &u.set(used)), expected);
    }
}
