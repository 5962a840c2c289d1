//! Sorting that is compiled once.
//!
//! The standard library's sort is compiled anew for every type and every comparison, some 5 kB each: a tenth of the
//! page that people wait for. Here the comparison is called through a pointer, which costs a little more time. Where
//! very many are sorted, sort with the standard library.

use std::cmp::Ordering;

/// Slices that can be put in order. Equal items stay as they stand to one another.
///
/// ```
/// use cidraw::ordering::Ordered;
///
/// let mut zones = ["us-west-2b", "us-west-2a"];
/// zones.order();
/// assert_eq!(zones, ["us-west-2a", "us-west-2b"]);
/// zones.order_by_key(|zone| std::cmp::Reverse(*zone));
/// assert_eq!(zones, ["us-west-2b", "us-west-2a"]);
/// ```
pub trait Ordered {
    /// What is put in order.
    type Item;

    /// The smallest first.
    fn order(&mut self)
    where
        Self::Item: Ord,
    {
        self.order_by(Ord::cmp);
    }

    /// In the order of a key, which is made at each comparison.
    fn order_by_key<K: Ord>(&mut self, mut key: impl FnMut(&Self::Item) -> K) {
        self.order_by(|a, b| key(a).cmp(&key(b)));
    }

    /// In the order of a key, which is made once for each item.
    fn order_by_cached_key<K: Ord>(&mut self, key: impl FnMut(&Self::Item) -> K);

    /// In the order that `compare` gives, which must be a total one.
    fn order_by(&mut self, compare: impl FnMut(&Self::Item, &Self::Item) -> Ordering);
}

impl<T> Ordered for [T] {
    type Item = T;

    fn order_by_cached_key<K: Ord>(&mut self, key: impl FnMut(&T) -> K) {
        let keys: Vec<K> = self.iter().map(key).collect();
        let order = order_of(keys.len(), &mut |a, b| keys[a].cmp(&keys[b]));
        arrange(self, &order);
    }

    fn order_by(&mut self, mut compare: impl FnMut(&T, &T) -> Ordering) {
        let order = order_of(self.len(), &mut |a, b| compare(&self[a], &self[b]));
        arrange(self, &order);
    }
}

/// Iterators that fill a map or a set.
///
/// `collect` sorts what it is given first, by a sort of the standard library.
///
/// ```
/// use std::collections::BTreeSet;
/// use cidraw::ordering::Gather;
///
/// let zones: BTreeSet<&str> = ["us-west-2b", "us-west-2a", "us-west-2b"].into_iter().gather();
/// assert_eq!(zones.len(), 2);
/// ```
pub trait Gather: Iterator + Sized {
    /// Puts the items in one after the other.
    fn gather<Into: Default + Extend<Self::Item>>(self) -> Into {
        let mut into = Into::default();
        into.extend(self);
        into
    }
}

impl<I: Iterator> Gather for I {}

/// Which item stands at each place once they are in order.
fn order_of(count: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|a, b| compare(*a, *b));
    order
}

/// Puts at each place the item that stood at `order[place]`.
fn arrange<T>(items: &mut [T], order: &[usize]) {
    for place in 0..items.len() {
        // What stood there was moved on when an earlier place was filled: follow it.
        let mut from = order[place];
        while from < place {
            from = order[from];
        }
        items.swap(place, from);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_order_is_that_of_the_standard_library(items: Vec<(u8, u16)>) {
            let mut ours = items.clone();
            let mut theirs = items.clone();
            ours.order_by_key(|(key, _)| *key);
            theirs.sort_by_key(|(key, _)| *key);
            prop_assert_eq!(&ours, &theirs);
            let mut cached = items.clone();
            cached.order_by_cached_key(|(key, _)| key.to_string());
            theirs.clone_from(&items);
            theirs.sort_by_cached_key(|(key, _)| key.to_string());
            prop_assert_eq!(cached, theirs);
        }
    }
}
