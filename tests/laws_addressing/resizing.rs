//! Splitting and joining undo each other; growing and shrinking stop exactly where they must.

use cidraw::addressing::*;
use proptest::prelude::*;

use crate::model::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn join_undoes_split((u, depth, seed) in (universe(), 0..=DEPTH, any::<prop::sample::Index>())) {
        let mut pieces = split(u.0, u.0.length() + depth).expect("at most 64 pieces");
        prop_assert_eq!(pieces.len(), 1 << depth);
        prop_assert!(pieces.is_sorted() && pieces.iter().all(|b| b.length() == u.0.length() + depth));
        let turn = seed.index(pieces.len());
        pieces.rotate_left(turn);
        prop_assert_eq!(join(&pieces), Ok(u.0));
    }

    #[test]
    fn a_split_into_n_has_n_pieces_as_equal_as_can_be((u, n) in (universe(), 1usize..=64)) {
        let pieces = split_into(u.0, n).expect("64 addresses at least");
        prop_assert_eq!(pieces.len(), n);
        prop_assert!(pieces.is_sorted_by_key(|b| b.length()) && pieces.is_sorted());
        prop_assert!(pieces[n - 1].length() - pieces[0].length() <= 1);
        prop_assert_eq!(join(&pieces), Ok(u.0));
    }

    /// Blocks join exactly when they are apart and fill one prefix; a refusal names a true reason.
    #[test]
    fn a_join_is_a_prefix_or_says_what_is_wrong((u, blocks) in universe_and_blocks(5)) {
        let masks: Vec<u64> = blocks.iter().map(|b| u.mask_of(*b)).collect();
        let held = masks.iter().fold(0, |all, m| all | m);
        let apart = masks.iter().map(|m| m.count_ones()).sum::<u32>() == held.count_ones();
        let whole = u.all_blocks().into_iter().find(|b| u.mask_of(*b) == held);
        match join(&blocks) {
            Ok(joined) => prop_assert!(apart && whole == Some(joined)),
            Err(JoinError::Nothing) => prop_assert!(blocks.is_empty()),
            Err(JoinError::Overlap { outer, inner }) => prop_assert!(!apart && outer.covers(inner)),
            Err(JoinError::Gap { cover, missing }) => {
                prop_assert!(apart && whole.is_none() && cover.covers(missing));
                prop_assert_eq!(u.mask_of(missing) & held, 0);
                prop_assert!(blocks.iter().all(|b| cover.covers(*b)));
            }
            Err(JoinError::Families) => prop_assert!(false, "one family"),
        }
    }

    #[test]
    fn a_block_grows_exactly_to_what_is_free_around_it(
        (u, block) in universe().prop_flat_map(|u| (Just(u), block(u))),
        (within, used) in (mask(), mask()),
    ) {
        let own = u.mask_of(block);
        let (range, taken) = (u.set(within), u.set(used));
        let mut largest = block;
        for length in (u.0.length()..block.length()).rev() {
            let larger = CidrBlock::containing(block.first(), length);
            let added = u.mask_of(larger) & !own;
            let grown = grow(block, length, &range, &taken);
            match &grown {
                Ok(found) => prop_assert!(*found == larger && added & !within == 0 && added & used == 0),
                Err(ResizeError::Outside { outside, .. }) => prop_assert_eq!(u.mask_of(*outside) & (within | !added), 0),
                Err(ResizeError::Taken { taken, .. }) => prop_assert_eq!(u.mask_of(*taken) & !(used & added), 0),
                Err(other) => prop_assert!(false, "{}", other),
            }
            if grown.is_ok() {
                prop_assert_eq!(largest.length(), length + 1, "each smaller growth succeeds too");
                largest = larger;
            }
        }
        // The universe is a part of the whole: nothing outside it is in the range, so nothing grows past it.
        prop_assert_eq!(largest_growth(block, &range, &taken), largest);
    }

    #[test]
    fn a_block_shrinks_to_the_lowest_part_that_keeps_everything((u, keep) in (universe(), mask()), depth in 1..=DEPTH) {
        let expected = u.at_depth(depth).into_iter().find(|b| keep & !u.mask_of(*b) == 0);
        prop_assert_eq!(shrink(u.0, u.0.length() + depth, &u.set(keep)).ok(), expected);
    }

    #[test]
    fn hosts_fit_and_would_not_fit_one_bit_tighter((hosts, reserved) in (0u64.., 0u64..100), v4: bool, small in 0u64..5_000) {
        let family = if v4 { Family::V4 } else { Family::V6 };
        for hosts in [hosts, small] {
            let needed = u128::from(hosts) + u128::from(reserved);
            let size = |length: u8| CidrBlock::containing(family.address(0), length).addresses();
            match fit_hosts(family, hosts, reserved) {
                Some(length) => {
                    prop_assert!(size(length) >= needed);
                    prop_assert!(length == family.bits() || size(length + 1) < needed);
                }
                None => prop_assert!(size(0) < needed),
            }
        }
    }

    #[test]
    fn what_a_subnet_reserves_and_what_is_usable_add_up(address: u128, v4: bool, length in 0u8..=128) {
        let family = if v4 { Family::V4 } else { Family::V6 };
        let block = CidrBlock::containing(family.address(address), length.min(family.bits()).max(1));
        let reserved = reserved_in(block);
        prop_assert_eq!(reserved.len() as u128 + usable_addresses(block), block.addresses());
        prop_assert!(reserved.is_sorted_by_key(|(a, _)| *a) && reserved.iter().all(|(a, _)| block.contains(*a)));
        prop_assert_eq!(reserved[reserved.len() - 1].0, block.last());
    }
}
