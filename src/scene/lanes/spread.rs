use super::{LANE, Piece, Route};

/// How far apart lines meet a border.
const PORTS: f64 = 14.0;

/// A route with what its pieces may do.
#[derive(Clone, Debug)]
pub(in crate::scene) struct Strand {
    pub route: Route,
    /// Between which lanes the first and the last piece may run: the sides they end at.
    pub first: Bounds,
    pub last: Bounds,
}

/// The lanes that a piece may run in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::scene) struct Bounds {
    pub low: f64,
    pub high: f64,
}

impl Bounds {
    /// Any: as far as there is room.
    pub fn open() -> Bounds {
        Bounds { low: f64::NEG_INFINITY, high: f64::INFINITY }
    }

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

/// Moves pieces that run over each other, or closer than a lane, into lanes beside each other. `room` says between
/// which lanes a piece in the open may run.
///
/// The result depends only on the strands, in their order.
pub(in crate::scene) fn spread(strands: &mut [Strand], room: impl Fn(Piece) -> Bounds) {
    // Pieces that made room may have come close to others: looked at again, a few times at most.
    for level in [true, false, true, false, true, false] {
        let mut entries = collect(strands, level);
        entries.sort_by(|a, b| a.piece.lane.total_cmp(&b.piece.lane).then((a.strand, a.at).cmp(&(b.strand, b.at))));
        for group in groups(&entries) {
            let mut group: Vec<Entry> = group.into_iter().map(|i| entries[i]).collect();
            for entry in &mut group {
                if entry.bounds.low == f64::NEG_INFINITY {
                    entry.bounds = room(entry.piece);
                }
            }
            for (entry, lane) in lanes(group) {
                strands[entry.strand].route.lanes[entry.at] = lane;
            }
        }
    }
}

fn collect(strands: &[Strand], level: bool) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (i, strand) in strands.iter().enumerate() {
        let last = strand.route.lanes.len() - 1;
        for at in (0..=last).filter(|at| strand.route.is_level(*at) == level) {
            let within = |b: Bounds, c: Bounds| Bounds { low: b.low.max(c.low), high: b.high.min(c.high) };
            let mut bounds = Bounds::open();
            if at == 0 {
                bounds = within(bounds, strand.first);
            }
            if at == last {
                bounds = within(bounds, strand.last);
            }
            entries.push(Entry {
                strand: i,
                at,
                piece: strand.route.piece(at),
                bounds,
                ends: at == 0 || at == last,
                order: order(&strand.route, at),
            });
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
    fn find(leader: &mut [usize], mut i: usize) -> usize {
        while leader[i] != i {
            leader[i] = leader[leader[i]];
            i = leader[i];
        }
        i
    }
    for (i, a) in entries.iter().enumerate() {
        for (j, b) in entries.iter().enumerate().skip(i + 1) {
            if b.piece.lane - a.piece.lane >= LANE - 0.5 {
                break;
            }
            if meet(a, b) {
                let (x, y) = (find(&mut leader, i), find(&mut leader, j));
                leader[x.max(y)] = x.min(y);
            }
        }
    }
    let mut members: std::collections::BTreeMap<usize, Vec<usize>> = std::collections::BTreeMap::new();
    for i in 0..entries.len() {
        members.entry(find(&mut leader, i)).or_default().push(i);
    }
    members.into_values().filter(|group| group.len() > 1).collect()
}

/// Do two pieces run beside each other somewhere?
fn meet(a: &Entry, b: &Entry) -> bool {
    a.strand != b.strand && a.piece.low() < b.piece.high() + LANE && b.piece.low() < a.piece.high() + LANE
}

/// A lane for each piece of a group: side by side around where they were, within their bounds.
fn lanes(mut group: Vec<Entry>) -> Vec<(Entry, f64)> {
    group.sort_by(|a, b| {
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

    fn strand(start: f64, lanes: &[f64], end: f64) -> Strand {
        let open = Bounds { low: -1e3, high: 1e3 };
        Strand { route: Route { level_first: true, start, lanes: lanes.to_vec(), end }, first: open, last: open }
    }

    #[test]
    fn pieces_on_one_lane_move_apart_and_do_not_cross() {
        // Two ways down from left to right share the gap at x = 50.
        let mut strands = [strand(0.0, &[10.0, 50.0, 110.0], 100.0), strand(0.0, &[30.0, 50.0, 130.0], 100.0)];
        spread(&mut strands, |_| Bounds { low: 20.0, high: 80.0 });
        let xs: Vec<f64> = strands.iter().map(|s| s.route.lanes[1]).collect();
        assert_eq!(xs, [54.0, 46.0], "the way that starts higher is further right");
    }

    #[test]
    fn pieces_keep_to_their_bounds() {
        let mut strands: Vec<Strand> = (0..9).map(|_| strand(0.0, &[10.0], 100.0)).collect();
        for s in &mut strands {
            (s.first, s.last) = (Bounds { low: 0.0, high: 40.0 }, Bounds { low: 0.0, high: 40.0 });
        }
        spread(&mut strands, |_| Bounds { low: 0.0, high: 0.0 });
        let mut ys: Vec<f64> = strands.iter().map(|s| s.route.lanes[0]).collect();
        ys.sort_by(f64::total_cmp);
        assert!(ys.windows(2).all(|w| (w[1] - w[0] - 5.0).abs() < 1e-9), "{ys:?}");
    }

    #[test]
    fn pieces_far_apart_stay() {
        let mut strands = [strand(0.0, &[10.0], 100.0), strand(0.0, &[19.0], 100.0), strand(200.0, &[10.0], 300.0)];
        let before: Vec<_> = strands.iter().map(|s| s.route.clone()).collect();
        spread(&mut strands, |_| Bounds { low: 0.0, high: 0.0 });
        assert!(strands.iter().zip(before).all(|(s, b)| s.route == b));
    }
}
