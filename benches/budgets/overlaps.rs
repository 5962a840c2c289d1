//! Blocks that share addresses, beside comparing each with each.

use std::time::Instant;

use cidraw::addressing::{CidrBlock, Family, overlapping_pairs};

use super::{OVERLAPS, measure, row};

/// 100,000 blocks of /20 to /28 in 10.0.0.0/8, always the same.
pub fn blocks() -> Vec<CidrBlock> {
    let mut dice = 7_u64;
    let mut roll = |sides: u64| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (dice >> 33) % sides
    };
    let block = |_| {
        let address = u128::from((10 << 24) + roll(1 << 24));
        CidrBlock::containing(Family::V4.address(address), 20 + roll(9) as u8)
    };
    (0..100_000).map(block).collect()
}

pub fn overlaps() {
    let blocks = blocks();
    let mut found = 0;
    measure("overlaps among 100,000 prefixes", Some(OVERLAPS), 40, |_| found = overlapping_pairs(&blocks).count());

    // Each with each, over plain numbers: the fastest that the naive way gets.
    let ranges: Vec<(u32, u32)> = blocks
        .iter()
        .map(|block| (block.first_bits() as u32, (block.first_bits() + block.addresses() - 1) as u32))
        .collect();
    let start = Instant::now();
    let mut naive = 0;
    for (i, (first, last)) in ranges.iter().enumerate() {
        naive += ranges[i + 1..].iter().map(|(f, l)| usize::from((f <= last) & (first <= l))).sum::<usize>();
    }
    let took = start.elapsed();
    row("  the same by comparing each with each, once", took, took, None);
    println!("  {found} pairs, {naive} by comparing");
    assert_eq!(found, naive);
}
