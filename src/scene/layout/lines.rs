use std::collections::BTreeMap;

use crate::model::kinds::Peering;
use crate::model::{Design, EntityId, VpcId};
use crate::scene::geometry::{Point, Rect, distance_to_segment};
use crate::scene::index::SpatialIndex;
use crate::scene::measures::*;

use super::Layout;

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
    by_id: BTreeMap<EntityId, Line>,
    index: SpatialIndex<EntityId>,
    bounds: Option<Rect>,
}

impl Lines {
    /// Routes the lines of `design` between the boxes of `layout`.
    pub fn route(&mut self, design: &Design, layout: &Layout, _moved: &BTreeMap<VpcId, Option<Rect>>) {
        *self = Lines::default();
        for (id, peering) in design.all::<Peering>() {
            let ends = [peering.requester, peering.accepter].map(|vpc| layout.placed(vpc).map(|p| p.rect()));
            if let [Some(a), Some(b)] = ends.filter_same() {
                self.add(id.into(), between(a, b));
            }
        }
        let Some(bar) = layout.internet() else { return };
        for placed in layout.vpcs.values() {
            for (id, center) in &placed.inside.gateways {
                let disc = placed.at + *center;
                let points = vec![Point::new(disc.x, disc.y - GATEWAY_R), Point::new(disc.x, bar.bottom())];
                self.add((*id).into(), Line { points, ports: Vec::new(), label_at: None });
            }
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

    /// The lines with a piece that meets `area`, by id.
    pub fn within(&self, area: Rect) -> Vec<EntityId> {
        let mut found = self.index.within(area);
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Ends that are one VPC have no line between them.
trait Ends {
    fn filter_same(self) -> Self;
}

impl Ends for [Option<Rect>; 2] {
    fn filter_same(self) -> Self {
        if self[0] == self[1] { [None, None] } else { self }
    }
}

/// A way from border to border.
fn between(a: Rect, b: Rect) -> Line {
    let (ca, cb) = (a.center(), b.center());
    let shared = |a0: f64, a1: f64, b0: f64, b1: f64| {
        let (from, to) = (a0.max(b0), a1.min(b1));
        (to - from >= 16.0).then_some((from + to) / 2.0)
    };
    let points = if let Some(y) = shared(a.y, a.bottom(), b.y, b.bottom()) {
        let (from, to) = if ca.x < cb.x { (a.right(), b.x) } else { (a.x, b.right()) };
        vec![Point::new(from, y), Point::new(to, y)]
    } else if let Some(x) = shared(a.x, a.right(), b.x, b.right()) {
        let (from, to) = if ca.y < cb.y { (a.bottom(), b.y) } else { (a.y, b.bottom()) };
        vec![Point::new(x, from), Point::new(x, to)]
    } else {
        let (from, to) = if ca.x < cb.x { (a.right(), b.x) } else { (a.x, b.right()) };
        let x = (from + to) / 2.0;
        vec![Point::new(from, ca.y), Point::new(x, ca.y), Point::new(x, cb.y), Point::new(to, cb.y)]
    };
    let ports = vec![points[0], points[points.len() - 1]];
    let label_at = points
        .windows(2)
        .max_by(|p, q| p[0].distance(p[1]).total_cmp(&q[0].distance(q[1])))
        .map(|piece| piece[0].middle(piece[1]));
    Line { points, ports, label_at }
}
