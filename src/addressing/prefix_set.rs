//! Sets of addresses.

use std::fmt;
use std::net::IpAddr;

use super::cidr::{CidrBlock, Family, address_bits};

/// A set of addresses, IPv4 and IPv6 side by side.
///
/// Kept as the fewest ranges: sorted, apart, and never touching. So two sets are equal exactly when they hold the same
/// addresses, however they were put together.
///
/// ```text
/// 10.0.0.0/22        |---------------|---------------|---------------|---------------|
/// used               [ 10.0.0.0/24  ]                [10.0.2.0/25]
/// gaps(10.0.0.0/22)                  [ 10.0.1.0/24  ]            [ .2.128/25, .3.0/24 ]
/// ```
///
/// Laws, for all sets `a`, `b` and blocks `w`:
/// - `a.union(b)`, `a.intersect(b)` and `a.subtract(b)` hold an address when a or b, a and b, a and not b hold it;
/// - `a.gaps(w) == PrefixSet::from(w).subtract(a)`;
/// - `a.prefixes().collect::<PrefixSet>() == a`, and no two of those prefixes can be joined into one;
/// - each prefix inside `a` lies inside exactly one of `a.prefixes()`: they are the largest prefixes in the set.
///
/// ```
/// use cidraw::addressing::{CidrBlock, CidrError, PrefixSet};
///
/// let vpc: CidrBlock = "10.0.0.0/22".parse()?;
/// let used: PrefixSet = ["10.0.0.0/24".parse()?, "10.0.2.0/25".parse()?].into_iter().collect();
/// let free: Vec<String> = used.gaps(vpc).prefixes().map(|b| b.to_string()).collect();
/// assert_eq!(free, ["10.0.1.0/24", "10.0.2.128/25", "10.0.3.0/24"]);
/// # Ok::<(), CidrError>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct PrefixSet {
    spans: Vec<Span>,
}

/// The addresses from `first` to `last`, both included.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Span {
    family: Family,
    first: u128,
    last: u128,
}

impl Span {
    /// Is every address of this span before `other`, and not even next to it?
    fn is_apart_before(self, other: Span) -> bool {
        self.family < other.family
            || self.family == other.family && self.last.checked_add(1).is_some_and(|next| next < other.first)
    }

    /// Is every address of this span before `other`?
    fn is_before(self, other: Span) -> bool {
        self.family < other.family || self.family == other.family && self.last < other.first
    }
}

impl From<CidrBlock> for Span {
    fn from(block: CidrBlock) -> Span {
        Span { family: block.family(), first: block.first_bits(), last: block.last_bits() }
    }
}

impl PrefixSet {
    /// The set without an address.
    pub const fn new() -> PrefixSet {
        PrefixSet { spans: Vec::new() }
    }

    /// The addresses from `first` to `last`, both included. Empty when `last` comes before `first` or the families
    /// differ.
    pub fn between(first: IpAddr, last: IpAddr) -> PrefixSet {
        let family = Family::of(first);
        let span = Span { family, first: address_bits(first), last: address_bits(last) };
        let valid = Family::of(last) == family && span.first <= span.last;
        PrefixSet { spans: if valid { vec![span] } else { Vec::new() } }
    }

    /// Has the set no address?
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// How many addresses the set has. Saturates at `u128::MAX`.
    pub fn addresses(&self) -> u128 {
        let size = |s: &Span| (s.last - s.first).saturating_add(1);
        self.spans.iter().map(size).fold(0, u128::saturating_add)
    }

    /// Is the address in the set?
    pub fn contains(&self, address: IpAddr) -> bool {
        let bits = address_bits(address);
        self.holds(Span { family: Family::of(address), first: bits, last: bits })
    }

    /// Is every address of the block in the set?
    pub fn covers(&self, block: CidrBlock) -> bool {
        self.holds(block.into())
    }

    /// Is an address of the block in the set?
    pub fn overlaps(&self, block: CidrBlock) -> bool {
        let span = Span::from(block);
        self.spans.get(self.first_not_before(span)).is_some_and(|s| !span.is_before(*s))
    }

    /// Is every address of `other` in this set?
    pub fn is_superset(&self, other: &PrefixSet) -> bool {
        other.spans.iter().all(|span| self.holds(*span))
    }

    /// Do the sets share no address?
    pub fn is_disjoint(&self, other: &PrefixSet) -> bool {
        self.intersect(other).is_empty()
    }

    /// The addresses in either set.
    pub fn union(&self, other: &PrefixSet) -> PrefixSet {
        let mut spans = Vec::with_capacity(self.spans.len() + other.spans.len());
        spans.extend_from_slice(&self.spans);
        spans.extend_from_slice(&other.spans);
        PrefixSet::coalesced(spans)
    }

    /// The addresses in this set that are not in `other`.
    pub fn subtract(&self, other: &PrefixSet) -> PrefixSet {
        let mut spans = Vec::new();
        let mut next = 0;
        for whole in &self.spans {
            let mut rest = Some(*whole);
            while let (Some(left), Some(taken)) = (rest, other.spans.get(next)) {
                if left.is_before(*taken) {
                    break;
                }
                if taken.first > left.first && taken.family == left.family {
                    spans.push(Span { last: taken.first - 1, ..left });
                }
                if taken.family == left.family && taken.last >= left.last {
                    // It may reach into the next span too: keep it.
                    rest = None;
                } else {
                    if !taken.is_before(left) {
                        rest = Some(Span { first: taken.last + 1, ..left });
                    }
                    next += 1;
                }
            }
            spans.extend(rest);
        }
        PrefixSet { spans }
    }

    /// The addresses in both sets.
    pub fn intersect(&self, other: &PrefixSet) -> PrefixSet {
        let (mut spans, mut i, mut j) = (Vec::new(), 0, 0);
        while let (Some(a), Some(b)) = (self.spans.get(i), other.spans.get(j)) {
            if a.is_before(*b) {
                i += 1;
            } else if b.is_before(*a) {
                j += 1;
            } else {
                spans.push(Span { family: a.family, first: a.first.max(b.first), last: a.last.min(b.last) });
                if a.last <= b.last {
                    i += 1;
                } else {
                    j += 1;
                }
            }
        }
        PrefixSet { spans }
    }

    /// The addresses of `within` that are not in the set.
    pub fn gaps(&self, within: CidrBlock) -> PrefixSet {
        PrefixSet::from(within).subtract(self)
    }

    /// The part of the set in one family.
    pub fn of_family(&self, family: Family) -> PrefixSet {
        PrefixSet { spans: self.spans.iter().filter(|s| s.family == family).copied().collect() }
    }

    /// Adds the addresses of the block.
    pub fn insert(&mut self, block: CidrBlock) {
        let mut span = Span::from(block);
        let from = self.spans.partition_point(|s| s.is_apart_before(span));
        let to = from + self.spans[from..].partition_point(|s| !span.is_apart_before(*s));
        if let (Some(lowest), Some(highest)) = (self.spans.get(from), self.spans[..to].last())
            && from < to
        {
            span.first = span.first.min(lowest.first);
            span.last = span.last.max(highest.last);
        }
        self.spans.splice(from..to, [span]);
    }

    /// Takes the addresses of the block out.
    pub fn remove(&mut self, block: CidrBlock) {
        let span = Span::from(block);
        let from = self.first_not_before(span);
        let to = from + self.spans[from..].partition_point(|s| !span.is_before(*s));
        let touched = PrefixSet { spans: self.spans[from..to].to_vec() };
        self.spans.splice(from..to, touched.subtract(&block.into()).spans);
    }

    /// The fewest prefixes that make up the set, in address order (IPv4 first).
    pub fn prefixes(&self) -> impl Iterator<Item = CidrBlock> + '_ {
        self.spans.iter().flat_map(|span| {
            let mut next = Some(span.first);
            std::iter::from_fn(move || {
                let block = widest_at(span.family, next?, span.last);
                next = block.last_bits().checked_add(1).filter(|n| *n <= span.last);
                Some(block)
            })
        })
    }

    /// The fewest ranges that make up the set, as first and last address, in address order (IPv4 first).
    pub fn ranges(&self) -> impl Iterator<Item = (IpAddr, IpAddr)> + '_ {
        self.spans.iter().map(|s| (s.family.address(s.first), s.family.address(s.last)))
    }

    /// The place of the first span that does not lie before `span`.
    fn first_not_before(&self, span: Span) -> usize {
        self.spans.partition_point(|s| s.is_before(span))
    }

    fn holds(&self, span: Span) -> bool {
        // Spans never touch, so what is covered is covered by one of them.
        self.spans
            .get(self.first_not_before(span))
            .is_some_and(|s| s.family == span.family && s.first <= span.first && span.last <= s.last)
    }

    /// Sorts the spans and joins those that overlap or touch.
    fn coalesced(mut spans: Vec<Span>) -> PrefixSet {
        spans.sort_unstable();
        spans.dedup_by(|later, kept| {
            let joins = !kept.is_apart_before(*later);
            if joins {
                kept.last = kept.last.max(later.last);
            }
            joins
        });
        PrefixSet { spans }
    }
}

/// The widest block that starts at `first` and does not reach past `last`.
fn widest_at(family: Family, first: u128, last: u128) -> CidrBlock {
    let alignment = first.trailing_zeros().min(family.bits().into());
    // `last - first + 1` addresses hold a block of 2^n when n is at most their binary logarithm, rounded down.
    let room = (last - first).checked_add(1).map_or(128, u128::ilog2);
    CidrBlock::from_bits(family, first, family.bits() - alignment.min(room) as u8)
}

impl From<CidrBlock> for PrefixSet {
    fn from(block: CidrBlock) -> PrefixSet {
        PrefixSet { spans: vec![block.into()] }
    }
}

impl FromIterator<CidrBlock> for PrefixSet {
    fn from_iter<I: IntoIterator<Item = CidrBlock>>(blocks: I) -> PrefixSet {
        PrefixSet::coalesced(blocks.into_iter().map(Span::from).collect())
    }
}

impl Extend<CidrBlock> for PrefixSet {
    fn extend<I: IntoIterator<Item = CidrBlock>>(&mut self, blocks: I) {
        *self = self.union(&blocks.into_iter().collect());
    }
}

impl fmt::Debug for PrefixSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.prefixes()).finish()
    }
}

/// The fewest prefixes that hold exactly the addresses of `blocks`, in address order.
///
/// Law: `summarise(b).collect::<PrefixSet>() == b.collect::<PrefixSet>()`, and no shorter list has that.
///
/// ```
/// use cidraw::addressing::{CidrBlock, CidrError, summarise};
///
/// let zones: Vec<CidrBlock> = ["10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/24"].iter().flat_map(|b| b.parse()).collect();
/// assert_eq!(summarise(zones), ["10.0.0.0/23".parse()?, "10.0.2.0/24".parse()?]);
/// # Ok::<(), CidrError>(())
/// ```
pub fn summarise(blocks: impl IntoIterator<Item = CidrBlock>) -> Vec<CidrBlock> {
    blocks.into_iter().collect::<PrefixSet>().prefixes().collect()
}

/// The longest prefix that covers all of `blocks`: one route for them all, which may also cover addresses of none.
/// `None` for no blocks at all, and for blocks of both families.
///
/// Law: `c` covers every block, and neither half of `c` does (unless `c` is one of the blocks).
pub fn smallest_cover(blocks: impl IntoIterator<Item = CidrBlock>) -> Option<CidrBlock> {
    blocks.into_iter().map(Some).reduce(|cover, block| cover?.shared_prefix(block?)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(blocks: &[&str]) -> PrefixSet {
        blocks.iter().map(|b| b.parse::<CidrBlock>().expect(b)).collect()
    }

    #[test]
    fn blocks_that_touch_become_one_range() {
        assert_eq!(set(&["10.0.1.0/24", "10.0.0.0/24", "10.0.0.0/25"]), set(&["10.0.0.0/23"]));
        assert_eq!(set(&["10.0.1.0/24", "10.0.2.0/24"]).ranges().count(), 1);
    }

    #[test]
    fn the_families_do_not_touch() {
        let all = set(&["0.0.0.0/0", "::/0"]);
        assert_eq!(all.ranges().count(), 2);
        assert_eq!(all.prefixes().collect::<Vec<_>>(), [CidrBlock::any_v4(), CidrBlock::any_v6()]);
        assert_eq!(all.addresses(), u128::MAX);
        assert_eq!(all.subtract(&set(&["0.0.0.0/0"])), set(&["::/0"]));
        assert_eq!(all.subtract(&set(&["::/0"])), set(&["0.0.0.0/0"]));
        assert_eq!(smallest_cover(all.prefixes()), None);
    }

    #[test]
    fn a_hole_at_either_end_of_the_address_space_leaves_the_rest() {
        let rest = set(&["::/0"]).subtract(&set(&["::/128", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128"]));
        assert_eq!(rest.addresses(), u128::MAX - 1);
        assert_eq!(rest.prefixes().count(), 2 * 127);
    }

    #[test]
    fn a_range_that_runs_backwards_is_empty() {
        let address = |text: &str| text.parse::<IpAddr>().expect(text);
        assert!(PrefixSet::between(address("10.0.0.2"), address("10.0.0.1")).is_empty());
        assert!(PrefixSet::between(address("10.0.0.2"), address("::1")).is_empty());
        let three = PrefixSet::between(address("10.0.0.1"), address("10.0.0.3"));
        assert_eq!(three, set(&["10.0.0.1/32", "10.0.0.2/31"]));
    }
}
