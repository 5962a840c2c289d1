use crate::scene::Point;

/// An offset that brings `origin` onto the grid.
pub fn snapped_to_grid(origin: Point, offset: Point, step: f64) -> Point {
    (origin + offset).snapped(step) - origin
}

/// The offset along the one axis it mostly goes along.
pub fn constrained(offset: Point) -> Point {
    if offset.x.abs() >= offset.y.abs() { Point::new(offset.x, 0.0) } else { Point::new(0.0, offset.y) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn snapping_ends_on_the_grid_from_anywhere() {
        let offset = snapped_to_grid(Point::new(7.0, 13.0), Point::new(50.0, 0.0), 20.0);
        assert_eq!(Point::new(7.0, 13.0) + offset, Point::new(60.0, 20.0));
    }

    #[test]
    fn a_constrained_offset_keeps_its_longer_part() {
        assert_eq!(constrained(Point::new(-30.0, 20.0)), Point::new(-30.0, 0.0));
        assert_eq!(constrained(Point::new(3.0, 20.0)), Point::new(0.0, 20.0));
    }
}
