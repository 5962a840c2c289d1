use std::ops::{Add, Mul, Sub};

/// A place or a distance: canvas units (pixels at 100 %), or pixels where a name says screen. y grows downward.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downward.
    pub y: f64,
}

impl Point {
    /// The origin.
    pub const ZERO: Point = Point { x: 0.0, y: 0.0 };

    /// The point at `x`, `y`.
    pub const fn new(x: f64, y: f64) -> Point {
        Point { x, y }
    }

    /// How far the two are apart, as the crow flies.
    pub fn distance(self, other: Point) -> f64 {
        (self - other).length()
    }

    /// The distance from the origin.
    pub fn length(self) -> f64 {
        self.x.hypot(self.y)
    }

    /// The point half-way between the two.
    pub fn middle(self, other: Point) -> Point {
        Point::new((self.x + other.x) / 2.0, (self.y + other.y) / 2.0)
    }

    /// The nearest multiple of `step` in both directions. `step` is above 0.
    pub fn snapped(self, step: f64) -> Point {
        Point::new((self.x / step).round() * step, (self.y / step).round() * step)
    }
}

impl Add for Point {
    type Output = Point;
    fn add(self, other: Point) -> Point {
        Point::new(self.x + other.x, self.y + other.y)
    }
}

impl Sub for Point {
    type Output = Point;
    fn sub(self, other: Point) -> Point {
        Point::new(self.x - other.x, self.y - other.y)
    }
}

impl Mul<f64> for Point {
    type Output = Point;
    fn mul(self, factor: f64) -> Point {
        Point::new(self.x * factor, self.y * factor)
    }
}

/// An upright rectangle. Width and height are never negative.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// The left edge.
    pub x: f64,
    /// The top edge.
    pub y: f64,
    /// The width.
    pub w: f64,
    /// The height.
    pub h: f64,
}

impl Rect {
    /// The rectangle with its left top corner at `x`, `y`. Negative sizes count as 0.
    pub fn new(x: f64, y: f64, w: f64, h: f64) -> Rect {
        Rect { x, y, w: w.max(0.0), h: h.max(0.0) }
    }

    /// The rectangle between two opposite corners, in any order.
    pub fn from_corners(a: Point, b: Point) -> Rect {
        Rect::new(a.x.min(b.x), a.y.min(b.y), (a.x - b.x).abs(), (a.y - b.y).abs())
    }

    /// The rectangle of `w` by `h` around `center`.
    pub fn around(center: Point, w: f64, h: f64) -> Rect {
        Rect::new(center.x - w / 2.0, center.y - h / 2.0, w, h)
    }

    /// The left top corner.
    pub fn origin(self) -> Point {
        Point::new(self.x, self.y)
    }

    /// The right edge.
    pub fn right(self) -> f64 {
        self.x + self.w
    }

    /// The bottom edge.
    pub fn bottom(self) -> f64 {
        self.y + self.h
    }

    /// The middle.
    pub fn center(self) -> Point {
        Point::new(self.x + self.w / 2.0, self.y + self.h / 2.0)
    }

    /// Is the point inside or on the edge?
    pub fn contains(self, p: Point) -> bool {
        self.x <= p.x && p.x <= self.right() && self.y <= p.y && p.y <= self.bottom()
    }

    /// Is the whole of `other` inside?
    pub fn contains_rect(self, other: Rect) -> bool {
        self.x <= other.x && other.right() <= self.right() && self.y <= other.y && other.bottom() <= self.bottom()
    }

    /// Do the two share an area? Rectangles that only touch do not; one without an area is met when it lies inside.
    pub fn intersects(self, other: Rect) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }

    /// The shared area.
    pub fn intersection(self, other: Rect) -> Option<Rect> {
        let (x, y) = (self.x.max(other.x), self.y.max(other.y));
        let (right, bottom) = (self.right().min(other.right()), self.bottom().min(other.bottom()));
        (x <= right && y <= bottom).then(|| Rect::new(x, y, right - x, bottom - y))
    }

    /// The smallest rectangle around both.
    pub fn union(self, other: Rect) -> Rect {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        Rect::new(x, y, self.right().max(other.right()) - x, self.bottom().max(other.bottom()) - y)
    }

    /// Larger by `by` on every side; smaller when negative, down to nothing.
    pub fn inflate(self, by: f64) -> Rect {
        let by = by.max(-self.w.min(self.h) / 2.0);
        Rect::new(self.x - by, self.y - by, self.w + 2.0 * by, self.h + 2.0 * by)
    }

    /// The same size, `by` further.
    pub fn translate(self, by: Point) -> Rect {
        Rect { x: self.x + by.x, y: self.y + by.y, ..self }
    }

    /// The distance from `p` to the nearest point of the rectangle; 0 inside.
    pub fn distance(self, p: Point) -> f64 {
        let dx = (self.x - p.x).max(p.x - self.right()).max(0.0);
        let dy = (self.y - p.y).max(p.y - self.bottom()).max(0.0);
        dx.hypot(dy)
    }
}

/// The distance from `p` to the segment from `a` to `b`.
pub fn distance_to_segment(p: Point, a: Point, b: Point) -> f64 {
    let along = b - a;
    let square = along.x * along.x + along.y * along.y;
    if square == 0.0 {
        return p.distance(a);
    }
    let t = (((p.x - a.x) * along.x + (p.y - a.y) * along.y) / square).clamp(0.0, 1.0);
    p.distance(a + along * t)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn touching_rectangles_do_not_intersect() {
        let a = Rect::new(0.0, 0.0, 10.0, 10.0);
        assert!(!a.intersects(Rect::new(10.0, 0.0, 5.0, 5.0)));
        assert!(a.intersects(Rect::new(9.9, 0.0, 5.0, 5.0)));
        assert_eq!(a.intersection(Rect::new(8.0, 4.0, 5.0, 20.0)), Some(Rect::new(8.0, 4.0, 2.0, 6.0)));
    }

    #[test]
    fn a_rectangle_shrinks_to_nothing_but_not_further() {
        let a = Rect::new(0.0, 0.0, 10.0, 4.0).inflate(-5.0);
        assert_eq!((a.h, a.center()), (0.0, Point::new(5.0, 2.0)));
    }

    #[test]
    fn the_distance_to_a_segment_ends_at_its_ends() {
        let (a, b) = (Point::ZERO, Point::new(10.0, 0.0));
        assert_eq!(distance_to_segment(Point::new(5.0, 3.0), a, b), 3.0);
        assert_eq!(distance_to_segment(Point::new(13.0, 4.0), a, b), 5.0);
        assert_eq!(distance_to_segment(Point::new(3.0, 4.0), a, a), 5.0);
    }
}
