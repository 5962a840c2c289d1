use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use crate::model::{Design, EntityId};
use crate::ordering::Gather;
use crate::scene::geometry::{Point, Rect, distance_to_segment};
use crate::scene::index::SpatialIndex;
use crate::scene::ink::Font;
use crate::scene::labels::{Measure, TableMeasure};
use crate::scene::lanes::{Bounds, CLEARANCE, End, Finder, LANE, Obstacles, Piece, Route, Strand, place_label, spread};
use crate::scene::picture::Picture;

use super::Layout;
use super::changes::Changes;
use super::ends::Ends;
use super::query::with_gateways;
use super::routing::Routing;
use super::vpc_box::is_way_up;

/// A line of an object. Objects that join several others have several lines.
pub(in crate::scene) type LineKey = (EntityId, u32);

/// A routed line: what joins two boxes, or the way of an internet gateway up to the internet.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its corners, from end to end; every piece is level or upright.
    pub points: Vec<Point>,
    /// Where it meets a VPC's border.
    pub ports: Vec<Point>,
    /// The middle of the longest piece that has room for a label.
    pub label_at: Option<Point>,
}

impl Line {
    /// The smallest rectangle around it.
    pub fn bounds(&self) -> Rect {
        let mut rects = self.points.iter().map(|p| Rect::new(p.x, p.y, 0.0, 0.0));
        let first = rects.next().unwrap_or_default();
        rects.fold(first, Rect::union)
    }

    /// The pieces between corners.
    pub fn pieces(&self) -> impl Iterator<Item = (Point, Point)> {
        self.points.windows(2).map(|pair| (pair[0], pair[1]))
    }

    /// Its pieces, long ones cut, for the index: a line across everything is not found everywhere.
    pub(super) fn chunks(&self) -> impl Iterator<Item = Rect> {
        const CHUNK: f64 = 1024.0;
        self.pieces().flat_map(|(a, b)| {
            let n = (a.distance(b) / CHUNK).ceil().clamp(1.0, 4096.0) as usize;
            let at = move |i: usize| a + (b - a) * (i as f64 / n as f64);
            (0..n).map(move |i| Rect::from_corners(at(i), at(i + 1)))
        })
    }

    /// The point half-way along.
    pub fn middle(&self) -> Point {
        let mut rest = self.pieces().map(|(a, b)| a.distance(b)).sum::<f64>() / 2.0;
        for (a, b) in self.pieces() {
            let length = a.distance(b);
            if rest <= length && length > 0.0 {
                return a + (b - a) * (rest / length);
            }
            rest -= length;
        }
        self.points.first().copied().unwrap_or_default()
    }

    /// The distance from `p` to the nearest point of the line.
    pub fn distance(&self, p: Point) -> f64 {
        self.pieces().map(|(a, b)| distance_to_segment(p, a, b)).fold(f64::INFINITY, f64::min)
    }
}

/// All lines, and where they are.
#[derive(Clone, Debug, Default)]
pub(in crate::scene) struct Lines {
    wires: BTreeMap<LineKey, Wire>,
    by_key: BTreeMap<LineKey, Drawn>,
    index: SpatialIndex<LineKey>,
    bounds: Option<Rect>,
    ups: Option<(f64, f64)>,
}

/// The way of a line before it has a lane of its own: kept while nothing changes where it was looked for.
#[derive(Clone, Debug)]
struct Wire {
    ends: Ends,
    /// `None` for a gateway too far from the internet.
    strand: Option<Strand>,
    looked: Vec<Rect>,
    /// Around all of `looked`.
    region: Rect,
}

/// A line in its lanes.
#[derive(Clone, Debug)]
struct Drawn {
    line: Line,
    /// The width of its label; 0 when it has none.
    label_width: f64,
    /// Every place where the label might have been put, up to the one it has.
    asked: Vec<Rect>,
    /// Around all of them.
    region: Rect,
}

/// The boxes of a layout, but for the ends of the line that looks.
struct Boxes<'a> {
    layout: &'a Layout,
    ends: [EntityId; 2],
}

impl Obstacles for Boxes<'_> {
    fn count(&self, area: Rect, enough: usize) -> usize {
        let bar = self.layout.internet.is_some_and(|bar| bar.intersects(area));
        let mut count = usize::from(bar);
        self.layout.index.any(area, |id, rect| {
            count += usize::from(rect.intersects(area) && !self.ends.contains(&id.into()));
            count >= enough
        });
        if count < enough {
            self.layout.nodes.block(area, |id, rect| {
                count += usize::from(rect.intersects(area) && !self.ends.contains(&id));
                count >= enough
            });
        }
        count
    }

    fn boxes(&self, area: Rect, mut visit: impl FnMut(Rect)) {
        self.layout.index.query(area, |_, rect| {
            if rect.intersects(area) {
                visit(rect);
            }
        });
        self.layout.nodes.obstacles(area, |rect| {
            if rect.intersects(area) {
                visit(rect);
            }
        });
    }
}

impl Lines {
    /// Routes the lines of `design` between the boxes of `layout`. Boxes came, went or changed where `changes` says: ways
    /// that were looked for elsewhere are kept.
    pub fn route(&mut self, design: &Design, layout: &Layout, changes: Changes) {
        let mut routing = Routing::new(design, layout, changes);
        while routing.step(self, design, layout, usize::MAX) {}
    }

    /// Finds the way of a line, unless nothing changed where it was looked for. Is it as it was?
    pub(super) fn find(&mut self, layout: &Layout, id: LineKey, ends: &Ends, changes: &Changes) -> bool {
        let before = self.wires.get_mut(&id);
        if let Some(wire) = before
            && wire.leads_as(ends)
            && !changes.touch(wire.region, &wire.looked)
        {
            wire.ends.clone_from(ends);
            return true;
        }
        let found = Wire::find(layout, ends.clone());
        let before = self.wires.insert(id, found);
        before.is_some_and(|before| before.is_drawn_as(&self.wires[&id]))
    }

    /// How many lines have a way, or a stub.
    pub(super) fn way_count(&self) -> usize {
        self.wires.len()
    }

    /// Drops the ways of all lines but these.
    pub(super) fn keep(&mut self, kept: &BTreeSet<LineKey>) {
        self.wires.retain(|id, _| kept.contains(id));
    }

    /// Gives every way lanes of its own; notes where lines came, went or changed.
    pub(super) fn settle(&mut self, changes: &mut Changes) {
        let laid: Vec<(LineKey, &Strand)> =
            self.wires.iter().filter_map(|(id, wire)| Some((*id, wire.strand.as_ref()?))).gather();
        let strands: Vec<&Strand> = laid.iter().map(|(_, strand)| *strand).collect();
        let routed = laid.iter().map(|(id, _)| *id).zip(spread(&strands)).map(|(id, route)| (id, route.points()));
        // Too far from the internet: a stub.
        let stubs = self.wires.iter().filter_map(|(id, wire)| match (&wire.ends, &wire.strand) {
            (Ends::Up { from, .. }, None) => Some((*id, vec![*from, Point::new(from.x, from.y - STUB)])),
            _ => None,
        });
        let lines: BTreeMap<LineKey, Vec<Point>> = routed.chain(stubs).gather();

        let stale = |(id, drawn): &(&LineKey, &Drawn)| lines.get(*id) != Some(&drawn.line.points);
        let gone: Vec<LineKey> = self.by_key.iter().filter(stale).map(|(id, _)| *id).collect();
        self.forget(&gone, changes);
        for (id, points) in lines {
            if self.by_key.contains_key(&id) {
                continue;
            }
            let ends = points.first().into_iter().chain(points.last()).copied();
            let ports: Vec<Point> = if is_way_up(id.0.kind) { Vec::new() } else { ends.collect() };
            let line = Line { points, ports, label_at: None };
            changes.add_line(&line);
            line.chunks().for_each(|chunk| self.index.insert(id, chunk));
            // A width that no label has: the label is placed below.
            self.by_key.insert(id, Drawn { line, label_width: f64::NAN, asked: Vec::new(), region: Rect::default() });
        }
        (self.bounds, self.ups) = (None, None);
        for (id, drawn) in &self.by_key {
            let bounds = drawn.line.bounds();
            self.bounds = Some(self.bounds.map_or(bounds, |all| all.union(bounds)));
            if let (true, Some(end)) = (is_way_up(id.0.kind), drawn.line.points.last()) {
                let (left, right) = self.ups.unwrap_or((end.x, end.x));
                self.ups = Some((left.min(end.x), right.max(end.x)));
            }
        }
    }

    /// Takes lines away.
    fn forget(&mut self, gone: &[LineKey], changes: &mut Changes) {
        let drawn: Vec<(LineKey, Line)> =
            gone.iter().filter_map(|id| Some((*id, self.by_key.remove(id)?.line))).collect();
        drawn.iter().for_each(|(_, line)| changes.add_line(line));
        let chunks = |(id, line): &(LineKey, Line)| line.chunks().map(|chunk| (*id, chunk)).collect::<Vec<_>>();
        self.index.remove_all(drawn.iter().flat_map(chunks));
    }

    /// Finds places for the labels of lines that changed, or near which something did. A label touches no box and no
    /// other line; which of two labels that touch is drawn depends on the scale and is the painter's matter.
    ///
    /// Looks at so many lines behind `last`, and gives the last of them while there are more.
    pub(super) fn label(
        &mut self,
        design: &Design,
        layout: &Layout,
        changes: &Changes,
        mut last: Option<LineKey>,
        most: usize,
    ) -> Option<LineKey> {
        let index = &self.index;
        let behind = last.map_or(Bound::Unbounded, Bound::Excluded);
        for (number, (id, drawn)) in self.by_key.range_mut((behind, Bound::Unbounded)).enumerate() {
            if number == most {
                return last;
            }
            last = Some(*id);
            if Picture::of(id.0.kind) != Picture::Line {
                continue;
            }
            let name = design.entity(id.0).map_or("", |entity| entity.head.name.as_str());
            let width = TableMeasure.width(name, Font::ui(11.0)) + 36.0;
            if drawn.label_width == width && !changes.touch(drawn.region, &drawn.asked) {
                continue;
            }
            drawn.asked.clear();
            let asked = &mut drawn.asked;
            let free = |area: Rect| {
                let with_gateways = with_gateways(area);
                asked.push(with_gateways);
                !index.any(area, |other, _| other != *id)
                    && !layout.index.any(with_gateways, |_, _| true)
                    && !layout.nodes.block(area, |_, rect| rect.intersects(area))
                    && !layout.internet.is_some_and(|bar| bar.intersects(area))
            };
            drawn.line.label_at = place_label(drawn.line.pieces(), width, free);
            drawn.label_width = width;
            drawn.region = drawn.asked.iter().copied().reduce(Rect::union).unwrap_or_default();
        }
        None
    }

    /// The line of an object; of several the first.
    pub fn get(&self, id: EntityId) -> Option<&Line> {
        self.by_key.range((id, 0)..=(id, u32::MAX)).next().map(|(_, drawn)| &drawn.line)
    }

    pub fn at(&self, key: LineKey) -> Option<&Line> {
        Some(&self.by_key.get(&key)?.line)
    }

    pub fn len(&self) -> usize {
        self.by_key.len()
    }

    pub fn bounds(&self) -> Option<Rect> {
        self.bounds
    }

    /// The leftmost and the rightmost x of lines up to the internet.
    pub fn ups(&self) -> Option<(f64, f64)> {
        self.ups
    }

    /// The lines with a piece that meets `area`, by key.
    pub fn within(&self, area: Rect) -> Vec<LineKey> {
        // A line has a piece in many squares: with everything in view, what is found is ten times what there is.
        match self.bounds {
            Some(bounds) if !area.contains_rect(bounds) => self.index.in_order(area, &self.by_key),
            _ => self.by_key.keys().copied().collect(),
        }
    }
}

/// How long the stub of a gateway is that has no way to the internet bar.
const STUB: f64 = 14.0;

impl Wire {
    /// Would a way with these ends be looked for as this one was? How far the bar of the internet reaches beside all that
    /// was looked at makes no difference.
    fn leads_as(&self, ends: &Ends) -> bool {
        let over = |bar: &Rect| bar.x <= self.region.x && self.region.right() <= bar.right();
        match (&self.ends, ends) {
            (Ends::Up { vpc, from, bar }, Ends::Up { vpc: other, from: start, bar: now }) => {
                let alike = (vpc, from, bar.bottom()) == (other, start, now.bottom());
                alike && (bar == now || over(bar) && over(now))
            }
            (own, ends) => own == ends,
        }
    }

    /// Is the line the same, before lanes are given out?
    fn is_drawn_as(&self, other: &Wire) -> bool {
        self.strand == other.strand && (self.strand.is_some() || self.ends == other.ends)
    }

    fn find(layout: &Layout, ends: Ends) -> Wire {
        let boxes = match ends {
            Ends::Boxes { ids, .. } => Boxes { layout, ends: ids },
            Ends::Up { vpc, .. } => Boxes { layout, ends: [vpc.into(); 2] },
        };
        let mut finder = Finder::new(&boxes);
        let route = match &ends {
            Ends::Boxes { rects: [a, b], taken, .. } => {
                finder.between(End { rect: *a, taken: &taken[0] }, End { rect: *b, taken: &taken[1] })
            }
            Ends::Up { from, bar, .. } => finder.up(*from, *bar),
        };
        let mut looked = finder.looked;
        let strand = route.map(|route| {
            let bounds = bounds(layout, &ends, &route, &mut looked);
            Strand { route, bounds }
        });
        let region = looked.iter().copied().reduce(Rect::union).unwrap_or_default();
        Wire { ends, strand, looked, region }
    }
}

/// Which lanes each piece of a route may take: at the ends along the sides of the boxes, between them in the gaps.
fn bounds(layout: &Layout, ends: &Ends, route: &Route, looked: &mut Vec<Rect>) -> Vec<Bounds> {
    let last = route.lanes.len() - 1;
    let side = |i: usize, piece: Piece, at: f64| match ends {
        Ends::Boxes { rects, taken, .. } => {
            let end = End { rect: rects[i], taken: &taken[i] };
            let (low, high) = end.reach(!piece.level, at == rects[i].y, piece.lane);
            Some(Bounds { low, high })
        }
        // A gateway's line leaves from its middle, and comes up to the bar anywhere.
        Ends::Up { from, .. } => (i == 0).then_some(Bounds::fixed(from.x)),
    };
    let narrower = |a: Bounds, b: Bounds| Bounds { low: a.low.max(b.low), high: a.high.min(b.high) };
    let piece_bounds = |i: usize| {
        let piece = route.piece(i);
        let first = (i == 0).then(|| side(0, piece, piece.from)).flatten();
        let second = (i == last).then(|| side(1, piece, piece.to)).flatten();
        let sides = first.into_iter().chain(second).reduce(narrower);
        sides.unwrap_or_else(|| gap(layout, piece, looked))
    };
    (0..=last).map(piece_bounds).collect()
}

/// Between which lanes a piece may move without coming near a box.
fn gap(layout: &Layout, piece: Piece, looked: &mut Vec<Rect>) -> Bounds {
    const REACH: f64 = 60.0;
    let rect = piece.rect();
    let area = if piece.level {
        Rect::new(rect.x, rect.y - REACH, rect.w, 2.0 * REACH)
    } else {
        Rect::new(rect.x - REACH, rect.y, 2.0 * REACH, rect.h)
    };
    looked.push(area);
    let keep = CLEARANCE.min(LANE);
    let mut bounds = Bounds { low: piece.lane - REACH, high: piece.lane + REACH };
    let mut narrow = |r: Rect| {
        if !r.intersects(area) {
            return;
        }
        let (low, high) = if piece.level { (r.y, r.bottom()) } else { (r.x, r.right()) };
        if high <= piece.lane {
            bounds.low = bounds.low.max(high + keep);
        } else if low >= piece.lane {
            bounds.high = bounds.high.min(low - keep);
        }
    };
    layout.index.query(area, |_, r| narrow(r));
    layout.nodes.obstacles(area, narrow);
    bounds
}
