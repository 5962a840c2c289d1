//! Values by prefix: what a route table, or an index of blocks, is looked up with.

use std::collections::BTreeMap;
use std::net::IpAddr;

use super::{CidrBlock, Family};

/// One value for each prefix, found by address, by what covers a block and by what lies inside it.
///
/// The keys are in the order of [`CidrBlock`], a block right before the blocks inside it. So what covers an address is
/// found by walking back: the nearest key before the address either contains it, or tells how short a prefix that
/// contains both must be, and the walk goes on from there. Each step is a search of log n; there are rarely more than a
/// few, and never more than the address has bits.
///
/// ```text
/// keys      10.0.0.0/16   10.0.4.0/24   10.0.9.0/24 |
/// 10.0.9.7                                        ^   contains it: the longest match
/// 10.0.12.1                                       ^   does not; they share 10.0.8.0/21: search again from there
///                                     ^               10.0.4.0/24 does not; they share 10.0.0.0/20: and again
///                       ^                             10.0.0.0/16 contains it
/// ```
///
/// Laws: `longest_match(a)` is what a scan over all keys for the longest that contains `a` finds;
/// `overlapping(b)` is `covering(b)` and `inside(b)` together.
///
/// ```
/// use cidraw::addressing::{CidrBlock, PrefixMap};
///
/// let mut routes = PrefixMap::new();
/// routes.insert(CidrBlock::any_v4(), "internet gateway");
/// routes.insert(CidrBlock::v4([10, 0, 0, 0], 16), "local");
/// routes.insert(CidrBlock::v4([10, 0, 9, 0], 24), "firewall");
///
/// let target = |address: &str| routes.longest_match(address.parse().expect(address)).map(|(_, t)| *t);
/// assert_eq!(target("10.0.9.7"), Some("firewall"));
/// assert_eq!(target("10.0.12.1"), Some("local"));
/// assert_eq!(target("8.8.8.8"), Some("internet gateway"));
/// assert_eq!(target("2001:db8::1"), None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrefixMap<T> {
    entries: BTreeMap<CidrBlock, T>,
}

impl<T> PrefixMap<T> {
    /// A map without an entry.
    pub const fn new() -> PrefixMap<T> {
        PrefixMap { entries: BTreeMap::new() }
    }

    /// How many prefixes have a value.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Has no prefix a value?
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Sets the value of exactly this prefix and gives back the one it had.
    pub fn insert(&mut self, block: CidrBlock, value: T) -> Option<T> {
        self.entries.insert(block, value)
    }

    /// Takes out the value of exactly this prefix.
    pub fn remove(&mut self, block: CidrBlock) -> Option<T> {
        self.entries.remove(&block)
    }

    /// The value of exactly this prefix.
    pub fn get(&self, block: CidrBlock) -> Option<&T> {
        self.entries.get(&block)
    }

    /// The value of exactly this prefix, to change.
    pub fn get_mut(&mut self, block: CidrBlock) -> Option<&mut T> {
        self.entries.get_mut(&block)
    }

    /// The value of exactly this prefix, made with `T::default` when there is none: for maps of lists.
    pub fn or_default(&mut self, block: CidrBlock) -> &mut T
    where
        T: Default,
    {
        self.entries.entry(block).or_default()
    }

    /// All entries, in the order of the prefixes.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (CidrBlock, &T)> {
        self.entries.iter().map(|(block, value)| (*block, value))
    }

    /// The entry of the longest prefix that contains the address: the one a router takes.
    pub fn longest_match(&self, address: IpAddr) -> Option<(CidrBlock, &T)> {
        self.covering(CidrBlock::containing(address, Family::of(address).bits())).next()
    }

    /// The entries whose prefix covers the whole block (the block itself among them), longest first.
    pub fn covering(&self, block: CidrBlock) -> impl Iterator<Item = (CidrBlock, &T)> {
        // What is still to come covers `block` and is at most `bound` in length. `bound` covers `block` too.
        let mut bound = Some(block);
        std::iter::from_fn(move || {
            loop {
                let limit = bound?;
                let (key, value) = self.entries.range(..=limit).next_back()?;
                if key.covers(block) {
                    bound = key.parent();
                    return Some((*key, value));
                }
                // A key that covers `block` and sorts before this one starts before it and ends behind it.
                bound = key.shared_prefix(block);
            }
        })
    }

    /// The entries whose prefix lies inside the block (the block itself among them), in the order of the prefixes.
    pub fn inside(&self, block: CidrBlock) -> impl Iterator<Item = (CidrBlock, &T)> {
        self.entries.range(block..).map(|(key, value)| (*key, value)).take_while(move |(key, _)| block.covers(*key))
    }

    /// The entries whose prefix shares an address with the block: those around it, longest first, then those inside it
    /// and the block itself, in order.
    pub fn overlapping(&self, block: CidrBlock) -> impl Iterator<Item = (CidrBlock, &T)> {
        self.covering(block).filter(move |(key, _)| *key != block).chain(self.inside(block))
    }
}

impl<T> Default for PrefixMap<T> {
    fn default() -> PrefixMap<T> {
        PrefixMap::new()
    }
}

impl<T> FromIterator<(CidrBlock, T)> for PrefixMap<T> {
    fn from_iter<I: IntoIterator<Item = (CidrBlock, T)>>(entries: I) -> PrefixMap<T> {
        PrefixMap { entries: entries.into_iter().collect() }
    }
}

impl<T> Extend<(CidrBlock, T)> for PrefixMap<T> {
    fn extend<I: IntoIterator<Item = (CidrBlock, T)>>(&mut self, entries: I) {
        self.entries.extend(entries);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(blocks: &[&str]) -> PrefixMap<()> {
        blocks.iter().map(|b| (b.parse().expect(b), ())).collect()
    }

    fn texts<'a>(entries: impl Iterator<Item = (CidrBlock, &'a ())>) -> Vec<String> {
        entries.map(|(b, ())| b.to_string()).collect()
    }

    #[test]
    fn what_covers_a_block_comes_longest_first() {
        let map = map(&["0.0.0.0/0", "10.0.0.0/16", "10.0.4.0/24", "10.0.9.0/24", "10.0.9.128/25", "::/0"]);
        assert_eq!(texts(map.covering("10.0.9.0/24".parse().unwrap())), ["10.0.9.0/24", "10.0.0.0/16", "0.0.0.0/0"]);
        assert_eq!(texts(map.covering("10.0.12.0/24".parse().unwrap())), ["10.0.0.0/16", "0.0.0.0/0"]);
        assert_eq!(texts(map.covering("2001:db8::/32".parse().unwrap())), ["::/0"]);
    }

    #[test]
    fn what_overlaps_a_block_is_around_it_or_inside_it() {
        let map = map(&["0.0.0.0/0", "10.0.0.0/16", "10.0.4.0/24", "10.0.9.0/24", "10.0.9.128/25", "10.0.16.0/20"]);
        let expected = ["10.0.0.0/16", "0.0.0.0/0", "10.0.9.0/24", "10.0.9.128/25"];
        assert_eq!(texts(map.overlapping("10.0.8.0/21".parse().unwrap())), expected);
        assert_eq!(texts(map.inside("10.0.8.0/21".parse().unwrap())), expected[2..]);
        assert_eq!(texts(map.overlapping("10.0.9.0/24".parse().unwrap())), expected);
    }
}
