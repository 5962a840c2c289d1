use std::collections::BTreeMap;

use crate::ordering::Gather;
use crate::scene::{Point, Rect};

/// Boxes grew to the right and down: by how much must their neighbours move so that nothing overlaps that did not
/// overlap before? A neighbour that stood at the right goes right, one below goes down, and pushes its own neighbours
/// on. They end `gap` apart.
pub fn make_room<Id: Copy + Ord>(before: &[(Id, Rect)], after: &[(Id, Rect)], gap: f64) -> Vec<(Id, Point)> {
    let old: BTreeMap<Id, Rect> = before.iter().copied().gather();
    let mut now: BTreeMap<Id, Rect> = after.iter().copied().gather();
    let grew = |id: &Id, rect: &Rect| old.get(id).is_some_and(|old| rect.w > old.w || rect.h > old.h);
    let mut pushing: Vec<Id> = after.iter().filter(|(id, rect)| grew(id, rect)).map(|(id, _)| *id).collect();
    // Each push moves something further right or down; the bound is for designs whose boxes lie in heaps.
    let mut left = after.len() * 4;
    while let Some(id) = pushing.pop() {
        let (rect, was) = (now[&id], old.get(&id).copied().unwrap_or(now[&id]));
        let met: Vec<Id> =
            now.iter().filter(|(other, r)| **other != id && r.intersects(rect)).map(|(id, _)| *id).collect();
        for other in met {
            let Some(stood) = old.get(&other).copied() else { continue };
            if left == 0 || stood.intersects(was) {
                continue;
            }
            left -= 1;
            let place = now[&other];
            let right = Point::new(rect.right() + gap - place.x, 0.0);
            let down = Point::new(0.0, rect.bottom() + gap - place.y);
            let at_right = stood.x >= was.right();
            let below = stood.y >= was.bottom();
            let by = match (at_right, below) {
                (true, false) => right,
                (false, true) => down,
                // Diagonal, or above and to the left, where nothing grows to: the shorter way.
                _ if right.x <= down.y => right,
                _ => down,
            };
            let by = Point::new((by.x / 20.0).ceil() * 20.0, (by.y / 20.0).ceil() * 20.0);
            now.insert(other, place.translate(by));
            pushing.push(other);
        }
    }
    let moved = after.iter().filter_map(|(id, rect)| {
        let by = now[id].origin() - rect.origin();
        (by != Point::ZERO).then_some((*id, by))
    });
    moved.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rect(x: f64, y: f64, w: f64, h: f64) -> Rect {
        Rect::new(x, y, w, h)
    }

    #[test]
    fn what_stood_at_the_right_goes_right_and_pushes_on() {
        let before = [
            (1, rect(0.0, 0.0, 100.0, 100.0)),
            (2, rect(120.0, 0.0, 100.0, 100.0)),
            (3, rect(240.0, 0.0, 100.0, 100.0)),
        ];
        let mut after = before;
        after[0].1.w = 160.0;
        assert_eq!(make_room(&before, &after, 40.0), [(2, Point::new(80.0, 0.0)), (3, Point::new(100.0, 0.0))]);
    }

    #[test]
    fn what_stood_below_goes_down() {
        let before = [(1, rect(0.0, 0.0, 100.0, 100.0)), (2, rect(0.0, 120.0, 100.0, 100.0))];
        let mut after = before;
        after[0].1.h = 150.0;
        assert_eq!(make_room(&before, &after, 40.0), [(2, Point::new(0.0, 80.0))]);
    }

    #[test]
    fn what_overlapped_before_or_is_not_met_stays() {
        let before =
            [(1, rect(0.0, 0.0, 100.0, 100.0)), (2, rect(50.0, 50.0, 100.0, 100.0)), (3, rect(400.0, 0.0, 10.0, 10.0))];
        let mut after = before;
        after[0].1.w = 200.0;
        assert_eq!(make_room(&before, &after, 40.0), []);
    }
}
