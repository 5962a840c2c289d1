use super::end::{End, TurnedEnd, turned};
use super::{CLEARANCE, CORNER, Route};
use crate::ordering::Ordered;
use crate::scene::geometry::Rect;

/// What lines run around.
pub(in crate::scene) trait Obstacles {
    /// How many boxes meet `area`, the two ends not counted; it may stop counting at `enough`.
    fn count(&self, area: Rect, enough: usize) -> usize;
    /// Visits the boxes that meet `area`, the two ends too, in no order.
    fn boxes(&self, area: Rect, visit: impl FnMut(Rect));
}

/// Finds a way between two boxes.
pub(in crate::scene) struct Finder<'a, O> {
    pub obstacles: &'a O,
    /// Everywhere that was looked at: the way holds as long as nothing comes or goes there.
    pub looked: Vec<Rect>,
    /// Lanes found already: of which box, along level ways or upright ones, on which side.
    lanes: Vec<(Rect, bool, bool, f64)>,
}

/// How much a corner costs, and a box that is crossed, in units of length.
const BEND: f64 = 60.0;
const CROSSED: f64 = 4_000.0;
/// How far from a box a lane beside it runs, where no neighbour is nearer.
const LANE_OFF: f64 = 40.0;

/// Ways to try, with their costs.
struct Candidates {
    level_first: bool,
    all: Vec<(f64, Route)>,
}

impl Candidates {
    fn add(&mut self, start: f64, lanes: Vec<f64>, end: f64, extra: f64) {
        let route = Route { level_first: self.level_first, start, lanes, end };
        self.all.push((route.length() + BEND * (route.lanes.len() - 1) as f64 + extra, route));
    }
}

impl<'a, O: Obstacles> Finder<'a, O> {
    pub fn new(obstacles: &'a O) -> Finder<'a, O> {
        Finder { obstacles, looked: Vec::new(), lanes: Vec::new() }
    }

    /// The way from `a` to `b` that is shortest, bends least and crosses no box; when every one tried does, the one
    /// that crosses fewest. Ways with few corners are tried first.
    pub fn between(&mut self, a: End, b: End) -> Option<Route> {
        let mut best: Option<(f64, Route)> = None;
        for far in [false, true] {
            let mut candidates = Vec::new();
            for level_first in [true, false] {
                let (a, b) = (a.turned(level_first), b.turned(level_first));
                let mut found = Candidates { level_first, all: candidates };
                if far {
                    self.through_channels(a, b, &mut found);
                } else {
                    self.direct(a, b, &mut found);
                }
                candidates = found.all;
            }
            candidates.order_by(|x, y| x.0.total_cmp(&y.0));
            for (cost, route) in candidates {
                let limit = best.as_ref().map_or(f64::INFINITY, |(cost, _)| *cost);
                if cost >= limit {
                    break;
                }
                let enough = ((limit - cost) / CROSSED).ceil().min(8.0) as usize;
                let cost = cost + CROSSED * self.crossed(&route, a.rect, b.rect, enough) as f64;
                if cost < limit {
                    best = Some((cost, route));
                }
            }
            if best.as_ref().is_some_and(|(cost, _)| *cost < CROSSED) {
                break;
            }
        }
        best.map(|(_, route)| route)
    }

    /// How many boxes a route crosses or touches, up to `enough`.
    fn crossed(&mut self, route: &Route, a: Rect, b: Rect, enough: usize) -> usize {
        let mut crossed = 0;
        let last = route.lanes.len() - 1;
        for (i, piece) in route.pieces().enumerate() {
            let line = piece.rect();
            let near = line.inflate(CLEARANCE - 1.0);
            // A line keeps its distance from its own ends too, but where it leaves and arrives.
            let own = |end: Rect, leaves: bool| {
                if leaves { end.inflate(-1.0).intersects(line.inflate(0.5)) } else { end.intersects(near) }
            };
            crossed += usize::from(own(a, i == 0)) + usize::from(own(b, i == last));
            if crossed < enough {
                self.looked.push(near);
                crossed += self.obstacles.count(near, enough - crossed);
            }
            if crossed >= enough {
                break;
            }
        }
        crossed
    }

    /// Ways with up to two corners.
    fn direct(&mut self, a: TurnedEnd, b: TurnedEnd, out: &mut Candidates) {
        // Straight, where the sides face each other.
        let (from, to) = (a.r.y.max(b.r.y) + CORNER, a.r.bottom().min(b.r.bottom()) - CORNER);
        if from <= to && (a.r.right() <= b.r.x || b.r.right() <= a.r.x) {
            let high = a.r.right() <= b.r.x;
            let lane = a.port_near(high, b.port_near(!high, (from + to) / 2.0, from, to), from, to);
            out.add(a.side(high), vec![lane], b.side(!high), a.cost(high) + b.cost(!high));
        }
        for leave in [true, false] {
            let (start, lane) = (a.side(leave), a.port(leave));
            // Level, then upright into the top or bottom of the other.
            let across = b.across();
            for arrive in [true, false] {
                let (end, x) = (across.side(arrive), across.port(arrive));
                let outward = if leave { x - start } else { start - x };
                let inward = if arrive { lane - end } else { end - lane };
                if outward > CLEARANCE && inward > CLEARANCE {
                    out.add(start, vec![lane, x], end, a.cost(leave) + across.cost(arrive));
                }
            }
            for arrive in [true, false] {
                let end = b.side(arrive);
                let extra = a.cost(leave) + b.cost(arrive);
                if leave == arrive {
                    // Out on the same side: the lane lies beyond both.
                    let (la, lb) = (self.lane(a, leave), self.lane(b, arrive));
                    let x = if leave { la.max(lb) } else { la.min(lb) };
                    out.add(start, vec![lane, x, b.port(arrive)], end, extra + BEND);
                } else if (if leave { end - start } else { start - end }) > 2.0 * CLEARANCE {
                    // Towards each other: the lane lies between.
                    for x in [(start + end) / 2.0, self.lane(a, leave), self.lane(b, arrive)] {
                        out.add(start, vec![lane, x, b.port(arrive)], end, extra);
                    }
                }
            }
        }
    }

    /// Ways with up to four corners, through the gaps beside the ends.
    fn through_channels(&mut self, a: TurnedEnd, b: TurnedEnd, out: &mut Candidates) {
        let mut channels = Vec::new();
        for (end, high) in [(a, true), (a, false), (b, true), (b, false)] {
            channels.push(self.lane(end.across(), high));
        }
        for leave in [true, false] {
            let (start, lane) = (a.side(leave), a.port(leave));
            let x1 = self.lane(a, leave);
            for y in &channels {
                for arrive in [true, false] {
                    let x2 = self.lane(b, arrive);
                    let extra = a.cost(leave) + b.cost(arrive);
                    out.add(start, vec![lane, x1, *y, x2, b.port(arrive)], b.side(arrive), extra);
                }
                let across = b.across();
                for arrive in [true, false] {
                    let end = across.side(arrive);
                    if (if arrive { y - end } else { end - y }) > 0.0 {
                        let extra = a.cost(leave) + across.cost(arrive);
                        out.add(start, vec![lane, x1, *y, across.port(arrive)], end, extra);
                    }
                }
            }
        }
    }

    /// Where a lane along the right (`high`) or left side of an end runs: half-way to its nearest neighbour.
    fn lane(&mut self, end: TurnedEnd, high: bool) -> f64 {
        let r = end.r;
        let found = self.lanes.iter().find(|(of, level, side, _)| (*of, *level, *side) == (r, end.level, high));
        if let Some((.., lane)) = found {
            return *lane;
        }
        let x = if high { r.right() + 1.0 } else { r.x - 2.0 * LANE_OFF - 1.0 };
        let area = turned(Rect::new(x, r.y, 2.0 * LANE_OFF, r.h), end.level);
        self.looked.push(area);
        let mut gap = 2.0 * LANE_OFF;
        self.obstacles.boxes(area, |other| {
            let other = turned(other, end.level);
            let between = if high { other.x - r.right() } else { r.x - other.right() };
            if other != r && between > 0.0 {
                gap = gap.min(between);
            }
        });
        let off = (gap / 2.0).max(CLEARANCE);
        let lane = if high { r.right() + off } else { r.x - off };
        self.lanes.push((r, end.level, high, lane));
        lane
    }

    /// Where a lane to the right or left of a box runs.
    pub(super) fn beside(&mut self, rect: Rect, right: bool) -> f64 {
        self.lane(End { rect, taken: &[] }.turned(true), right)
    }
}
