use super::camera::Camera;
use super::geometry::{Point, Rect};

/// The whole drawing in a small box: where everything is in a minimap, and what a click there means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Overview {
    /// What is shown, in canvas units.
    shown: Rect,
    /// Pixels of the map per canvas unit.
    scale: f64,
    /// From the corner of the map to the corner of what is shown, in pixels.
    margin: Point,
}

/// What is left free around the drawing, in pixels of the map.
const MARGIN: f64 = 6.0;

impl Overview {
    /// A map of `size` pixels of all that is drawn and of what the view shows besides. `None` when nothing is drawn.
    pub fn new(drawn: Option<Rect>, view: Rect, size: Point) -> Option<Overview> {
        let drawn = drawn?;
        // A view far away from the drawing would shrink it to a dot: the map follows it only so far.
        let reach = drawn.inflate(drawn.w.max(drawn.h) * 0.5);
        let shown = view.intersection(reach).map_or(drawn, |view| drawn.union(view));
        let room = Point::new((size.x - 2.0 * MARGIN).max(1.0), (size.y - 2.0 * MARGIN).max(1.0));
        let scale = (room.x / shown.w.max(1.0)).min(room.y / shown.h.max(1.0));
        let margin = Point::new((size.x - shown.w * scale) / 2.0, (size.y - shown.h * scale) / 2.0);
        Some(Overview { shown, scale, margin })
    }

    /// Where something of the drawing is on the map.
    pub fn to_map(self, rect: Rect) -> Rect {
        let at = (rect.origin() - self.shown.origin()) * self.scale + self.margin;
        Rect::new(at.x, at.y, rect.w * self.scale, rect.h * self.scale)
    }

    /// Which point of the canvas a point of the map is.
    pub fn to_world(self, at: Point) -> Point {
        (at - self.margin) * (1.0 / self.scale) + self.shown.origin()
    }

    /// The camera that has a point of the map in the middle of a view.
    pub fn look(self, at: Point, camera: Camera, viewport: Point) -> Camera {
        camera.centered_on(Rect::around(self.to_world(at), 0.0, 0.0), viewport)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: Point = Point::new(160.0, 100.0);

    #[test]
    fn all_that_is_drawn_is_on_the_map_and_points_come_back() {
        let drawn = Rect::new(-500.0, 20.0, 3000.0, 900.0);
        let map = Overview::new(Some(drawn), Rect::new(0.0, 0.0, 800.0, 600.0), SIZE).unwrap();
        let on_map = map.to_map(drawn);
        assert!(Rect::new(0.0, 0.0, SIZE.x, SIZE.y).contains_rect(on_map), "{on_map:?}");
        let back = map.to_world(on_map.origin());
        assert!(back.distance(drawn.origin()) < 1e-6, "{back:?}");
    }

    #[test]
    fn a_view_far_away_does_not_shrink_the_drawing_to_a_dot() {
        let drawn = Rect::new(0.0, 0.0, 1000.0, 500.0);
        let map = Overview::new(Some(drawn), Rect::new(1e7, 1e7, 800.0, 600.0), SIZE).unwrap();
        assert!(map.to_map(drawn).w > 60.0);
        assert_eq!(Overview::new(None, drawn, SIZE), None);
    }

    #[test]
    fn a_click_brings_its_place_into_the_middle() {
        let drawn = Rect::new(0.0, 0.0, 1000.0, 500.0);
        let map = Overview::new(Some(drawn), drawn, SIZE).unwrap();
        let viewport = Point::new(800.0, 600.0);
        let camera = map.look(map.to_map(drawn).origin(), Camera::default(), viewport);
        assert!(camera.to_world(viewport * 0.5).distance(Point::ZERO) < 1e-6);
    }
}
