use std::collections::BTreeMap;
use std::hash::Hash;

use super::geometry::{Point, Rect};
use super::hash::FastMap;
use crate::ordering::Ordered;

/// Finds things by where they are: a grid of squares that hold what touches them, coarser grids for larger things.
///
/// A thing touches at most 25 squares of its grid however large it is, so a change costs the same in a design of ten
/// boxes and of fifty thousand.
#[derive(Clone, Debug)]
pub struct SpatialIndex<K> {
    cells: FastMap<Square, Vec<(K, Rect)>>,
    /// How many things each grid holds.
    grids: Vec<usize>,
}

impl<K> Default for SpatialIndex<K> {
    fn default() -> SpatialIndex<K> {
        SpatialIndex { cells: FastMap::default(), grids: Vec::new() }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Square {
    grid: usize,
    x: i32,
    y: i32,
}

/// The side of a square of the finest grid: about one VPC.
const SIDE: f64 = 512.0;
/// How many squares of its grid a thing may span at most in one direction, less one.
const SPAN: f64 = 4.0;

fn side(grid: usize) -> f64 {
    SIDE * 4f64.powi(grid as i32)
}

/// The grid for a thing of that size.
fn grid_of(rect: Rect) -> usize {
    (0..).find(|grid| rect.w.max(rect.h) <= SPAN * side(*grid) || *grid >= 24).unwrap_or(0)
}

/// The squares of `grid` that `rect` touches, as inclusive ranges.
fn squares(rect: Rect, grid: usize) -> (Square, Square) {
    let at = |x: f64, y: f64| Square { grid, x: (x / side(grid)).floor() as i32, y: (y / side(grid)).floor() as i32 };
    (at(rect.x, rect.y), at(rect.right(), rect.bottom()))
}

impl<K: Copy + PartialEq> SpatialIndex<K> {
    /// Adds a thing.
    pub fn insert(&mut self, key: K, rect: Rect) {
        let grid = grid_of(rect);
        if self.grids.len() <= grid {
            self.grids.resize(grid + 1, 0);
        }
        self.grids[grid] += 1;
        let (first, last) = squares(rect, grid);
        for x in first.x..=last.x {
            for y in first.y..=last.y {
                self.cells.entry(Square { grid, x, y }).or_default().push((key, rect));
            }
        }
    }

    /// Takes a thing out that was added with exactly this rectangle.
    pub fn remove(&mut self, key: K, rect: Rect) {
        let grid = grid_of(rect);
        let (first, last) = squares(rect, grid);
        let mut found = false;
        for x in first.x..=last.x {
            for y in first.y..=last.y {
                let square = Square { grid, x, y };
                let Some(cell) = self.cells.get_mut(&square) else { continue };
                if let Some(i) = cell.iter().rposition(|(other, at)| *at == rect && *other == key) {
                    cell.swap_remove(i);
                    found = true;
                }
                if cell.is_empty() {
                    self.cells.remove(&square);
                }
            }
        }
        if found {
            self.grids[grid] -= 1;
        }
    }

    /// Takes many things out at once, each with all the rectangles that it was added with. A square that many share is
    /// gone through once.
    pub fn remove_all(&mut self, things: impl Iterator<Item = (K, Rect)>)
    where
        K: Eq + Hash,
    {
        let (mut gone, mut touched) = (FastMap::default(), FastMap::default());
        for (key, rect) in things {
            gone.insert(key, ());
            let grid = grid_of(rect);
            self.grids[grid] -= 1;
            let (first, last) = squares(rect, grid);
            for x in first.x..=last.x {
                touched.extend((first.y..=last.y).map(|y| (Square { grid, x, y }, ())));
            }
        }
        for square in touched.into_keys() {
            let Some(cell) = self.cells.get_mut(&square) else { continue };
            cell.retain(|(key, _)| !gone.contains_key(key));
            if cell.is_empty() {
                self.cells.remove(&square);
            }
        }
    }

    /// Calls `visit` once for each thing whose rectangle meets `area` (sharing an edge is enough), in no order.
    pub fn query(&self, area: Rect, mut visit: impl FnMut(K, Rect)) {
        self.any(area, |key, rect| {
            visit(key, rect);
            false
        });
    }

    /// Is there a thing that meets `area` and for which `is` holds? Asks each once, and stops at the first.
    pub fn any(&self, area: Rect, mut is: impl FnMut(K, Rect) -> bool) -> bool {
        let meets =
            |r: Rect| r.x <= area.right() && area.x <= r.right() && r.y <= area.bottom() && area.y <= r.bottom();
        for grid in (0..self.grids.len()).filter(|grid| self.grids[*grid] > 0) {
            // A thing is reported by the one square that holds the first corner of what it shares with the area.
            let reports = |square: Square, r: Rect| {
                let corner = Point::new(r.x.max(area.x), r.y.max(area.y));
                squares(Rect::new(corner.x, corner.y, 0.0, 0.0), grid).0 == square
            };
            let mut in_cell = |square: Square, cell: &[(K, Rect)]| {
                cell.iter().any(|(k, r)| meets(*r) && reports(square, *r) && is(*k, *r))
            };
            let (first, last) = squares(area, grid);
            let count = (f64::from(last.x) - f64::from(first.x) + 1.0) * (f64::from(last.y) - f64::from(first.y) + 1.0);
            if count > self.cells.len() as f64 {
                let mut cells = self.cells.iter().filter(|(square, _)| square.grid == grid);
                if cells.any(|(square, cell)| in_cell(*square, cell)) {
                    return true;
                }
                continue;
            }
            for x in first.x..=last.x {
                for y in first.y..=last.y {
                    let square = Square { grid, x, y };
                    if self.cells.get(&square).is_some_and(|cell| in_cell(square, cell)) {
                        return true;
                    }
                }
            }
        }
        false
    }

    /// Everything that meets `area`, in no order; once for each rectangle that it was added with.
    pub fn within(&self, area: Rect) -> Vec<K> {
        let mut found = Vec::new();
        self.query(area, |key, _| found.push(key));
        found
    }

    /// Those of `all` that meet `area`, in their order, each once. `all` holds everything that was added, and is gone
    /// through where that is quicker than to sort what is found.
    pub fn in_order<V>(&self, area: Rect, all: &BTreeMap<K, V>) -> Vec<K>
    where
        K: Ord + Hash,
    {
        let mut found = self.within(area);
        if found.len() < all.len() / 8 {
            found.order();
            found.dedup();
            return found;
        }
        let found: FastMap<K, ()> = found.into_iter().map(|key| (key, ())).collect();
        all.keys().copied().filter(|key| found.contains_key(key)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rects() -> Vec<Rect> {
        // A fixed scatter of small, long and huge things.
        (0..400u32)
            .map(|i| {
                let r = |k: u32, m: u32| {
                    f64::from(i.wrapping_mul(2_654_435_761).wrapping_add(k * 40_503) >> 7 & 0xffff) % f64::from(m)
                };
                let (w, h) = match i % 7 {
                    0 => (r(1, 30_000), 2.0),
                    1 => (r(2, 9_000), r(3, 9_000)),
                    2 => (0.0, 0.0),
                    _ => (r(4, 400), r(5, 300)),
                };
                Rect::new(r(6, 20_000) - 10_000.0, r(7, 20_000) - 10_000.0, w, h)
            })
            .collect()
    }

    #[test]
    fn a_query_finds_what_a_scan_finds_and_each_thing_once() {
        let mut index = SpatialIndex::default();
        let rects = rects();
        rects.iter().enumerate().for_each(|(i, r)| index.insert(i, *r));
        rects.iter().enumerate().filter(|(i, _)| i % 3 == 0).for_each(|(i, r)| index.remove(i, *r));
        // One that was added twice is there once.
        index.insert(1, rects[1]);
        let all: BTreeMap<usize, ()> = (0..rects.len()).filter(|i| i % 3 != 0).map(|i| (i, ())).collect();
        for area in rects.iter().map(|r| r.inflate(150.0)).chain([Rect::new(-1e6, -1e6, 2e6, 2e6)]) {
            let mut found = index.within(area);
            found.sort_unstable();
            found.dedup();
            let meets = |r: Rect| r.intersection(area).is_some();
            let scan: Vec<usize> = (0..rects.len()).filter(|i| i % 3 != 0 && meets(rects[*i])).collect();
            assert_eq!(found, scan, "{area:?}");
            assert_eq!(index.in_order(area, &all), scan, "{area:?}");
        }
    }

    #[test]
    fn many_taken_out_at_once_are_gone_as_those_taken_out_singly() {
        let rects = rects();
        let of = |i: usize| rects.iter().copied().skip(i * 4).take(4).map(move |r| (i, r));
        let mut index = SpatialIndex::default();
        (0..100).flat_map(of).for_each(|(i, r)| index.insert(i, r));
        let mut singly = index.clone();
        (0..100).step_by(3).flat_map(of).for_each(|(i, r)| singly.remove(i, r));
        index.remove_all((0..100).step_by(3).flat_map(of));
        assert_eq!(index.grids, singly.grids);
        for area in rects.iter().map(|r| r.inflate(150.0)) {
            let [mut a, mut b] = [index.within(area), singly.within(area)];
            a.sort_unstable();
            b.sort_unstable();
            assert_eq!(a, b, "{area:?}");
        }
    }

    #[test]
    fn a_thing_that_was_taken_out_is_not_found() {
        let mut index = SpatialIndex::default();
        let huge = Rect::new(-4e9, -4e9, 8e9, 8e9);
        index.insert(1, huge);
        assert_eq!(index.within(Rect::new(0.0, 0.0, 1.0, 1.0)), [1]);
        index.remove(1, huge);
        assert_eq!(index.within(huge), [0; 0]);
        assert!(index.cells.is_empty());
    }
}
