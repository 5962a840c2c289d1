//! What is free is found, and chosen by the policy.

use cidraw::addressing::{CidrBlock, Policy, PrefixSet, free_blocks, next_free, place_all};
use proptest::prelude::*;

use crate::model::*;

fn policy() -> impl Strategy<Value = Policy> {
    prop_oneof![Just(Policy::FirstFit), Just(Policy::BestFit), Just(Policy::Spaced)]
}

/// Can blocks of these depths all be placed in `free`? By trying every place for each.
fn can_place(universe: Universe, free: u64, depths: &[u8]) -> bool {
    let Some((depth, rest)) = depths.split_first() else { return true };
    universe.at_depth(*depth).into_iter().map(|b| universe.mask_of(b)).any(|bits| {
        let fits = bits & !free == 0;
        fits && can_place(universe, free & !bits, rest)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn free_blocks_are_the_largest_that_are_free((u, within, used) in (universe(), mask(), mask())) {
        prop_assert_eq!(free_blocks(&u.set(within), &u.set(used)), u.maximal(within & !used));
    }

    /// Never overlaps, never misses a fit, and no other choice is better under the policy.
    #[test]
    fn the_next_free_block_is_minimal_under_its_policy(
        (u, within, used, policy) in (universe(), mask(), mask(), policy()),
        depth in 0..=DEPTH,
    ) {
        let free = within & !used;
        let length = u.0.length() + depth;
        // How long the largest free prefix around a block is: what the policies go by.
        let place = |block: &CidrBlock| {
            u.all_blocks().into_iter().find(|b| b.covers(*block) && u.mask_of(*b) & !free == 0).map(|b| b.length())
        };
        let candidates = u.at_depth(depth).into_iter().filter(|b| u.mask_of(*b) & !free == 0);
        let rank = |block: &CidrBlock| match policy {
            Policy::FirstFit => (0, *block),
            Policy::BestFit => (-i16::from(place(block).expect("it is free")), *block),
            Policy::Spaced => (place(block).expect("it is free").into(), *block),
        };
        let expected = candidates.min_by_key(rank);
        prop_assert_eq!(next_free(&u.set(within), &u.set(used), length, policy), expected);
    }

    /// A spaced block can double whenever a block that can double is free at all.
    #[test]
    fn a_spaced_block_has_a_free_sibling_if_any_block_has((u, used) in (universe(), mask()), depth in 1..=DEPTH) {
        let is_free = |b: CidrBlock| u.mask_of(b) & used == 0;
        let with_sibling = |b: &CidrBlock| is_free(*b) && is_free(b.sibling().expect("it has a parent"));
        let any = u.at_depth(depth).iter().any(with_sibling);
        let spaced = next_free(&u.0.into(), &u.set(used), u.0.length() + depth, Policy::Spaced);
        prop_assert_eq!(spaced.is_some_and(|b| with_sibling(&b)), any);
    }

    /// Taking the next free block again and again uses every place that a block of that length has.
    #[test]
    fn allocation_goes_on_until_nothing_fits((u, used, policy) in (universe(), mask(), policy()), depth in 2..=DEPTH) {
        let within = PrefixSet::from(u.0);
        let mut taken = u.set(used);
        let mut count = 0;
        while let Some(block) = next_free(&within, &taken, u.0.length() + depth, policy) {
            prop_assert!(!taken.overlaps(block) && within.covers(block));
            prop_assert_eq!(block.length(), u.0.length() + depth);
            taken.insert(block);
            count += 1;
        }
        prop_assert_eq!(count, u.at_depth(depth).into_iter().filter(|b| u.mask_of(*b) & used == 0).count());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn all_are_placed_whenever_they_can_be(
        (u, used, policy) in (universe(), mask(), policy()),
        depths in proptest::collection::vec(1u8..=4, 0..5),
    ) {
        // Whole sixteenths, so that trying everything stays small.
        let used = u.at_depth(4).into_iter().map(|b| u.mask_of(b)).filter(|m| m & used & 0x1111_1111_1111_1111 != 0);
        let used = used.fold(0, |all, m| all | m);
        let lengths: Vec<u8> = depths.iter().map(|d| u.0.length() + d).collect();
        let placed = place_all(&u.0.into(), &u.set(used), &lengths, policy);
        prop_assert_eq!(placed.is_some(), can_place(u, !used, &depths));
        let mut taken = used;
        for (block, length) in placed.iter().flatten().zip(&lengths) {
            prop_assert_eq!(block.length(), *length);
            prop_assert_eq!(u.mask_of(*block) & taken, 0);
            taken |= u.mask_of(*block);
        }
    }
}
