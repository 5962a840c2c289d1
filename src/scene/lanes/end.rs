use super::CORNER;
use crate::scene::geometry::Rect;

/// A box that a line begins or ends at.
#[derive(Clone, Copy, Debug)]
pub(in crate::scene) struct End<'a> {
    pub rect: Rect,
    /// Parts of its top edge where gateways and their names stand, as ranges from its left corner, in order.
    pub taken: &'a [(f64, f64)],
}

/// Extra cost of a top edge with gateways: another side is better.
const GATEWAY_SIDE: f64 = 120.0;

impl<'a> End<'a> {
    /// What is taken, on the canvas.
    fn taken(&self) -> impl Iterator<Item = (f64, f64)> {
        self.taken.iter().map(|(from, to)| (self.rect.x + from, self.rect.x + to))
    }

    /// The x on the top edge nearest to `wanted` that is not taken, within `low` and `high`.
    fn free(&self, wanted: f64, low: f64, high: f64) -> f64 {
        let is_free = |x: &f64| (low..=high).contains(x) && self.taken().all(|(from, to)| *x <= from || to <= *x);
        let edges = self.taken().flat_map(|(from, to)| [from, to]);
        let distance = |x: &f64| (x - wanted).abs();
        let nearest = edges.chain([wanted]).filter(is_free).min_by(|x, y| distance(x).total_cmp(&distance(y)));
        nearest.unwrap_or(wanted)
    }

    /// The part of a side that a line which ends there at `port` may move along: not over corners, not over gateways.
    pub fn reach(&self, upright: bool, top: bool, port: f64) -> (f64, f64) {
        let r = self.rect;
        let (low, high) = if upright { (r.x, r.right()) } else { (r.y, r.bottom()) };
        let corner = CORNER.min((high - low) / 2.0);
        let (mut low, mut high) = (low + corner, high - corner);
        for (from, to) in self.taken().filter(|_| upright && top) {
            if to <= port {
                low = low.max(to);
            } else if port <= from {
                high = high.min(from);
            }
        }
        (low.min(port), high.max(port))
    }

    pub(super) fn turned(self, level: bool) -> TurnedEnd<'a> {
        TurnedEnd { r: turned(self.rect, level), end: self, level }
    }
}

/// An end as it is for ways whose first piece is level; for upright ones x and y are exchanged, so that one piece of
/// code finds both.
#[derive(Clone, Copy)]
pub(super) struct TurnedEnd<'a> {
    pub r: Rect,
    pub end: End<'a>,
    pub level: bool,
}

impl TurnedEnd<'_> {
    /// The x of the right side (`high`) or the left one.
    pub fn side(&self, high: bool) -> f64 {
        if high { self.r.right() } else { self.r.x }
    }

    /// Is that side, before turning, the top?
    fn is_top(&self, high: bool) -> bool {
        !self.level && !high
    }

    /// The y at which a line leaves by the right or left side: its middle, or beside a gateway.
    pub fn port(&self, high: bool) -> f64 {
        self.port_near(high, self.r.center().y, self.r.y + CORNER, self.r.bottom() - CORNER)
    }

    /// The y nearest to `wanted` at which a line may leave by that side.
    pub fn port_near(&self, high: bool, wanted: f64, low: f64, high_end: f64) -> f64 {
        if self.is_top(high) { self.end.free(wanted, low, high_end) } else { wanted }
    }

    /// What leaving by that side costs more.
    pub fn cost(&self, high: bool) -> f64 {
        if self.is_top(high) && !self.end.taken.is_empty() { GATEWAY_SIDE } else { 0.0 }
    }

    /// The same end for a last piece that is across the first: bottom (`high`) and top become right and left.
    pub fn across(&self) -> TurnedEnd<'_> {
        self.end.turned(!self.level)
    }
}

/// The rectangle with x and y exchanged unless `level`.
pub(super) fn turned(r: Rect, level: bool) -> Rect {
    if level { r } else { Rect { x: r.y, y: r.x, w: r.h, h: r.w } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_leaves_a_top_edge_beside_its_gateway() {
        let taken = [(80.0, 200.0)];
        let end = End { rect: Rect::new(0.0, 0.0, 220.0, 100.0), taken: &taken };
        assert_eq!(end.turned(false).port(false), 80.0);
        assert_eq!(end.turned(false).port(true), 110.0);
        assert_eq!(end.turned(true).port(false), 50.0);
        assert_eq!(end.reach(true, true, 80.0), (14.0, 80.0));
        assert_eq!(end.reach(true, false, 110.0), (14.0, 206.0));
    }
}
