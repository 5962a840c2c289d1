//! Splitting, joining, growing and shrinking prefixes. Plans only: AWS cannot resize a subnet or a VPC block in place,
//! so what changes here is replaced there.

use super::{CidrBlock, PrefixSet, smallest_cover};

/// The most blocks that one split gives: a /16 down to single addresses.
pub const MOST_PIECES: usize = 65_536;

/// Why a block cannot be split so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SplitError {
    /// The pieces would be wider than the block.
    #[error("{block} is already narrower than /{length}.")]
    Wider {
        /// The block to split.
        block: CidrBlock,
        /// The length asked for.
        length: u8,
    },
    /// The block has not that many addresses to share out.
    #[error("{block} cannot be split that far: it has {} addresses.", .block.addresses())]
    TooFine {
        /// The block to split.
        block: CidrBlock,
    },
    /// More pieces than [`MOST_PIECES`].
    #[error("Splitting {block} that far makes more than {MOST_PIECES} blocks.")]
    TooMany {
        /// The block to split.
        block: CidrBlock,
    },
    /// No piece was asked for.
    #[error("Split {block} into how many blocks? At least one.")]
    NoPieces {
        /// The block to split.
        block: CidrBlock,
    },
}

/// All blocks of `length` in `block`, in address order. The inverse of [`join`].
///
/// ```
/// use cidraw::addressing::{CidrBlock, join, split};
///
/// let tier = CidrBlock::v4([10, 0, 0, 0], 22);
/// let zones = split(tier, 24).expect("a /22 has four /24");
/// assert_eq!(zones.len(), 4);
/// assert_eq!(join(&zones), Ok(tier));
/// ```
///
/// # Errors
/// When `length` is shorter than the block's, longer than the address, or makes more than [`MOST_PIECES`].
pub fn split(block: CidrBlock, length: u8) -> Result<Vec<CidrBlock>, SplitError> {
    if length > block.family().bits() {
        return Err(SplitError::TooFine { block });
    }
    let deeper = length.checked_sub(block.length()).ok_or(SplitError::Wider { block, length })?;
    if u32::from(deeper) > MOST_PIECES.ilog2() {
        return Err(SplitError::TooMany { block });
    }
    Ok(block.blocks(length).collect())
}

/// `pieces` blocks that together are the block, in address order, as equal as prefixes can be: some are twice the size
/// of the others when `pieces` is not a power of two, and those come first.
///
/// ```text
/// 10.0.0.0/24 in 3     [       .0/25       ][ .128/26 ][ .192/26 ]
/// ```
///
/// Laws: `split_into(b, n)?.len() == n`; `join(&split_into(b, n)?) == Ok(b)`; the lengths differ by at most one.
///
/// # Errors
/// When `pieces` is 0, more than the block's addresses or more than [`MOST_PIECES`].
pub fn split_into(block: CidrBlock, pieces: usize) -> Result<Vec<CidrBlock>, SplitError> {
    let deeper = pieces.checked_ilog2().ok_or(SplitError::NoPieces { block })?;
    if pieces as u128 > block.addresses() {
        return Err(SplitError::TooFine { block });
    }
    if pieces > MOST_PIECES {
        return Err(SplitError::TooMany { block });
    }
    let even = split(block, block.length() + deeper as u8)?;
    let whole = even.len() - (pieces - even.len());
    let (whole, halved) = even.split_at(whole);
    let halves = halved.iter().filter_map(|b| b.halves()).flat_map(|(lower, upper)| [lower, upper]);
    Ok(whole.iter().copied().chain(halves).collect())
}

/// Why blocks do not make up one prefix.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JoinError {
    /// There are no blocks.
    #[error("There is nothing to join.")]
    Nothing,
    /// IPv4 and IPv6 blocks.
    #[error("IPv4 and IPv6 blocks cannot be joined.")]
    Families,
    /// Two of the blocks share addresses.
    #[error("{outer} and {inner} overlap: only separate blocks can be joined.")]
    Overlap {
        /// The wider of the two.
        outer: CidrBlock,
        /// The narrower, or an equal one.
        inner: CidrBlock,
    },
    /// One prefix over all of them has more addresses than they have.
    #[error("Joined, the blocks would be {cover}, and that also holds {missing}.")]
    Gap {
        /// The smallest prefix over all blocks.
        cover: CidrBlock,
        /// The first free prefix in it that none of the blocks has.
        missing: CidrBlock,
    },
}

/// The one prefix that the blocks make up together, in any order. The inverse of [`split`].
///
/// # Errors
/// Says what overlaps or is missing.
pub fn join(blocks: &[CidrBlock]) -> Result<CidrBlock, JoinError> {
    if blocks.is_empty() {
        return Err(JoinError::Nothing);
    }
    let cover = smallest_cover(blocks.iter().copied()).ok_or(JoinError::Families)?;
    if let Some((outer, inner)) = super::overlapping_pairs(blocks).next() {
        return Err(JoinError::Overlap { outer: blocks[outer], inner: blocks[inner] });
    }
    let held: PrefixSet = blocks.iter().copied().collect();
    let missing = held.gaps(cover).prefixes().next();
    missing.map_or(Ok(cover), |missing| Err(JoinError::Gap { cover, missing }))
}

/// Why a block cannot become that large or that small.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ResizeError {
    /// To grow, a shorter prefix is needed.
    #[error("{block} is already as large as a /{length}.")]
    NotLarger {
        /// The block to grow.
        block: CidrBlock,
        /// The length asked for.
        length: u8,
    },
    /// To shrink, a longer prefix is needed, and one that the address has.
    #[error("{block} cannot shrink to /{length}.")]
    NotSmaller {
        /// The block to shrink.
        block: CidrBlock,
        /// The length asked for.
        length: u8,
    },
    /// The larger block leaves the range it must stay in.
    #[error("{larger} would reach into {outside}, which is outside the range.")]
    Outside {
        /// The block that was wanted.
        larger: CidrBlock,
        /// The first prefix of it that is outside.
        outside: CidrBlock,
    },
    /// The larger block meets another.
    #[error("{larger} would take in {taken}, which is in use.")]
    Taken {
        /// The block that was wanted.
        larger: CidrBlock,
        /// The first prefix of it that is in use.
        taken: CidrBlock,
    },
    /// What must be kept does not fit into one smaller block.
    #[error("What is in use in the block needs {cover}, which is larger than a /{length}.")]
    Scattered {
        /// The smallest prefix over all that must be kept.
        cover: CidrBlock,
        /// The length asked for.
        length: u8,
    },
}

/// The block of `length` around `block`, when it lies in `within` and meets nothing in `used` but the block itself.
///
/// A block in an upper half starts lower once it has grown: `10.0.1.0/24` grows to `10.0.0.0/23`.
///
/// # Errors
/// Says what is in the way.
pub fn grow(block: CidrBlock, length: u8, within: &PrefixSet, used: &PrefixSet) -> Result<CidrBlock, ResizeError> {
    if length >= block.length() {
        return Err(ResizeError::NotLarger { block, length });
    }
    let larger = CidrBlock::containing(block.first(), length);
    let added = PrefixSet::from(block).gaps(larger);
    if let Some(outside) = added.subtract(within).prefixes().next() {
        return Err(ResizeError::Outside { larger, outside });
    }
    let taken = added.intersect(used).prefixes().next();
    taken.map_or(Ok(larger), |taken| Err(ResizeError::Taken { larger, taken }))
}

/// The largest block that `block` can [`grow`] to; itself when it cannot.
///
/// Law: `grow(b, n, ..)` succeeds exactly for `largest_growth(b, ..).length() <= n < b.length()`.
pub fn largest_growth(block: CidrBlock, within: &PrefixSet, used: &PrefixSet) -> CidrBlock {
    let mut largest = block;
    // What is in the way of one length is in the way of every shorter one.
    while let Some(length) = largest.length().checked_sub(1)
        && let Ok(larger) = grow(block, length, within, used)
    {
        largest = larger;
    }
    largest
}

/// The lowest block of `length` inside `block` that still has every address of `keep` that `block` has.
///
/// A smaller subnet reserves other addresses: an address in `keep` may be one of the five of the smaller block, see
/// [`super::reserved_in`].
///
/// # Errors
/// When `length` is no longer than the block's, or `keep` is spread too far.
pub fn shrink(block: CidrBlock, length: u8, keep: &PrefixSet) -> Result<CidrBlock, ResizeError> {
    if length <= block.length() || length > block.family().bits() {
        return Err(ResizeError::NotSmaller { block, length });
    }
    let kept = keep.intersect(&block.into());
    match smallest_cover(kept.prefixes()) {
        Some(cover) if cover.length() < length => Err(ResizeError::Scattered { cover, length }),
        Some(cover) => Ok(CidrBlock::containing(cover.first(), length)),
        None => Ok(CidrBlock::containing(block.first(), length)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(text: &str) -> CidrBlock {
        text.parse().expect(text)
    }

    fn set(blocks: &[&str]) -> PrefixSet {
        blocks.iter().map(|b| block(b)).collect()
    }

    #[test]
    fn a_split_into_an_odd_number_keeps_the_larger_pieces_first() {
        let three: Vec<_> =
            split_into(block("10.0.0.0/24"), 3).expect("it splits").iter().map(|b| b.length()).collect();
        assert_eq!(three, [25, 26, 26]);
        assert_eq!(split_into(block("10.0.0.0/31"), 3), Err(SplitError::TooFine { block: block("10.0.0.0/31") }));
        assert_eq!(split_into(block("10.0.0.0/31"), 0), Err(SplitError::NoPieces { block: block("10.0.0.0/31") }));
        assert_eq!(split_into(block("10.0.0.0/24"), 1), Ok(vec![block("10.0.0.0/24")]));
    }

    #[test]
    fn a_split_that_cannot_be_says_why() {
        assert_eq!(
            split(block("10.0.0.0/24"), 20).unwrap_err().to_string(),
            "10.0.0.0/24 is already narrower than /20."
        );
        assert_eq!(split(block("::/0"), 128), Err(SplitError::TooMany { block: block("::/0") }));
        assert_eq!(split(block("10.0.0.0/24"), 33), Err(SplitError::TooFine { block: block("10.0.0.0/24") }));
        assert_eq!(split(block("10.0.0.0/16"), 32).map(|b| b.len()), Ok(MOST_PIECES));
    }

    #[test]
    fn a_join_that_cannot_be_says_why() {
        let say = |blocks: &[&str]| {
            let blocks: Vec<_> = blocks.iter().map(|b| block(b)).collect();
            join(&blocks).unwrap_err().to_string()
        };
        assert_eq!(say(&[]), "There is nothing to join.");
        assert_eq!(say(&["10.0.0.0/24", "::/64"]), "IPv4 and IPv6 blocks cannot be joined.");
        assert_eq!(
            say(&["10.0.0.128/25", "10.0.0.0/24"]),
            "10.0.0.0/24 and 10.0.0.128/25 overlap: only separate blocks can be joined."
        );
        assert_eq!(
            say(&["10.0.1.0/24", "10.0.2.0/24"]),
            "Joined, the blocks would be 10.0.0.0/22, and that also holds 10.0.0.0/24."
        );
    }

    #[test]
    fn a_block_grows_until_it_meets_another_or_the_end_of_the_range() {
        let (vpc, used) = (set(&["10.0.0.0/20"]), set(&["10.0.1.0/24", "10.0.8.0/24"]));
        let subnet = block("10.0.1.0/24");
        assert_eq!(grow(subnet, 23, &vpc, &used), Ok(block("10.0.0.0/23")));
        assert_eq!(largest_growth(subnet, &vpc, &used), block("10.0.0.0/21"));
        let taken = ResizeError::Taken { larger: block("10.0.0.0/20"), taken: block("10.0.8.0/24") };
        assert_eq!(grow(subnet, 20, &vpc, &used), Err(taken));
        let outside = ResizeError::Outside { larger: block("10.0.0.0/19"), outside: block("10.0.16.0/20") };
        assert_eq!(grow(subnet, 19, &vpc, &used), Err(outside));
        assert_eq!(grow(subnet, 24, &vpc, &used), Err(ResizeError::NotLarger { block: subnet, length: 24 }));
    }

    #[test]
    fn a_block_shrinks_around_what_it_must_keep() {
        let subnet = block("10.0.0.0/24");
        assert_eq!(shrink(subnet, 26, &PrefixSet::new()), Ok(block("10.0.0.0/26")));
        assert_eq!(shrink(subnet, 26, &set(&["10.0.0.130/32", "10.0.9.0/24"])), Ok(block("10.0.0.128/26")));
        let scattered = ResizeError::Scattered { cover: subnet, length: 26 };
        assert_eq!(shrink(subnet, 26, &set(&["10.0.0.4/32", "10.0.0.200/32"])), Err(scattered));
        assert!(shrink(subnet, 24, &PrefixSet::new()).is_err() && shrink(subnet, 33, &PrefixSet::new()).is_err());
    }
}
