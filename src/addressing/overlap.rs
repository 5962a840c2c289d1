//! Which of many prefixes overlap.

use super::{CidrBlock, Family};

/// All pairs of overlapping blocks, as places in `blocks`: the wider (or equal) one first.
///
/// Two prefixes overlap only when one covers the other, so the sorted blocks are read once with a stack of those that
/// are still open:
///
/// ```text
/// 10.0.0.0/16     [========================================]   open until the end
/// 10.0.0.0/20      [==========]
/// 10.0.4.0/24           [==]                                   pairs: /20 and /16 are open
/// 10.0.64.0/20                        [==========]             pairs: only /16 is; the others are closed
/// ```
///
/// Sorting takes a few passes; then each pair costs one step when it is asked for. There can be n² pairs (many copies
/// of one block): bound them with `take`. Pairs come in the address order of the narrower block and, for one narrower block,
/// widest first; of equal blocks the earlier in `blocks` counts as the wider. Law: as a set, they are what comparing
/// each block with each other finds.
///
/// ```
/// use cidraw::addressing::{CidrBlock, overlapping_pairs};
///
/// let blocks = ["10.0.4.0/24", "10.1.0.0/16", "10.0.0.0/16"].map(|b| b.parse::<CidrBlock>().expect(b));
/// assert_eq!(overlapping_pairs(&blocks).collect::<Vec<_>>(), [(2, 0)]);
/// ```
pub fn overlapping_pairs(blocks: &[CidrBlock]) -> OverlappingPairs {
    let mut v4: Vec<Entry<u32>> = Vec::with_capacity(blocks.len());
    let mut v6: Vec<Entry<u128>> = Vec::new();
    for (place, block) in (0..).zip(blocks) {
        let (first, length) = (block.first_bits(), block.length());
        match block.family() {
            Family::V4 => v4.push(Entry { first: first as u32, place, length }),
            Family::V6 => v6.push(Entry { first, place, length }),
        }
    }
    OverlappingPairs { v4: Sweep::over(v4), v6: Sweep::over(v6) }
}

/// The pairs that [`overlapping_pairs`] finds.
#[derive(Clone, Debug)]
pub struct OverlappingPairs {
    v4: Sweep<u32>,
    v6: Sweep<u128>,
}

impl Iterator for OverlappingPairs {
    type Item = (usize, usize);

    fn next(&mut self) -> Option<(usize, usize)> {
        self.v4.next().or_else(|| self.v6.next())
    }
}

/// A block of one family, small so that many are sorted fast.
#[derive(Clone, Copy, Debug)]
struct Entry<Bits> {
    first: Bits,
    /// Where it comes from. 32 bits: more blocks than that do not fit into memory.
    place: u32,
    length: u8,
}

/// The one reading of the sorted blocks of a family.
#[derive(Clone, Debug)]
struct Sweep<Bits> {
    sorted: Vec<Entry<Bits>>,
    /// How many entries of `sorted` are done with.
    read: usize,
    /// The last address and the place of the blocks that cover the current one, widest first. Made right before the
    /// first of them is reported.
    open: Vec<(u128, u32)>,
    /// How many of `open` have been reported with the current block.
    reported: usize,
}

impl<Bits: Copy + Into<u128>> Sweep<Bits> {
    fn over(mut entries: Vec<Entry<Bits>>) -> Sweep<Bits> {
        sort_by_bytes(&mut entries, |entry| entry.length.into());
        sort_by_bytes(&mut entries, |entry| entry.first.into());
        Sweep { sorted: entries, read: 0, open: Vec::new(), reported: 0 }
    }

    fn next(&mut self) -> Option<(usize, usize)> {
        loop {
            let inner = *self.sorted.get(self.read)?;
            let first: u128 = inner.first.into();
            if self.reported == 0 {
                while self.open.last().is_some_and(|(last, _)| *last < first) {
                    self.open.pop();
                }
            }
            if let Some((_, outer)) = self.open.get(self.reported) {
                self.reported += 1;
                return Some((*outer as usize, inner.place as usize));
            }
            let host_bits = size_of::<Bits>() as u32 * 8 - u32::from(inner.length);
            let last = first | u128::MAX.checked_shl(host_bits).map_or(u128::MAX, |fixed| !fixed);
            self.open.push((last, inner.place));
            self.reported = 0;
            self.read += 1;
        }
    }
}

/// Sorts by `number`, one byte after the other from the lowest, keeping the order of equals.
///
/// Several times as fast as comparing for the tens of thousands of prefixes this is for: most bytes are the same in all
/// of them (the shared network, the zero host bits) and cost nothing.
fn sort_by_bytes<T: Copy>(items: &mut Vec<T>, number: impl Fn(&T) -> u128) {
    let Some(first) = items.first().map(&number) else { return };
    let differing = items.iter().fold(0, |bits, item| bits | (number(item) ^ first));
    let mut sorted = items.clone();
    for shift in (0..u128::BITS).step_by(8).filter(|shift| differing >> shift & 0xff != 0) {
        let byte = |item: &T| (number(item) >> shift & 0xff) as usize;
        let mut next = [0; 256];
        for item in items.iter() {
            next[byte(item)] += 1;
        }
        let mut start = 0;
        for count in &mut next {
            start += std::mem::replace(count, start);
        }
        for item in items.iter() {
            let place = &mut next[byte(item)];
            sorted[*place] = *item;
            *place += 1;
        }
        std::mem::swap(items, &mut sorted);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(blocks: &[&str]) -> Vec<(usize, usize)> {
        let blocks: Vec<CidrBlock> = blocks.iter().map(|b| b.parse().expect(b)).collect();
        overlapping_pairs(&blocks).collect()
    }

    #[test]
    fn nested_blocks_are_paired_with_every_block_around_them() {
        let blocks = ["10.0.64.0/20", "10.0.4.0/24", "10.0.0.0/20", "10.0.0.0/16", "10.1.0.0/16"];
        assert_eq!(pairs(&blocks), [(3, 2), (3, 1), (2, 1), (3, 0)]);
    }

    #[test]
    fn equal_blocks_are_paired_once_in_their_order() {
        assert_eq!(pairs(&["10.0.0.0/24", "10.0.0.0/24", "10.0.0.0/24"]), [(0, 1), (0, 2), (1, 2)]);
    }

    #[test]
    fn the_families_never_overlap() {
        assert_eq!(pairs(&["0.0.0.0/0", "::/0", "::/1", "0.0.0.0/1"]), [(0, 3), (1, 2)]);
    }
}
