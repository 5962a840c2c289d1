use crate::scene::{Point, Rect};

/// Where an arrow key points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To the left.
    Left,
    /// To the right.
    Right,
    /// Up.
    Up,
    /// Down.
    Down,
}

impl Direction {
    /// One step that way.
    pub const fn unit(self) -> (i32, i32) {
        match self {
            Direction::Left => (-1, 0),
            Direction::Right => (1, 0),
            Direction::Up => (0, -1),
            Direction::Down => (0, 1),
        }
    }
}

/// The box that lies next in a direction: straight ahead before aside, near before far. Boxes that lie more aside than
/// ahead are passed over, unless nothing else lies that way.
pub fn next_in<Id: Copy>(from: Rect, boxes: impl Iterator<Item = (Id, Rect)>, direction: Direction) -> Option<Id> {
    let (dx, dy) = direction.unit();
    let (dx, dy) = (f64::from(dx), f64::from(dy));
    let scored = boxes.filter_map(|(id, rect)| {
        let to = rect.center() - from.center();
        let ahead = to.x * dx + to.y * dy;
        if ahead < 1.0 {
            return None;
        }
        // Boxes in the same row or column are not aside at all, however their middles lie.
        let aside = if dx == 0.0 {
            (rect.x - from.right()).max(from.x - rect.right()).max(0.0)
        } else {
            (rect.y - from.bottom()).max(from.y - rect.bottom()).max(0.0)
        };
        let off = if dx == 0.0 { to.x.abs() } else { to.y.abs() };
        let penalty = if aside > ahead { 1e9 } else { 0.0 };
        Some((penalty + ahead + 2.0 * aside + 0.3 * off, id))
    });
    scored.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, id)| id)
}

/// The box whose middle is nearest to a point.
pub fn nearest_to<Id: Copy>(point: Point, boxes: impl Iterator<Item = (Id, Rect)>) -> Option<Id> {
    boxes.min_by(|a, b| a.1.center().distance(point).total_cmp(&b.1.center().distance(point))).map(|(id, _)| id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid() -> impl Iterator<Item = ((i32, i32), Rect)> {
        (0..3).flat_map(|i| {
            (0..3).map(move |j| ((i, j), Rect::new(f64::from(i) * 100.0, f64::from(j) * 60.0, 80.0, 40.0)))
        })
    }

    #[test]
    fn arrows_walk_a_grid_and_come_back() {
        let rect = |id| grid().find(|(at, _)| *at == id).unwrap().1;
        let go = |from, direction| next_in(rect(from), grid().filter(|(id, _)| *id != from), direction);
        assert_eq!(go((1, 1), Direction::Right), Some((2, 1)));
        assert_eq!(go((1, 1), Direction::Left), Some((0, 1)));
        assert_eq!(go((1, 1), Direction::Up), Some((1, 0)));
        assert_eq!(go((1, 1), Direction::Down), Some((1, 2)));
        assert_eq!(go((2, 1), Direction::Right), None);
    }

    #[test]
    fn something_aside_is_taken_only_when_nothing_lies_ahead() {
        let from = Rect::new(0.0, 0.0, 10.0, 10.0);
        let aside = ("aside", Rect::new(30.0, 300.0, 10.0, 10.0));
        let ahead = ("ahead", Rect::new(500.0, 0.0, 10.0, 10.0));
        assert_eq!(next_in(from, [aside, ahead].into_iter(), Direction::Right), Some("ahead"));
        assert_eq!(next_in(from, [aside].into_iter(), Direction::Right), Some("aside"));
    }
}
