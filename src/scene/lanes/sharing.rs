use super::LANE;
use super::spread::{Bounds, Entry};
use crate::ordering::Ordered;

/// How far apart lines meet a border.
const PORTS: f64 = 14.0;
/// Lanes closer than this are not told apart: then order counts, and not distance.
const THIN: f64 = 3.0;
/// The room of pieces that have no room in common.
const ROOM: f64 = 120.0;

/// A lane for each piece of a group: side by side around where they were, within their bounds.
pub(super) fn lanes(mut group: Vec<Entry>) -> Vec<(Entry, f64)> {
    group.order_by(|a, b| {
        a.order.0.cmp(&b.order.0).then(a.order.1.total_cmp(&b.order.1)).then((a.strand, a.at).cmp(&(b.strand, b.at)))
    });
    let low = group.iter().map(|e| e.bounds.low).fold(f64::NEG_INFINITY, f64::max);
    let high = group.iter().map(|e| e.bounds.high).fold(f64::INFINITY, f64::min);
    let room = if low < high { high - low } else { ROOM };
    if group.len() as f64 * THIN > room && busiest(&group) as f64 * THIN > room {
        return by_rank(group);
    }
    let lowest = group.iter().map(|e| e.piece.lane).fold(f64::INFINITY, f64::min);
    let highest = group.iter().map(|e| e.piece.lane).fold(f64::NEG_INFINITY, f64::max);
    let middle = (lowest + highest) / 2.0;
    // Ports need more room than lanes; too many for the room stand closer.
    let wish = if group.iter().any(|e| e.ends) { PORTS } else { LANE };
    let spans: Vec<Span> = group.iter().map(Span::of).collect();
    let mut places = in_order(&spans);
    let deepest = |places: &[f64]| 2.0 * places.iter().copied().fold(0.0, |most: f64, place| most.max(place.abs()));
    if deepest(&places) * wish > high - low {
        places = closest(&spans);
    }
    let deepest = deepest(&places);
    let step = if low < high { wish.min((high - low) / deepest.max(1.0)) } else { wish };
    let half = deepest * step / 2.0;
    let middle =
        if low < high { middle.clamp((low + half).min(high - half), (high - half).max(low + half)) } else { middle };
    let place = |(entry, place): (Entry, f64)| {
        let lane = middle + place * step;
        let bounds = entry.bounds;
        (entry, if bounds.low <= bounds.high { lane.clamp(bounds.low, bounds.high) } else { entry.piece.lane })
    };
    group.into_iter().zip(places).map(place).collect()
}

/// How many pieces run beside each other where most do.
fn busiest(group: &[Entry]) -> usize {
    let mut ends: Vec<(f64, bool)> =
        group.iter().flat_map(|e| [(e.piece.low(), true), (e.piece.high(), false)]).collect();
    ends.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let count = |open: &mut usize, (_, begins): (f64, bool)| {
        *open = if begins { *open + 1 } else { *open - 1 };
        Some(*open)
    };
    ends.into_iter().scan(0, count).max().unwrap_or(0)
}

/// Lanes for a crowd, sorted by order: each piece within its own bounds, as far up as its rank says. Lanes are shared
/// where ranks are alike, and a piece that comes or goes moves no other, unless it is the outermost by far.
fn by_rank(group: Vec<Entry>) -> Vec<(Entry, f64)> {
    let bands: Vec<&[Entry]> = group.chunk_by(|a, b| a.order.0 == b.order.0).collect();
    let part = 1.0 / bands.len() as f64;
    let mut placed = Vec::with_capacity(group.len());
    for (i, band) in bands.into_iter().enumerate() {
        let (first, last) = (band[0].order.1, band[band.len() - 1].order.1);
        // Ends on a coarse scale: they stay when the outermost piece moves a little.
        let unit = (last - first).max(1.0).log2().ceil().exp2() / 8.0;
        let (first, last) = ((first / unit).floor() * unit, (last / unit).ceil() * unit);
        for entry in band {
            let up = (entry.order.1 - first) / (last - first).max(1.0);
            let Bounds { low, high } = entry.bounds;
            let lane = if low < high { low + (high - low) * part * (i as f64 + up) } else { entry.piece.lane };
            placed.push((*entry, lane));
        }
    }
    placed
}

/// Where a piece runs along its lane: all that must be known of it to give out places, since a gap in a large design
/// holds a thousand.
#[derive(Clone, Copy)]
struct Span {
    low: f64,
    high: f64,
    strand: usize,
}

impl Span {
    fn of(entry: &Entry) -> Span {
        Span { low: entry.piece.low(), high: entry.piece.high() + LANE, strand: entry.strand }
    }

    /// Do two pieces run beside each other somewhere?
    fn meets(&self, other: &Span) -> bool {
        (self.low < other.high) & (other.low < self.high) & (self.strand != other.strand)
    }
}

/// Places of pieces as steps from the middle, each above all that are earlier and run beside it. A piece that comes or
/// goes moves those beside it, but not all others of its group.
fn in_order(spans: &[Span]) -> Vec<f64> {
    let (mut below, mut above) = (vec![0u32; spans.len()], vec![0u32; spans.len()]);
    for (i, span) in spans.iter().enumerate() {
        let beside = spans[..i].iter().zip(&below).filter(|(other, _)| span.meets(other));
        below[i] = beside.map(|(_, n)| n + 1).max().unwrap_or(0);
    }
    for (i, span) in spans.iter().enumerate().rev() {
        let beside = spans[i + 1..].iter().zip(&above[i + 1..]).filter(|(other, _)| span.meets(other));
        above[i] = beside.map(|(_, n)| n + 1).max().unwrap_or(0);
    }
    below.into_iter().zip(above).map(|(below, above)| (f64::from(below) - f64::from(above)) / 2.0).collect()
}

/// Places of pieces as steps from the middle, as few as there can be: a long chain of pieces, each beside the next,
/// goes up and down instead of only up.
fn closest(spans: &[Span]) -> Vec<f64> {
    let mut lanes: Vec<u32> = Vec::with_capacity(spans.len());
    let mut taken = Vec::new();
    for (i, span) in spans.iter().enumerate() {
        taken.clear();
        taken.resize(i + 1, false);
        let beside = spans[..i].iter().zip(&lanes).filter(|(other, _)| span.meets(other));
        beside.for_each(|(_, lane)| taken[*lane as usize] = true);
        lanes.push(taken.iter().position(|taken| !taken).unwrap_or(i) as u32);
    }
    let last = f64::from(lanes.iter().copied().max().unwrap_or(0));
    lanes.into_iter().map(|lane| f64::from(lane) - last / 2.0).collect()
}
