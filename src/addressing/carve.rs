//! Where the next prefix goes. Plans only: nothing here changes what it is given.

use super::{CidrBlock, PrefixSet};
use crate::ordering::Ordered;

/// Which of the free places is taken.
///
/// What is free falls apart into *free prefixes*, each as large as its alignment allows ([`free_blocks`]). Every policy
/// chooses one of those that are long enough and takes its first part, so the block is aligned by construction and what
/// it leaves is whole prefixes.
///
/// ```text
/// a free /24 wanted    |0      |1      |2      |3      |4      |5      |6      |7      |
/// used                                 [ used ]
/// free prefixes        [     /23      ]        [  /24 ][             /22              ]
/// FirstFit              ^ the lowest
/// BestFit                                       ^ fills the smallest
/// Spaced                                                ^ can still double twice
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Policy {
    /// The lowest free block. Law: no free block of that length has a lower first address.
    #[default]
    FirstFit,
    /// The lowest block of the smallest free prefix that has room: large free prefixes stay whole. Law: no free block of
    /// that length lies in a smaller free prefix; of those in an equal one, none is lower.
    BestFit,
    /// The first block of the largest free prefix: the block can double most often before it meets another, and its
    /// sibling is free whenever any such place exists. Law: no free block of that length lies in a larger free prefix;
    /// of those in an equal one, none is lower.
    Spaced,
}

/// The block of `length` to take next from `within`, clear of `used`. `None` when no aligned block of that length is
/// free: then there is none, under any policy.
///
/// When `within` has addresses of both families, IPv6 is taken only where no IPv4 block fits.
///
/// ```
/// use cidraw::addressing::{CidrBlock, CidrError, Policy, PrefixSet, next_free};
///
/// let vpc: PrefixSet = [CidrBlock::v4([10, 0, 0, 0], 16)].into_iter().collect();
/// let used: PrefixSet = ["10.0.0.0/24".parse()?].into_iter().collect();
/// assert_eq!(next_free(&vpc, &used, 24, Policy::FirstFit), Some("10.0.1.0/24".parse()?));
/// assert_eq!(next_free(&vpc, &used, 20, Policy::FirstFit), Some("10.0.16.0/20".parse()?));
/// assert_eq!(next_free(&vpc, &used, 24, Policy::Spaced), Some("10.0.128.0/24".parse()?));
/// # Ok::<(), CidrError>(())
/// ```
pub fn next_free(within: &PrefixSet, used: &PrefixSet, length: u8, policy: Policy) -> Option<CidrBlock> {
    first_choice(&within.subtract(used), length, policy)
}

/// One block for each of `lengths`, in the order of `lengths`, disjoint and clear of `used`. `None` when they cannot all
/// be placed.
///
/// Longer prefixes go in after shorter ones (equal ones in the order given), each under `policy`. Law: this finds room
/// whenever there is a way to place them all. A block of length n uses up as many places of each longer length wherever
/// it is put, so no choice made before spoils a later one.
///
/// ```
/// use cidraw::addressing::{CidrBlock, CidrError, Policy, PrefixSet, place_all};
///
/// let vpc = PrefixSet::from(CidrBlock::v4([10, 0, 0, 0], 24));
/// let placed = place_all(&vpc, &PrefixSet::new(), &[27, 25, 26], Policy::FirstFit);
/// assert_eq!(placed, Some(vec!["10.0.0.192/27".parse()?, "10.0.0.0/25".parse()?, "10.0.0.128/26".parse()?]));
/// # Ok::<(), CidrError>(())
/// ```
pub fn place_all(within: &PrefixSet, used: &PrefixSet, lengths: &[u8], policy: Policy) -> Option<Vec<CidrBlock>> {
    place(within.subtract(used), lengths, policy).ok()
}

/// What [`place`] found no room for.
pub(super) struct Unplaced {
    /// The place in `lengths`.
    pub index: usize,
    /// The largest prefix that was still free.
    pub largest: Option<CidrBlock>,
}

/// [`place_all`] in what is `free`; says what has no room.
pub(super) fn place(mut free: PrefixSet, lengths: &[u8], policy: Policy) -> Result<Vec<CidrBlock>, Unplaced> {
    let mut order: Vec<usize> = (0..lengths.len()).collect();
    order.order_by_key(|i| lengths[*i]);
    let mut placed = Vec::with_capacity(lengths.len());
    for index in order {
        let Some(block) = first_choice(&free, lengths[index], policy) else {
            return Err(Unplaced { index, largest: free.prefixes().min_by_key(|b| b.length()) });
        };
        free.remove(block);
        placed.push((index, block));
    }
    placed.order_by_key(|(index, _)| *index);
    Ok(placed.into_iter().map(|(_, block)| block).collect())
}

/// What is free of `within`, as the largest free prefixes, in address order.
///
/// Law: they are disjoint, together they are `within` minus `used`, and every free prefix lies inside exactly one.
pub fn free_blocks(within: &PrefixSet, used: &PrefixSet) -> Vec<CidrBlock> {
    within.subtract(used).prefixes().collect()
}

/// The block that `policy` chooses from the addresses in `free`.
fn first_choice(free: &PrefixSet, length: u8, policy: Policy) -> Option<CidrBlock> {
    let mut places = free.prefixes().filter(|place| place.length() <= length && length <= place.family().bits());
    // `min_by_key` keeps the first of equals, and the places come in address order.
    let place = match policy {
        Policy::FirstFit => places.next(),
        Policy::BestFit => places.min_by_key(|p| (p.family(), std::cmp::Reverse(p.length()))),
        Policy::Spaced => places.min_by_key(|p| (p.family(), p.length())),
    };
    place.map(|p| CidrBlock::containing(p.first(), length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(blocks: &[&str]) -> PrefixSet {
        blocks.iter().map(|b| b.parse::<CidrBlock>().expect(b)).collect()
    }

    fn next(within: &[&str], used: &[&str], length: u8, policy: Policy) -> Option<String> {
        next_free(&set(within), &set(used), length, policy).map(|b| b.to_string())
    }

    #[test]
    fn each_policy_takes_its_own_place() {
        let (vpc, used) = (["10.0.0.0/21"], ["10.0.0.0/24", "10.0.2.0/24", "10.0.4.0/24"]);
        assert_eq!(next(&vpc, &used, 24, Policy::FirstFit).as_deref(), Some("10.0.1.0/24"));
        assert_eq!(next(&vpc, &used, 24, Policy::BestFit).as_deref(), Some("10.0.1.0/24"));
        assert_eq!(next(&vpc, &used, 24, Policy::Spaced).as_deref(), Some("10.0.6.0/24"));
        let used = ["10.0.2.0/24"];
        assert_eq!(next(&vpc, &used, 24, Policy::FirstFit).as_deref(), Some("10.0.0.0/24"));
        assert_eq!(next(&vpc, &used, 24, Policy::BestFit).as_deref(), Some("10.0.3.0/24"));
        assert_eq!(next(&vpc, &used, 24, Policy::Spaced).as_deref(), Some("10.0.4.0/24"));
    }

    #[test]
    fn spaced_blocks_halve_the_largest_gap_each_time() {
        let (vpc, mut used) = (set(&["10.0.0.0/16"]), PrefixSet::new());
        let mut taken = Vec::new();
        for _ in 0..5 {
            let block = next_free(&vpc, &used, 24, Policy::Spaced).expect("the VPC has room");
            used.insert(block);
            taken.push(block.to_string());
        }
        assert_eq!(taken, ["10.0.0.0/24", "10.0.128.0/24", "10.0.64.0/24", "10.0.192.0/24", "10.0.32.0/24"]);
    }

    #[test]
    fn a_secondary_block_is_used_when_the_primary_is_full() {
        let within = ["10.0.0.0/24", "100.64.0.0/24"];
        assert_eq!(next(&within, &["10.0.0.128/25"], 24, Policy::FirstFit).as_deref(), Some("100.64.0.0/24"));
        assert_eq!(next(&within, &["0.0.0.0/0"], 24, Policy::FirstFit), None);
    }

    #[test]
    fn ipv6_is_taken_only_where_no_ipv4_fits() {
        let within = ["10.0.0.0/16", "2001:db8::/56"];
        for policy in [Policy::FirstFit, Policy::BestFit, Policy::Spaced] {
            assert_eq!(next(&within, &[], 28, policy).as_deref(), Some("10.0.0.0/28"));
            assert_eq!(next(&within, &[], 64, policy).as_deref(), Some("2001:db8::/64"));
            assert_eq!(next(&within, &[], 129, policy), None);
        }
    }
}
