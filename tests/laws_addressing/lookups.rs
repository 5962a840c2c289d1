//! Overlaps, matches and bits, against looking at everything.

use std::collections::BTreeSet;

use cidraw::addressing::*;
use proptest::prelude::*;

use crate::model::*;

/// Blocks of both families and all lengths, close enough together to nest often.
fn any_block() -> impl Strategy<Value = CidrBlock> {
    let near = prop_oneof![Just(0u128), Just(u128::MAX), any::<u128>()];
    (any::<bool>(), near, 0u8..=128, 0u128..16, 0u32..128).prop_map(|(v4, base, length, noise, shift)| {
        let family = if v4 { Family::V4 } else { Family::V6 };
        CidrBlock::containing(family.address(base ^ noise << shift), length)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn overlapping_pairs_are_what_comparing_all_finds(
        blocks in prop_oneof![
            universe_and_blocks(40).prop_map(|(_, blocks)| blocks),
            proptest::collection::vec(any_block(), 0..60),
        ]
    ) {
        let found: Vec<(usize, usize)> = overlapping_pairs(&blocks).collect();
        for (outer, inner) in &found {
            prop_assert!(blocks[*outer].covers(blocks[*inner]));
            prop_assert!(blocks[*outer] != blocks[*inner] || outer < inner);
        }
        let unordered = |(a, b): (usize, usize)| (a.min(b), a.max(b));
        let mut expected = BTreeSet::new();
        for i in 0..blocks.len() {
            expected.extend((0..i).filter(|j| blocks[i].overlaps(blocks[*j])).map(|j| (j, i)));
        }
        prop_assert_eq!(found.len(), expected.len());
        prop_assert_eq!(found.iter().copied().map(unordered).collect::<BTreeSet<_>>(), expected);
        // In the address order of the narrower block, and widest first.
        prop_assert!(found.is_sorted_by_key(|(outer, inner)| (blocks[*inner], *inner, blocks[*outer], *outer)));
    }

    #[test]
    fn a_map_answers_like_a_scan_while_entries_come_and_go(
        edits in proptest::collection::vec((any::<bool>(), any_block(), 0u8..4), 0..60),
        queries in proptest::collection::vec(any_block(), 1..20),
    ) {
        let mut map = PrefixMap::new();
        let mut list: Vec<(CidrBlock, u8)> = Vec::new();
        for (add, block, value) in edits {
            let old = list.iter().position(|(b, _)| *b == block).map(|at| list.remove(at).1);
            if add {
                prop_assert_eq!(map.insert(block, value), old);
                list.push((block, value));
            } else {
                prop_assert_eq!(map.remove(block), old);
            }
        }
        list.sort();
        prop_assert_eq!(map.iter().map(|(b, v)| (b, *v)).collect::<Vec<_>>(), list.clone());
        prop_assert_eq!(map.len(), list.len());
        let keys: Vec<CidrBlock> = list.iter().map(|(b, _)| *b).collect();
        for query in queries.into_iter().chain(keys.iter().flat_map(|k| k.sibling())).chain(keys.iter().copied()) {
            let pick = |wanted: &dyn Fn(CidrBlock) -> bool| -> Vec<CidrBlock> {
                keys.iter().copied().filter(|k| wanted(*k)).collect()
            };
            let mut covering = pick(&|k| k.covers(query));
            covering.reverse();
            prop_assert_eq!(map.covering(query).map(|(b, _)| b).collect::<Vec<_>>(), covering);
            prop_assert_eq!(map.inside(query).map(|(b, _)| b).collect::<Vec<_>>(), pick(&|k| query.covers(k)));
            let mut overlapping: Vec<_> = map.overlapping(query).map(|(b, _)| b).collect();
            overlapping.sort();
            prop_assert_eq!(overlapping, pick(&|k| k.overlaps(query)));
            for address in [query.first(), query.last()] {
                let longest = list.iter().filter(|(b, _)| b.contains(address)).max_by_key(|(b, _)| b.length());
                prop_assert_eq!(map.longest_match(address).map(|(b, v)| (b, *v)), longest.copied());
            }
        }
    }

    #[test]
    fn the_shared_prefix_is_the_longest_that_covers_both((a, b) in (any_block(), any_block())) {
        let lengths = (0..=128u8).rev().filter(|l| *l <= a.length());
        let longest = lengths.map(|l| CidrBlock::containing(a.first(), l)).find(|wide| wide.covers(a) && wide.covers(b));
        prop_assert_eq!(a.shared_prefix(b), longest);
        prop_assert_eq!(b.shared_prefix(a), longest);
    }

    #[test]
    fn the_bits_spell_the_address_and_count_the_lengths(block in any_block(), up in 0u8..=128) {
        let parent = CidrBlock::containing(block.first(), block.length().saturating_sub(up));
        let bits = bits_of_address(block.last(), block, Some(parent));
        prop_assert_eq!(bits.len(), usize::from(block.family().bits()));
        prop_assert_eq!(bits.iter().fold(0u128, |value, bit| value << 1 | u128::from(bit.set)), block.last_bits());
        let roles: Vec<BitRole> = bits.iter().map(|b| b.role).collect();
        let (parent, block) = (usize::from(parent.length()), usize::from(block.length()));
        prop_assert!(roles[..parent].iter().all(|r| *r == BitRole::FixedByParent));
        prop_assert!(roles[parent..block].iter().all(|r| *r == BitRole::FixedByBlock));
        prop_assert!(roles[block..].iter().all(|r| *r == BitRole::Host));
    }
}
