use std::collections::BTreeMap;

use crate::model::kinds::Peering;
use crate::model::{Design, EntityId, InternetGatewayId, Kind, VpcId};
use crate::scene::geometry::{Point, Rect, distance_to_segment};
use crate::scene::index::SpatialIndex;
use crate::scene::ink::Font;
use crate::scene::labels::{Measure, TableMeasure};
use crate::scene::lanes::{
    Bounds, CLEARANCE, End, Finder, LANE, Obstacles, Piece, Route, Strand, place_labels, spread,
};
use crate::scene::measures::*;

use super::{Layout, Placed};

/// A routed line: a peering between two VPCs, or the way of an internet gateway up to the internet.
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
    wires: BTreeMap<EntityId, Wire>,
    by_id: BTreeMap<EntityId, Line>,
    index: SpatialIndex<EntityId>,
    bounds: Option<Rect>,
    ups: Option<(f64, f64)>,
}

/// The way of a line before it has a lane of its own: kept while nothing changes where it was looked for.
#[derive(Clone, Debug)]
struct Wire {
    ends: Ends,
    /// `None` for a gateway too far from the internet.
    route: Option<Route>,
    looked: Vec<Rect>,
    /// Around all of `looked`.
    region: Rect,
}

#[derive(Clone, Debug, PartialEq)]
enum Ends {
    Boxes { ids: [VpcId; 2], rects: [Rect; 2], taken: [Vec<(f64, f64)>; 2] },
    Up { vpc: VpcId, from: Point, bar: Rect },
}

/// The boxes of a layout, but for the ends of the line that looks.
struct Boxes<'a> {
    layout: &'a Layout,
    ends: [VpcId; 2],
}

impl Obstacles for Boxes<'_> {
    fn count(&self, area: Rect, enough: usize) -> usize {
        let mut count = 0;
        self.layout.index.any(area, |id, _| {
            let other = !self.ends.contains(&id);
            count += usize::from(other && self.layout.vpcs.get(&id).is_some_and(|p| p.rect().intersects(area)));
            count >= enough
        });
        if count < enough && self.layout.internet.is_some_and(|bar| bar.intersects(area)) {
            count += 1;
        }
        count
    }

    fn boxes(&self, area: Rect) -> Vec<Rect> {
        let boxes = self.layout.index.within(area).into_iter().filter_map(|id| Some(self.layout.vpcs.get(&id)?.rect()));
        let mut boxes: Vec<Rect> = boxes.filter(|r| r.intersects(area)).collect();
        boxes.sort_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
        boxes
    }
}

impl Lines {
    /// Routes the lines of `design` between the boxes of `layout`. `moved` are the VPCs that came, went or changed
    /// their box, with the box they had: ways that were looked for elsewhere are kept.
    pub fn route(&mut self, design: &Design, layout: &Layout, moved: &BTreeMap<VpcId, Option<Rect>>) {
        let now = |id: &VpcId| layout.vpcs.get(id).map(|p| p.rect());
        let disturbed: Vec<Rect> = moved.iter().flat_map(|(id, old)| [*old, now(id)]).flatten().collect();
        let holds = |wire: &Wire| {
            let meets = |r: &Rect, area: Rect| area.intersection(*r).is_some();
            let near = |r: &&Rect| meets(r, wire.region);
            disturbed.len() < 64
                && !disturbed.iter().filter(near).any(|r| wire.looked.iter().any(|area| meets(r, *area)))
        };
        let mut old = std::mem::take(&mut self.wires);
        for (id, ends) in wanted(design, layout) {
            let kept = old.remove(&id).filter(|wire| wire.ends == ends && holds(wire));
            self.wires.insert(id, kept.unwrap_or_else(|| Wire::find(layout, ends)));
        }
        self.settle(design, layout);
    }

    /// Gives every way lanes of its own, a label and its places in the index.
    fn settle(&mut self, design: &Design, layout: &Layout) {
        let (ids, mut strands): (Vec<EntityId>, Vec<Strand>) =
            self.wires.iter().filter_map(|(id, wire)| Some((*id, wire.strand()?))).unzip();
        spread(&mut strands, |piece| room(layout, piece));

        let routes: Vec<Route> = strands.into_iter().map(|strand| strand.route).collect();
        let mut pieces: SpatialIndex<usize> = SpatialIndex::default();
        for (i, route) in routes.iter().enumerate() {
            route.pieces().for_each(|piece| pieces.insert(i, piece.rect()));
        }
        let widths: Vec<f64> = ids.iter().map(|id| label_width(design, *id)).collect();
        let taken =
            |area: Rect| layout.index.any(area, |_, _| true) || layout.internet.is_some_and(|bar| bar.intersects(area));
        let labels = place_labels(&routes, &widths, &pieces, taken);

        (self.by_id, self.index, self.bounds, self.ups) = Default::default();
        for ((id, route), label_at) in ids.into_iter().zip(routes).zip(labels) {
            let points = route.points();
            if let (Some(end), EntityId { kind: Kind::InternetGateway, .. }) = (points.last(), id) {
                let (left, right) = self.ups.unwrap_or((end.x, end.x));
                self.ups = Some((left.min(end.x), right.max(end.x)));
            }
            let is_peering = id.kind == Kind::Peering;
            let ports = if is_peering {
                points.first().into_iter().chain(points.last()).copied().collect()
            } else {
                Vec::new()
            };
            self.add(id, Line { points, ports, label_at });
        }
        // Too far from the internet: a stub.
        let stubs =
            self.wires.iter().filter(|(_, wire)| wire.route.is_none()).filter_map(|(id, wire)| match wire.ends {
                Ends::Up { from, .. } => Some((*id, vec![from, Point::new(from.x, from.y - STUB)])),
                Ends::Boxes { .. } => None,
            });
        for (id, points) in stubs.collect::<Vec<_>>() {
            self.add(id, Line { points, ports: Vec::new(), label_at: None });
        }
    }

    fn add(&mut self, id: EntityId, line: Line) {
        let bounds = line.bounds();
        line.pieces().for_each(|(a, b)| self.index.insert(id, Rect::from_corners(a, b)));
        self.bounds = Some(self.bounds.map_or(bounds, |all| all.union(bounds)));
        self.by_id.insert(id, line);
    }

    pub fn get(&self, id: EntityId) -> Option<&Line> {
        self.by_id.get(&id)
    }

    pub fn bounds(&self) -> Option<Rect> {
        self.bounds
    }

    /// The leftmost and the rightmost x of lines up to the internet.
    pub fn ups(&self) -> Option<(f64, f64)> {
        self.ups
    }

    /// The lines with a piece that meets `area`, by id.
    pub fn within(&self, area: Rect) -> Vec<EntityId> {
        let mut found = self.index.within(area);
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// How long the stub of a gateway is that has no way to the internet bar.
const STUB: f64 = 14.0;

impl Wire {
    fn find(layout: &Layout, ends: Ends) -> Wire {
        let boxes = match ends {
            Ends::Boxes { ids, .. } => Boxes { layout, ends: ids },
            Ends::Up { vpc, .. } => Boxes { layout, ends: [vpc, vpc] },
        };
        let mut finder = Finder { obstacles: &boxes, looked: Vec::new() };
        let route = match &ends {
            Ends::Boxes { rects: [a, b], taken, .. } => {
                finder.between(End { rect: *a, taken: &taken[0] }, End { rect: *b, taken: &taken[1] })
            }
            Ends::Up { from, bar, .. } => finder.up(*from, *bar),
        };
        let looked = finder.looked;
        let region = looked.iter().copied().reduce(Rect::union).unwrap_or_default();
        Wire { ends, route, looked, region }
    }

    /// The way with the parts of the sides that its ends keep to.
    fn strand(&self) -> Option<Strand> {
        let route = self.route.clone()?;
        let last = route.lanes.len() - 1;
        let (first, last) = match &self.ends {
            Ends::Boxes { rects, taken, .. } => {
                let reach = |i: usize, piece: Piece, at: f64| {
                    let end = End { rect: rects[i], taken: &taken[i] };
                    let (low, high) = end.reach(!piece.level, at == rects[i].y, piece.lane);
                    Bounds { low, high }
                };
                let (first, last) = (route.piece(0), route.piece(last));
                (reach(0, first, first.from), reach(1, last, last.to))
            }
            Ends::Up { from, .. } if last > 0 => (Bounds::fixed(from.x), Bounds::open()),
            Ends::Up { from, .. } => (Bounds::fixed(from.x), Bounds::fixed(from.x)),
        };
        Some(Strand { route, first, last })
    }
}

/// Every line there should be, with its ends.
fn wanted(design: &Design, layout: &Layout) -> Vec<(EntityId, Ends)> {
    let mut all = Vec::new();
    if let Some(bar) = layout.internet {
        for (vpc, placed) in &layout.vpcs {
            for (id, center) in &placed.inside.gateways {
                let from = placed.at + *center - Point::new(0.0, GATEWAY_R);
                all.push(((*id).into(), Ends::Up { vpc: *vpc, from, bar }));
            }
        }
    }
    for (id, Peering { requester: a, accepter: b, .. }) in design.all::<Peering>() {
        // A VPC peered with itself is a mistake that rules name; there is nothing to draw.
        if let (Some(from), Some(to), true) = (layout.vpcs.get(a), layout.vpcs.get(b), a != b) {
            let taken = [gateway_ranges(design, from), gateway_ranges(design, to)];
            all.push((id.into(), Ends::Boxes { ids: [*a, *b], rects: [from.rect(), to.rect()], taken }));
        }
    }
    all
}

/// Where on its top edge gateways and their names stand.
fn gateway_ranges(design: &Design, placed: &Placed) -> Vec<(f64, f64)> {
    let range = |(id, center): &(InternetGatewayId, Point)| {
        let name = TableMeasure.width(&design.name(*id), Font::ui(11.0)).min(120.0);
        let x = placed.at.x + center.x;
        (x - GATEWAY_R - LANE, x + GATEWAY_R + 6.0 + name + LANE)
    };
    placed.inside.gateways.iter().map(range).collect()
}

/// The width of a peering's label at 100 %; 0 for lines without one.
fn label_width(design: &Design, id: EntityId) -> f64 {
    if id.kind != Kind::Peering {
        return 0.0;
    }
    TableMeasure.width(&design.name(id), Font::ui(11.0)) + 36.0
}

/// Between which lanes a piece may move without coming near a box.
fn room(layout: &Layout, piece: Piece) -> Bounds {
    const REACH: f64 = 60.0;
    let rect = piece.rect();
    let area = if piece.level {
        Rect::new(rect.x, rect.y - REACH, rect.w, 2.0 * REACH)
    } else {
        Rect::new(rect.x - REACH, rect.y, 2.0 * REACH, rect.h)
    };
    let keep = CLEARANCE.min(LANE);
    let mut bounds = Bounds { low: piece.lane - REACH, high: piece.lane + REACH };
    layout.index.query(area, |id, _| {
        let Some(r) = layout.vpcs.get(&id).map(|p| p.rect()).filter(|r| r.intersects(area)) else { return };
        let (low, high) = if piece.level { (r.y, r.bottom()) } else { (r.x, r.right()) };
        if high <= piece.lane {
            bounds.low = bounds.low.max(high + keep);
        } else if low >= piece.lane {
            bounds.high = bounds.high.min(low - keep);
        }
    });
    bounds
}
