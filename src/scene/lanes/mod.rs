//! Routes lines between boxes: level and upright pieces that run in the gaps, never across a box where there is a way
//! around, each in a lane of its own.

mod around;
mod end;
mod label;
mod sharing;
mod spread;
mod up;

use super::geometry::{Point, Rect};

pub(super) use around::{Finder, Obstacles};
pub(super) use end::End;
pub(super) use label::place_label;
pub(super) use spread::{Bounds, Strand, spread};

/// How far lines stay away from boxes.
pub(super) const CLEARANCE: f64 = 10.0;
/// How far parallel lines stay apart.
pub(super) const LANE: f64 = 8.0;
/// How far ports stay away from the corners of a box.
pub(super) const CORNER: f64 = 14.0;

/// A way of level and upright pieces in turn, told by where each piece runs: a level piece by its y, an upright one by
/// its x. Moving a piece into another lane changes one number.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Route {
    /// Is the first piece level?
    pub level_first: bool,
    /// Where the first piece begins: x of a level one, y of an upright one.
    pub start: f64,
    /// Where each piece runs. Never empty.
    pub lanes: Vec<f64>,
    /// Where the last piece ends.
    pub end: f64,
}

/// One piece of a route.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Piece {
    pub level: bool,
    /// y of a level piece, x of an upright one.
    pub lane: f64,
    /// Where it begins and ends along its direction.
    pub from: f64,
    pub to: f64,
}

impl Piece {
    /// The piece from one point to another beside, above or below it.
    pub fn between(a: Point, b: Point) -> Piece {
        if a.y == b.y {
            Piece { level: true, lane: a.y, from: a.x, to: b.x }
        } else {
            Piece { level: false, lane: a.x, from: a.y, to: b.y }
        }
    }

    pub fn low(&self) -> f64 {
        self.from.min(self.to)
    }

    pub fn high(&self) -> f64 {
        self.from.max(self.to)
    }

    pub fn length(&self) -> f64 {
        (self.from - self.to).abs()
    }

    fn point(&self, along: f64) -> Point {
        if self.level { Point::new(along, self.lane) } else { Point::new(self.lane, along) }
    }

    pub fn rect(&self) -> Rect {
        Rect::from_corners(self.point(self.from), self.point(self.to))
    }
}

impl Route {
    /// Is piece `i` level?
    pub fn is_level(&self, i: usize) -> bool {
        self.level_first == i.is_multiple_of(2)
    }

    pub fn piece(&self, i: usize) -> Piece {
        let from = if i == 0 { self.start } else { self.lanes[i - 1] };
        let to = if i + 1 == self.lanes.len() { self.end } else { self.lanes[i + 1] };
        Piece { level: self.is_level(i), lane: self.lanes[i], from, to }
    }

    pub fn pieces(&self) -> impl Iterator<Item = Piece> {
        (0..self.lanes.len()).map(|i| self.piece(i))
    }

    pub fn length(&self) -> f64 {
        self.pieces().map(|piece| piece.length()).sum()
    }

    /// Its corners and ends.
    pub fn points(&self) -> Vec<Point> {
        let mut points = Vec::with_capacity(self.lanes.len() + 1);
        for piece in self.pieces() {
            if points.is_empty() {
                points.push(piece.point(piece.from));
            }
            points.push(piece.point(piece.to));
        }
        points.dedup();
        points
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_turns_where_its_lanes_cross() {
        let route = Route { level_first: true, start: 10.0, lanes: vec![5.0, 40.0, 25.0], end: 90.0 };
        let points = [(10.0, 5.0), (40.0, 5.0), (40.0, 25.0), (90.0, 25.0)].map(|(x, y)| Point::new(x, y));
        assert_eq!(route.points(), points);
        assert_eq!(route.length(), 100.0);
        let upright = Route { level_first: false, start: 0.0, lanes: vec![7.0, 3.0], end: 1.0 };
        assert_eq!(upright.points(), [Point::new(7.0, 0.0), Point::new(7.0, 3.0), Point::new(1.0, 3.0)]);
    }
}
