use crate::ordering::Ordered;
use crate::scene::{Point, Rect};

/// The left top corner, on a grid of `step`, of the free place for a box of `size` that is nearest to `wanted`: `gap`
/// away from everything in `taken`.
pub fn free_spot(wanted: Point, size: Point, taken: &[Rect], gap: f64, step: f64) -> Point {
    let wanted = wanted.snapped(step);
    // Up and to the left, or down and to the right: away from the edge that the box keeps clear of.
    let before = |edge: f64| ((edge - gap) / step).floor() * step;
    let after = |edge: f64| ((edge + gap) / step).ceil() * step;
    let mut xs = vec![wanted.x];
    let mut ys = vec![wanted.y];
    for rect in taken {
        xs.extend([before(rect.x - size.x), after(rect.right())]);
        ys.extend([before(rect.y - size.y), after(rect.bottom())]);
    }
    let free = |at: &Point| {
        let area = Rect::new(at.x - gap + 0.5, at.y - gap + 0.5, size.x + 2.0 * gap - 1.0, size.y + 2.0 * gap - 1.0);
        !taken.iter().any(|rect| rect.intersects(area))
    };
    let near = |values: &mut Vec<f64>, wanted: f64| {
        values.order_by(|a, b| (a - wanted).abs().total_cmp(&(b - wanted).abs()));
        values.dedup();
        values.truncate(60);
    };
    near(&mut xs, wanted.x);
    near(&mut ys, wanted.y);
    let places = xs.iter().flat_map(|x| ys.iter().map(|y| Point::new(*x, *y)));
    // Boxes grow to the right and down, so a place to the right or below serves longer than one half as far away.
    let cost = |at: &Point| {
        let by = *at - wanted;
        let (dx, dy) = (by.x.max(-2.0 * by.x), by.y.max(-2.0 * by.y));
        dx.hypot(dy)
    };
    let nearest = places.filter(free).min_by(|a, b| cost(a).total_cmp(&cost(b)));
    // Right of everything there is always room.
    nearest.unwrap_or_else(|| {
        let right = taken.iter().map(|rect| rect.right()).fold(wanted.x, f64::max);
        Point::new(after(right), wanted.y)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: Point = Point::new(100.0, 60.0);

    #[test]
    fn a_free_place_is_taken_as_it_is_on_the_grid() {
        assert_eq!(free_spot(Point::new(33.0, 47.0), SIZE, &[], 40.0, 20.0), Point::new(40.0, 40.0));
    }

    #[test]
    fn a_taken_place_gives_way_to_the_nearest_free_one() {
        let there = [Rect::new(0.0, 0.0, 300.0, 200.0)];
        let at = free_spot(Point::new(240.0, 20.0), SIZE, &there, 40.0, 20.0);
        assert_eq!(at, Point::new(340.0, 20.0));
    }

    #[test]
    fn the_place_is_clear_of_everything_however_full_it_is() {
        let crowd: Vec<Rect> = (0..20)
            .flat_map(|i| (0..20).map(move |j| Rect::new(f64::from(i) * 130.0, f64::from(j) * 90.0, 120.0, 80.0)))
            .collect();
        let at = free_spot(Point::new(900.0, 700.0), SIZE, &crowd, 40.0, 20.0);
        let placed = Rect::new(at.x, at.y, SIZE.x, SIZE.y);
        assert!(crowd.iter().all(|rect| !rect.intersects(placed)));
    }
}
