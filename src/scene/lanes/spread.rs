use std::ops::Range;

use super::sharing::lanes;
use super::{LANE, Piece, Route};
use crate::ordering::Ordered;

/// Lanes nearer than this are spread together, so that one that makes room does not run into the next.
const NEAR: f64 = 2.0 * LANE;

/// A route with the lanes that each of its pieces may take.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::scene) struct Strand {
    pub route: Route,
    /// One for each piece: at the ends the sides of the boxes, between them the gaps.
    pub bounds: Vec<Bounds>,
}

/// The lanes that a piece may take.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::scene) struct Bounds {
    pub low: f64,
    pub high: f64,
}

impl Bounds {
    /// Only this one.
    pub fn fixed(at: f64) -> Bounds {
        Bounds { low: at, high: at }
    }
}

/// A piece of a strand on its way into a lane.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    pub strand: usize,
    pub at: usize,
    pub piece: Piece,
    pub bounds: Bounds,
    /// Does it end at a border?
    pub ends: bool,
    pub order: (i8, f64),
}

/// The routes of the strands, with pieces that would run over each other, or closer than a lane, in lanes beside each
/// other.
///
/// The result depends only on the strands, in their order: each group of such pieces is spread by itself.
pub(in crate::scene) fn spread(strands: &[&Strand]) -> Vec<Route> {
    let mut routes: Vec<Route> = strands.iter().map(|strand| strand.route.clone()).collect();
    for level in [true, false] {
        let mut entries = collect(strands, level);
        // There may be very many.
        entries.sort_by(|a, b| a.piece.lane.total_cmp(&b.piece.lane));
        for group in groups(&entries) {
            for (entry, lane) in lanes(group.into_iter().map(|i| entries[i]).collect()) {
                routes[entry.strand].lanes[entry.at] = lane;
            }
        }
    }
    routes
}

fn collect(strands: &[&Strand], level: bool) -> Vec<Entry> {
    let mut entries = Vec::with_capacity(strands.len() * 2);
    for (i, strand) in strands.iter().enumerate() {
        let route = &strand.route;
        let last = route.lanes.len() - 1;
        for at in (0..=last).filter(|at| route.is_level(*at) == level) {
            let (piece, bounds) = (route.piece(at), strand.bounds[at]);
            entries.push(Entry { strand: i, at, piece, bounds, ends: at == 0 || at == last, order: order(route, at) });
        }
    }
    entries
}

/// Where a piece wants to be among its neighbours, so that lines cross as little as can be: those that turn low on both
/// ends low, those that turn high high, those that come from one side and leave to the other in between.
fn order(route: &Route, at: usize) -> (i8, f64) {
    let piece = route.piece(at);
    let before = at.checked_sub(1).map(|i| route.piece(i)).map_or(0.0, |p| p.from - p.to);
    let after = (at + 1 < route.lanes.len()).then(|| route.piece(at + 1)).map_or(0.0, |p| p.to - p.from);
    let side = |d: f64| if d == 0.0 { 0 } else { d.signum() as i8 };
    let (before, after) = (side(before), side(after));
    let rank = match (before, after) {
        // Both ends turn to one side: the longer piece encloses the shorter.
        (-1, -1) => piece.length(),
        (1, 1) => -piece.length(),
        // From low to high, or from high to low: the order that does not cross depends on which way it goes.
        (-1, _) | (_, 1) => {
            if piece.to > piece.from {
                -piece.from
            } else {
                piece.from
            }
        }
        (1, _) | (_, -1) => {
            if piece.to > piece.from {
                piece.from
            } else {
                -piece.from
            }
        }
        _ => piece.low(),
    };
    (before + after, rank)
}

/// The pieces that touch each other, directly or by others, as lists of indices. `entries` are sorted by lane.
fn groups(entries: &[Entry]) -> Vec<Vec<usize>> {
    let mut leader: Vec<usize> = (0..entries.len()).collect();
    // Most pieces run in the middle of a gap, so many share a lane: those that touch there are one run.
    let mut by_lane: Vec<(f64, Vec<Run>)> = Vec::new();
    let mut start = 0;
    for lane in entries.chunk_by(|a, b| a.piece.lane == b.piece.lane) {
        let here = runs(entries, start..start + lane.len(), &mut leader);
        start += lane.len();
        let near = by_lane.iter().rev().take_while(|(other, _)| lane[0].piece.lane - other < NEAR);
        near.for_each(|(_, other)| join_runs(&here, other, &mut leader));
        by_lane.push((lane[0].piece.lane, here));
    }
    let mut members: Vec<(usize, usize)> = (0..entries.len()).map(|i| (find(&mut leader, i), i)).collect();
    members.order();
    let groups = members.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1);
    groups.map(|group| group.iter().map(|(_, i)| *i).collect()).collect()
}

/// Pieces of one lane that touch each other: from where to where, and one of them.
struct Run {
    low: f64,
    high: f64,
    one: usize,
}

/// The runs of `lane`, from low to high.
fn runs(entries: &[Entry], lane: Range<usize>, leader: &mut [usize]) -> Vec<Run> {
    let mut by_low: Vec<usize> = lane.collect();
    by_low.order_by(|a, b| entries[*a].piece.low().total_cmp(&entries[*b].piece.low()));
    let mut runs: Vec<Run> = Vec::new();
    for one in by_low {
        let (low, high) = (entries[one].piece.low(), entries[one].piece.high());
        match runs.last_mut().filter(|run| low < run.high + LANE) {
            Some(run) => {
                join(leader, run.one, one);
                run.high = run.high.max(high);
            }
            None => runs.push(Run { low, high, one }),
        }
    }
    runs
}

fn join_runs(a: &[Run], b: &[Run], leader: &mut [usize]) {
    let mut rest = b;
    for run in a {
        // What ends before this run does so before the later ones too.
        rest = &rest[rest.partition_point(|other| other.high + LANE <= run.low)..];
        let beside = rest.iter().take_while(|other| other.low < run.high + LANE);
        beside.for_each(|other| join(leader, run.one, other.one));
    }
}

fn find(leader: &mut [usize], mut i: usize) -> usize {
    while leader[i] != i {
        leader[i] = leader[leader[i]];
        i = leader[i];
    }
    i
}

fn join(leader: &mut [usize], i: usize, j: usize) {
    let (i, j) = (find(leader, i), find(leader, j));
    leader[i.max(j)] = i.min(j);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn strand(start: f64, lanes: &[f64], end: f64, bounds: (f64, f64)) -> Strand {
        let bounds = vec![Bounds { low: bounds.0, high: bounds.1 }; lanes.len()];
        Strand { route: Route { level_first: true, start, lanes: lanes.to_vec(), end }, bounds }
    }

    #[test]
    fn pieces_on_one_lane_move_apart_and_do_not_cross() {
        // Two ways down from left to right share the gap at x = 50.
        let strands = [
            strand(0.0, &[10.0, 50.0, 110.0], 100.0, (0.0, 200.0)),
            strand(0.0, &[30.0, 50.0, 130.0], 100.0, (0.0, 200.0)),
        ];
        let xs: Vec<f64> = spread(&strands.each_ref()).iter().map(|route| route.lanes[1]).collect();
        assert_eq!(xs, [54.0, 46.0], "the way that starts higher is further right");
    }

    #[test]
    fn pieces_keep_to_their_bounds() {
        let strands: Vec<Strand> = (0..9).map(|_| strand(0.0, &[10.0], 100.0, (0.0, 40.0))).collect();
        let mut ys: Vec<f64> = spread(&strands.iter().collect::<Vec<_>>()).iter().map(|route| route.lanes[0]).collect();
        ys.sort_by(f64::total_cmp);
        assert!(ys.windows(2).all(|w| (w[1] - w[0] - 5.0).abs() < 1e-9), "{ys:?}");
        assert_eq!((ys[0], ys[8]), (0.0, 40.0));
    }

    fn lanes_of(strands: &[Strand]) -> Vec<f64> {
        spread(&strands.iter().collect::<Vec<_>>()).iter().map(|route| route.lanes[0]).collect()
    }

    #[test]
    fn a_piece_that_comes_moves_only_those_beside_it() {
        // Each runs beside the next, all in one group.
        let one = |i: usize| strand(i as f64 * 100.0, &[10.0], i as f64 * 100.0 + 150.0, (0.0, 60.0));
        let mut strands: Vec<Strand> = (0..40).map(one).collect();
        let before = lanes_of(&strands);
        strands.push(one(40));
        assert_eq!(before, lanes_of(&strands)[..40]);
    }

    #[test]
    fn a_long_chain_goes_up_and_down() {
        let one = |i: usize| strand(i as f64 * 100.0, &[10.0], i as f64 * 100.0 + 150.0, (0.0, 60.0));
        let strands: Vec<Strand> = (0..40).map(one).collect();
        let mut lanes = lanes_of(&strands);
        lanes.sort_by(f64::total_cmp);
        lanes.dedup();
        assert_eq!(lanes, [3.0, 17.0]);
    }

    #[test]
    fn in_a_crowd_a_piece_that_comes_moves_no_other_and_order_is_kept() {
        // Each turns from the left to one lane further up than the one before.
        let one = |i: usize| strand(0.0, &[10.0 * i as f64, 500.0, 5_000.0], 900.0, (0.0, 5_000.0));
        let narrow = |mut strand: Strand| {
            strand.bounds[1] = Bounds { low: 480.0, high: 520.0 };
            strand
        };
        let mut strands: Vec<Strand> = (0..99).map(one).map(narrow).collect();
        let lanes = |strands: &[Strand]| {
            spread(&strands.iter().collect::<Vec<_>>()).iter().map(|route| route.lanes[1]).collect::<Vec<_>>()
        };
        let before = lanes(&strands);
        assert!(before.windows(2).all(|pair| pair[0] > pair[1]), "{before:?}");
        assert!(before.iter().all(|lane| (480.0..=520.0).contains(lane)), "{before:?}");
        strands.push(narrow(one(99)));
        assert_eq!(before, lanes(&strands)[..99]);
    }

    #[test]
    fn pieces_far_apart_stay() {
        let wide = (-1e3, 1e3);
        let strands =
            [strand(0.0, &[10.0], 100.0, wide), strand(0.0, &[27.0], 100.0, wide), strand(200.0, &[10.0], 300.0, wide)];
        let routes = spread(&strands.each_ref());
        assert!(strands.iter().zip(routes).all(|(strand, route)| strand.route == route));
    }

    /// Do two pieces run beside each other somewhere?
    fn meet(a: &Entry, b: &Entry) -> bool {
        a.strand != b.strand && a.piece.low() < b.piece.high() + LANE && b.piece.low() < a.piece.high() + LANE
    }

    proptest! {
        #[test]
        fn groups_are_what_touches_directly_or_by_others(
            pieces in prop::collection::vec((0u8..12, 0u8..60, 0u8..20), 1..40),
        ) {
            let mut entries: Vec<Entry> = pieces.iter().enumerate().map(|(strand, (lane, from, length))| {
                let (lane, from) = (f64::from(*lane) * 5.0, f64::from(*from) * 4.0);
                let piece = Piece { level: true, lane, from, to: from + f64::from(*length) };
                Entry { strand, at: 0, piece, bounds: Bounds::fixed(lane), ends: false, order: (0, 0.0) }
            }).collect();
            entries.sort_by(|a, b| a.piece.lane.total_cmp(&b.piece.lane));
            // Each with each, until nothing joins any more.
            let mut of: Vec<usize> = (0..entries.len()).collect();
            let touch = |a: &Entry, b: &Entry| (a.piece.lane - b.piece.lane).abs() < NEAR && meet(a, b);
            for _ in 0..entries.len() {
                for (i, a) in entries.iter().enumerate() {
                    for (j, _) in entries.iter().enumerate().filter(|(_, b)| touch(a, b)) {
                        let least = of[i].min(of[j]);
                        (of[i], of[j]) = (least, least);
                    }
                }
            }
            let group = |first: usize| (0..of.len()).filter(|i| of[*i] == first).collect::<Vec<_>>();
            let naive: Vec<Vec<usize>> = (0..of.len()).map(group).filter(|group| group.len() > 1).collect();
            prop_assert_eq!(groups(&entries), naive);
        }
    }
}
