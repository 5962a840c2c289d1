use super::{LANE, Piece, Route};
use crate::ordering::Ordered;

/// How far apart lines meet a border.
const PORTS: f64 = 14.0;
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
struct Entry {
    strand: usize,
    at: usize,
    piece: Piece,
    bounds: Bounds,
    /// Does it end at a border?
    ends: bool,
    order: (i8, f64),
}

/// The routes of the strands, with pieces that would run over each other, or closer than a lane, in lanes beside each
/// other.
///
/// The result depends only on the strands, in their order: each group of such pieces is spread by itself.
pub(in crate::scene) fn spread(strands: &[&Strand]) -> Vec<Route> {
    let mut routes: Vec<Route> = strands.iter().map(|strand| strand.route.clone()).collect();
    for level in [true, false] {
        let mut entries = collect(strands, level);
        entries.order_by(|a, b| a.piece.lane.total_cmp(&b.piece.lane).then((a.strand, a.at).cmp(&(b.strand, b.at))));
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
    let mut chain = 0;
    while chain < entries.len() {
        // Lanes that follow each other closely; then the pieces in them from one end to the other.
        let close = |i: usize| entries[i + 1].piece.lane - entries[i].piece.lane < NEAR;
        let end = (chain..entries.len() - 1).find(|i| !close(*i)).map_or(entries.len(), |i| i + 1);
        let mut by_low: Vec<usize> = (chain..end).collect();
        by_low.order_by(|a, b| entries[*a].piece.low().total_cmp(&entries[*b].piece.low()).then(a.cmp(b)));
        let mut open: Vec<usize> = Vec::new();
        for i in by_low {
            let a = &entries[i];
            open.retain(|j| entries[*j].piece.high() + LANE > a.piece.low());
            for j in &open {
                if (entries[*j].piece.lane - a.piece.lane).abs() < NEAR && meet(a, &entries[*j]) {
                    join(&mut leader, i, *j);
                }
            }
            open.push(i);
        }
        chain = end;
    }
    let mut members: Vec<(usize, usize)> = (0..entries.len()).map(|i| (find(&mut leader, i), i)).collect();
    members.order();
    let groups = members.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1);
    groups.map(|group| group.iter().map(|(_, i)| *i).collect()).collect()
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

/// Do two pieces run beside each other somewhere?
fn meet(a: &Entry, b: &Entry) -> bool {
    a.strand != b.strand && a.piece.low() < b.piece.high() + LANE && b.piece.low() < a.piece.high() + LANE
}

/// A lane for each piece of a group: side by side around where they were, within their bounds.
fn lanes(mut group: Vec<Entry>) -> Vec<(Entry, f64)> {
    group.order_by(|a, b| {
        a.order.0.cmp(&b.order.0).then(a.order.1.total_cmp(&b.order.1)).then((a.strand, a.at).cmp(&(b.strand, b.at)))
    });
    // Pieces that do not run beside each other may share a lane.
    let mut numbers: Vec<usize> = Vec::with_capacity(group.len());
    for (i, entry) in group.iter().enumerate() {
        let beside = group[..i].iter().zip(&numbers).filter(|(other, _)| meet(entry, other));
        numbers.push(beside.map(|(_, n)| n + 1).max().unwrap_or(0));
    }
    let last = numbers.iter().copied().max().unwrap_or(0) as f64;
    let low = group.iter().map(|e| e.bounds.low).fold(f64::NEG_INFINITY, f64::max);
    let high = group.iter().map(|e| e.bounds.high).fold(f64::INFINITY, f64::min);
    let middle = group.iter().map(|e| e.piece.lane).sum::<f64>() / group.len() as f64;
    // Ports need more room than lanes; too many for the room stand closer.
    let wish = if group.iter().any(|e| e.ends) { PORTS } else { LANE };
    let step = if low < high { wish.min((high - low) / last.max(1.0)) } else { wish };
    let half = last * step / 2.0;
    let middle =
        if low < high { middle.clamp((low + half).min(high - half), (high - half).max(low + half)) } else { middle };
    let place = |(entry, n): (Entry, usize)| {
        let lane = middle - half + n as f64 * step;
        let bounds = entry.bounds;
        (entry, if bounds.low <= bounds.high { lane.clamp(bounds.low, bounds.high) } else { entry.piece.lane })
    };
    group.into_iter().zip(numbers).map(place).collect()
}

#[cfg(test)]
mod tests {
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

    #[test]
    fn pieces_far_apart_stay() {
        let wide = (-1e3, 1e3);
        let strands =
            [strand(0.0, &[10.0], 100.0, wide), strand(0.0, &[27.0], 100.0, wide), strand(200.0, &[10.0], 300.0, wide)];
        let routes = spread(&strands.each_ref());
        assert!(strands.iter().zip(routes).all(|(strand, route)| strand.route == route));
    }
}
