use crate::scene::{Point, Rect};

/// The free stretch between two boxes, and how far it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    /// One end, in canvas units.
    pub from: Point,
    /// The other end.
    pub to: Point,
    /// Its length, in canvas units.
    pub length: f64,
}

/// Brings `moving` to the same distance from its neighbours as these have between them, where it is within `reach` of
/// that. Answers with the shift along each axis, where there is one, and the stretches that are equal then.
pub fn equal_spacing(moving: Rect, others: &[Rect], reach: f64) -> ([Option<f64>; 2], Vec<Stretch>) {
    let across = along(moving, others, reach);
    let turned: Vec<Rect> = others.iter().map(|rect| turn(*rect)).collect();
    let down = along(turn(moving), &turned, reach);
    let back = |stretch: Stretch| {
        let turn = |p: Point| Point::new(p.y, p.x);
        Stretch { from: turn(stretch.from), to: turn(stretch.to), ..stretch }
    };
    let mut equal = across.as_ref().map_or(Vec::new(), |(_, equal)| equal.clone());
    equal.extend(down.iter().flat_map(|(_, equal)| equal.iter().copied().map(back)));
    ([across.map(|(shift, _)| shift), down.map(|(shift, _)| shift)], equal)
}

fn turn(rect: Rect) -> Rect {
    Rect::new(rect.y, rect.x, rect.h, rect.w)
}

/// The same, along the horizontal axis only.
fn along(moving: Rect, others: &[Rect], reach: f64) -> Option<(f64, Vec<Stretch>)> {
    let beside = |a: Rect, b: Rect| a.y < b.bottom() && b.y < a.bottom();
    let before = |of: Rect| {
        let left = others.iter().filter(|r| beside(of, **r) && r.right() <= of.x + reach);
        left.copied().max_by(|a, b| a.right().total_cmp(&b.right()))
    };
    let after = |of: Rect| {
        let right = others.iter().filter(|r| beside(of, **r) && r.x >= of.right() - reach);
        right.copied().min_by(|a, b| a.x.total_cmp(&b.x))
    };
    let (left, right) = (before(moving), after(moving));
    let further_left = left.and_then(|left| Some((before(left)?, left)));
    let further_right = right.and_then(|right| Some((right, after(right)?)));
    // Where its left edge would be, and the boxes whose distances are equal then: `None` is the moving one.
    let mut ways: Vec<(f64, [Option<Rect>; 3])> = Vec::new();
    if let (Some(l), Some(r)) = (left, right) {
        ways.push(((l.right() + r.x - moving.w) / 2.0, [Some(l), None, Some(r)]));
    }
    if let Some((ll, l)) = further_left {
        ways.push((l.right() + l.x - ll.right(), [Some(ll), Some(l), None]));
    }
    if let Some((r, rr)) = further_right {
        ways.push((r.x - (rr.x - r.right()) - moving.w, [None, Some(r), Some(rr)]));
    }
    let near = ways.into_iter().filter(|(x, _)| (x - moving.x).abs() <= reach);
    let (x, three) = near.min_by(|a, b| (a.0 - moving.x).abs().total_cmp(&(b.0 - moving.x).abs()))?;
    let there = Rect::new(x, moving.y, moving.w, moving.h);
    let three = three.map(|rect| rect.unwrap_or(there));
    let stretches = three.windows(2).map(|pair| {
        let (a, b) = (pair[0], pair[1]);
        let y = (a.y.max(b.y) + a.bottom().min(b.bottom())) / 2.0;
        Stretch { from: Point::new(a.right(), y), to: Point::new(b.x, y), length: b.x - a.right() }
    });
    let stretches: Vec<Stretch> = stretches.collect();
    // Boxes that touch or overlap have no distance to repeat.
    stretches.iter().all(|stretch| stretch.length > 0.0).then_some((x - moving.x, stretches))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(x: f64, y: f64) -> Rect {
        Rect::new(x, y, 100.0, 60.0)
    }

    #[test]
    fn a_third_box_repeats_the_distance_of_two() {
        let (shift, equal) = equal_spacing(at(283.0, 10.0), &[at(0.0, 0.0), at(140.0, 0.0)], 6.0);
        assert_eq!(shift, [Some(-3.0), None]);
        assert_eq!(equal.iter().map(|s| s.length).collect::<Vec<_>>(), [40.0, 40.0]);
        assert_eq!(equal[1].to.x, 280.0);
    }

    #[test]
    fn a_box_between_two_stands_in_the_middle() {
        let (shift, equal) = equal_spacing(at(196.0, 0.0), &[at(0.0, 0.0), at(400.0, 0.0)], 6.0);
        assert_eq!(shift, [Some(4.0), None]);
        assert_eq!(equal.len(), 2);
    }

    #[test]
    fn boxes_above_each_other_are_spaced_down() {
        let (shift, equal) = equal_spacing(at(0.0, 205.0), &[at(0.0, 0.0), at(0.0, 100.0)], 6.0);
        assert_eq!(shift, [None, Some(-5.0)]);
        assert_eq!(equal[1].from, Point::new(50.0, 160.0));
    }

    #[test]
    fn out_of_reach_or_alone_nothing_happens() {
        assert_eq!(equal_spacing(at(320.0, 0.0), &[at(0.0, 0.0), at(140.0, 0.0)], 6.0), ([None, None], Vec::new()));
        assert_eq!(equal_spacing(at(20.0, 0.0), &[], 6.0).1, []);
    }
}
