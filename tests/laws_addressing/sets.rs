//! Prefix sets are sets, and their prefixes are the fewest.

use cidraw::addressing::{CidrBlock, PrefixSet, smallest_cover, summarise};
use proptest::prelude::*;

use crate::model::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn set_algebra_is_bit_algebra((u, a, b) in (universe(), mask(), mask())) {
        let (x, y) = (u.set(a), u.set(b));
        prop_assert_eq!(u.mask(&x), a);
        prop_assert_eq!(u.mask(&x.union(&y)), a | b);
        prop_assert_eq!(u.mask(&x.intersect(&y)), a & b);
        prop_assert_eq!(u.mask(&x.subtract(&y)), a & !b);
        prop_assert_eq!(u.mask(&x.gaps(u.0)), !a);
        prop_assert_eq!(x.is_superset(&y), b & !a == 0);
        prop_assert_eq!(x.is_disjoint(&y), a & b == 0);
        prop_assert_eq!(x.is_empty(), a == 0);
    }

    /// Equal addresses, equal sets: however the set came about.
    #[test]
    fn a_set_has_one_form((u, a, b) in (universe(), mask(), mask())) {
        let (x, y) = (u.set(a), u.set(b));
        prop_assert_eq!(&x.union(&y), &u.set(a | b));
        prop_assert_eq!(&x.intersect(&y), &u.set(a & b));
        prop_assert_eq!(&x.subtract(&y), &u.set(a & !b));
        prop_assert_eq!(&x.prefixes().collect::<PrefixSet>(), &x);
        let ranges = x.ranges().map(|(first, last)| PrefixSet::between(first, last));
        prop_assert_eq!(&ranges.fold(PrefixSet::new(), |all, range| all.union(&range)), &x);
    }

    #[test]
    fn inserting_and_removing_one_at_a_time_is_the_same(
        (u, edits) in universe().prop_flat_map(|u| (Just(u), proptest::collection::vec((any::<bool>(), block(u)), 0..24)))
    ) {
        let (mut set, mut mask) = (PrefixSet::new(), 0);
        for (add, block) in edits {
            if add {
                set.insert(block);
                mask |= u.mask_of(block);
            } else {
                set.remove(block);
                mask &= !u.mask_of(block);
            }
            prop_assert_eq!(&set, &u.set(mask));
        }
    }

    #[test]
    fn questions_about_blocks_and_addresses_are_answered_from_the_bits((u, a) in (universe(), mask())) {
        let set = u.set(a);
        for block in u.all_blocks() {
            let bits = u.mask_of(block);
            prop_assert_eq!(set.covers(block), bits & !a == 0, "covers {}", block);
            prop_assert_eq!(set.overlaps(block), bits & a != 0, "overlaps {}", block);
            prop_assert_eq!(set.contains(block.first()), a >> bits.trailing_zeros() & 1 == 1);
            prop_assert_eq!(set.contains(block.last()), a >> (63 - bits.leading_zeros()) & 1 == 1);
        }
    }

    #[test]
    fn the_prefixes_of_a_set_are_the_largest_in_it((u, a) in (universe(), mask())) {
        prop_assert_eq!(u.set(a).prefixes().collect::<Vec<_>>(), u.maximal(a));
    }

    #[test]
    fn a_summary_covers_exactly_and_cannot_be_shortened((u, blocks) in universe_and_blocks(12)) {
        let summary = summarise(blocks.iter().copied());
        let held = blocks.iter().fold(0, |mask, b| mask | u.mask_of(*b));
        prop_assert_eq!(summary.iter().fold(0, |mask, b| mask | u.mask_of(*b)), held);
        prop_assert_eq!(summary, u.maximal(held));
    }

    #[test]
    fn the_smallest_cover_is_the_narrowest_block_over_all((u, blocks) in universe_and_blocks(6)) {
        let covers_all = |wide: &CidrBlock| blocks.iter().all(|b| wide.covers(*b));
        let expected = u.all_blocks().into_iter().rfind(covers_all);
        prop_assert_eq!(smallest_cover(blocks.iter().copied()), expected.filter(|_| !blocks.is_empty()));
    }

    #[test]
    fn the_families_keep_to_themselves((a, b) in (mask(), mask())) {
        let v4 = Universe("10.0.0.0/26".parse().expect("a block"));
        let v6 = Universe("::a00:0/122".parse().expect("the same bits in IPv6"));
        let both = v4.set(a).union(&v6.set(b));
        prop_assert_eq!(both.of_family(v4.0.family()), v4.set(a));
        prop_assert_eq!(both.intersect(&v6.0.into()), v6.set(b));
        prop_assert_eq!(both.subtract(&v6.0.into()), v4.set(a));
        prop_assert_eq!(both.subtract(&v4.set(b)).subtract(&v6.set(a)), v4.set(a & !b).union(&v6.set(b & !a)));
        prop_assert_eq!(both.gaps(v4.0), v4.set(!a));
    }
}
