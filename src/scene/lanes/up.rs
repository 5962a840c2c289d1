use super::{CLEARANCE, Finder, Obstacles, Route};
use crate::scene::geometry::{Point, Rect};

/// How often a line up to the internet may step aside for a box.
const STEPS: usize = 3;
/// The cost of ending beside the bar, in units of length.
const BESIDE: f64 = 400.0;

impl<O: Obstacles> Finder<'_, O> {
    /// The way from a gateway's top up to the bar whose bottom edge is at `bar`: straight, or stepping aside for boxes
    /// above. `None` when it would have to more often than is readable.
    pub fn up(&mut self, from: Point, bar: Rect) -> Option<Route> {
        let (_, lanes) = self.climb(from, bar, STEPS)?;
        Some(Route { level_first: false, start: from.y, lanes, end: bar.bottom() })
    }

    /// The lanes from `from` up, with their cost.
    fn climb(&mut self, from: Point, bar: Rect, steps: usize) -> Option<(f64, Vec<f64>)> {
        let column =
            Rect::new(from.x - CLEARANCE + 1.0, bar.bottom(), 2.0 * (CLEARANCE - 1.0), from.y - 1.0 - bar.bottom());
        self.looked.push(column);
        let above = self.obstacles.boxes(column);
        let Some(box_) = above.into_iter().max_by(|a, b| a.bottom().total_cmp(&b.bottom())) else {
            // The bar grows to meet a line beside it, but one that it covers anyway is better.
            let beside = if (bar.x..=bar.right()).contains(&from.x) { 0.0 } else { BESIDE };
            return Some((from.y - bar.bottom() + beside, vec![from.x]));
        };
        if steps == 0 || box_.bottom() >= from.y {
            return None;
        }
        let y = (box_.bottom() + from.y) / 2.0;
        let mut best: Option<(f64, Vec<f64>)> = None;
        for right in [false, true] {
            let x = self.beside(box_, right);
            let level = Rect::from_corners(Point::new(from.x, y), Point::new(x, y))
                .inflate((CLEARANCE - 1.0).min((from.y - box_.bottom()) / 2.0 - 0.5));
            self.looked.push(level);
            if self.obstacles.count(level, 1) > 0 {
                continue;
            }
            let Some((cost, lanes)) = self.climb(Point::new(x, y), bar, steps - 1) else { continue };
            let cost = cost + (from.x - x).abs() + (from.y - y) + 120.0;
            if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                best = Some((cost, [vec![from.x, y], lanes].concat()));
            }
        }
        best
    }
}
