//! A small address space: 64 places, each a block, and sets of places as the bits of a `u64`.

use cidraw::addressing::{CidrBlock, PrefixSet};
use proptest::prelude::*;

/// How many bits tell the places apart: 64 places.
pub const DEPTH: u8 = 6;

/// A block of 64 places somewhere in the address space of IPv4 or IPv6.
#[derive(Clone, Copy, Debug)]
pub struct Universe(pub CidrBlock);

impl Universe {
    /// The prefix length of one place.
    pub fn place_length(self) -> u8 {
        self.0.length() + DEPTH
    }

    /// The block of a place.
    pub fn place(self, n: usize) -> CidrBlock {
        self.0.blocks(self.place_length()).nth(n).expect("a universe has 64 places")
    }

    /// The set of the places whose bits are set.
    pub fn set(self, mask: u64) -> PrefixSet {
        self.0.blocks(self.place_length()).enumerate().filter(|(n, _)| mask >> n & 1 == 1).map(|(_, b)| b).collect()
    }

    /// The places of which the set has every address. The set must be made up of whole places.
    pub fn mask(self, set: &PrefixSet) -> u64 {
        let places = self.0.blocks(self.place_length()).enumerate();
        let mask: u64 = places.filter(|(_, block)| set.covers(*block)).fold(0, |mask, (n, _)| mask | 1 << n);
        let size = self.place(0).addresses();
        assert_eq!(set.addresses(), size * u128::from(mask.count_ones()), "{set:?} has parts of places");
        mask
    }

    /// The places that a block of the universe has.
    pub fn mask_of(self, block: CidrBlock) -> u64 {
        assert!(self.0.covers(block) && block.length() <= self.place_length(), "{block} is no block of {self:?}");
        let size = self.0.family().bits() - self.place_length();
        let start = (block.first_bits() - self.0.first_bits()) >> size;
        let places = 1u32 << (self.place_length() - block.length());
        u64::MAX >> (64 - places) << start
    }

    /// The blocks `depth` bits longer than the universe, in address order.
    pub fn at_depth(self, depth: u8) -> Vec<CidrBlock> {
        self.0.blocks(self.0.length() + depth).collect()
    }

    /// All 127 blocks of whole places, wide ones first.
    pub fn all_blocks(self) -> Vec<CidrBlock> {
        (0..=DEPTH).flat_map(|depth| self.at_depth(depth)).collect()
    }

    /// The blocks of whole places with every place in `mask` that lie in no larger one: by trying all.
    pub fn maximal(self, mask: u64) -> Vec<CidrBlock> {
        let mut found: Vec<CidrBlock> = Vec::new();
        for block in self.all_blocks() {
            if self.mask_of(block) & !mask == 0 && !found.iter().any(|wide| wide.covers(block)) {
                found.push(block);
            }
        }
        found.sort();
        found
    }
}

/// Universes at both ends of the address spaces, across an octet, and with places of one and of many addresses.
pub fn universe() -> impl Strategy<Value = Universe> {
    let blocks = [
        "10.0.0.0/26",
        "0.0.0.0/26",
        "255.255.255.192/26",
        "10.0.64.0/18",
        "172.16.0.0/14",
        "0.0.0.0/0",
        "2001:db8::/58",
        "::/122",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffc0/122",
        "fd80::/14",
    ];
    proptest::sample::select(blocks.to_vec()).prop_map(|b| Universe(b.parse().expect(b)))
}

/// Sets of places, from nearly empty to nearly full, scattered and in runs.
pub fn mask() -> impl Strategy<Value = u64> {
    let runs = proptest::collection::vec((0u32..64, 1u32..24), 0..5).prop_map(|runs| {
        runs.into_iter().fold(0u64, |mask, (from, length)| mask | ((1u64 << length) - 1).wrapping_shl(from))
    });
    prop_oneof![
        any::<u64>(),
        (any::<u64>(), any::<u64>(), any::<u64>()).prop_map(|(a, b, c)| a & b & c),
        (any::<u64>(), any::<u64>(), any::<u64>()).prop_map(|(a, b, c)| a | b | c),
        runs.clone(),
        runs.prop_map(|mask| !mask),
        Just(0),
        Just(u64::MAX),
    ]
}

/// A block of the universe of any depth.
pub fn block(universe: Universe) -> impl Strategy<Value = CidrBlock> {
    proptest::sample::select(universe.all_blocks())
}

/// A universe and some blocks of it, with repeats.
pub fn universe_and_blocks(most: usize) -> impl Strategy<Value = (Universe, Vec<CidrBlock>)> {
    universe().prop_flat_map(move |u| (Just(u), proptest::collection::vec(block(u), 0..=most)))
}
