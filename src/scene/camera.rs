use super::geometry::{Point, Rect};

/// Which part of the canvas is on the screen.
///
/// A point `w` of the canvas is at `(w - (x, y)) * scale` on the screen, counted from the left top corner of the view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// The canvas x at the left edge of the view.
    pub x: f64,
    /// The canvas y at the top edge of the view.
    pub y: f64,
    /// Screen pixels per canvas unit, [`Camera::MIN_SCALE`] to [`Camera::MAX_SCALE`].
    pub scale: f64,
}

impl Default for Camera {
    fn default() -> Camera {
        Camera { x: 0.0, y: 0.0, scale: 1.0 }
    }
}

impl Camera {
    /// The smallest scale: half a percent, at which 2,500 VPCs are in view.
    pub const MIN_SCALE: f64 = 0.005;
    /// The largest scale: 800 %.
    pub const MAX_SCALE: f64 = 8.0;

    /// Where a point of the canvas is on the screen.
    pub fn to_screen(self, world: Point) -> Point {
        (world - Point::new(self.x, self.y)) * self.scale
    }

    /// Which point of the canvas is at a point of the screen.
    pub fn to_world(self, screen: Point) -> Point {
        screen * (1.0 / self.scale) + Point::new(self.x, self.y)
    }

    /// Where a rectangle of the canvas is on the screen.
    pub fn rect_to_screen(self, world: Rect) -> Rect {
        let at = self.to_screen(world.origin());
        Rect::new(at.x, at.y, world.w * self.scale, world.h * self.scale)
    }

    /// Which rectangle of the canvas is behind one of the screen.
    pub fn rect_to_world(self, screen: Rect) -> Rect {
        let at = self.to_world(screen.origin());
        Rect::new(at.x, at.y, screen.w / self.scale, screen.h / self.scale)
    }

    /// The part of the canvas that a view of `viewport` pixels shows.
    pub fn view(self, viewport: Point) -> Rect {
        self.rect_to_world(Rect::new(0.0, 0.0, viewport.x, viewport.y))
    }

    /// The camera after the content was dragged by `screen` pixels.
    #[must_use]
    pub fn pan_by(self, screen: Point) -> Camera {
        Camera { x: self.x - screen.x / self.scale, y: self.y - screen.y / self.scale, ..self }
    }

    /// The camera zoomed by `factor` while what is at the point `at` of the screen stays there. The scale stops at its
    /// limits; a factor that is not a positive number changes nothing.
    #[must_use]
    pub fn zoom_at(self, at: Point, factor: f64) -> Camera {
        if !(factor.is_finite() && factor > 0.0) {
            return self;
        }
        let scale = (self.scale * factor).clamp(Camera::MIN_SCALE, Camera::MAX_SCALE);
        let fixed = self.to_world(at);
        Camera { x: fixed.x - at.x / scale, y: fixed.y - at.y / scale, scale }
    }

    /// The camera that shows the whole of `world` in the middle of a view of `viewport` pixels, `padding` pixels from
    /// its edges. It does not zoom in beyond 100 %.
    pub fn fit(world: Rect, viewport: Point, padding: f64) -> Camera {
        let room = |size: f64| (size - 2.0 * padding).max(1.0);
        let scale = (room(viewport.x) / world.w.max(1.0)).min(room(viewport.y) / world.h.max(1.0));
        let scale = scale.clamp(Camera::MIN_SCALE, 1.0);
        let center = world.center();
        Camera { x: center.x - viewport.x / scale / 2.0, y: center.y - viewport.y / scale / 2.0, scale }
    }

    /// The camera that shows `world` in the middle without a change of scale.
    #[must_use]
    pub fn centered_on(self, world: Rect, viewport: Point) -> Camera {
        let center = world.center();
        Camera { x: center.x - viewport.x / self.scale / 2.0, y: center.y - viewport.y / self.scale / 2.0, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zooming_keeps_the_point_under_the_pointer() {
        let camera = Camera { x: 13.0, y: -7.0, scale: 0.8 };
        let at = Point::new(300.0, 120.0);
        let zoomed = camera.zoom_at(at, 1.7);
        assert!(zoomed.to_world(at).distance(camera.to_world(at)) < 1e-9);
        assert_eq!(camera.zoom_at(at, 1e9).scale, Camera::MAX_SCALE);
        assert_eq!(camera.zoom_at(at, 1e-9).scale, Camera::MIN_SCALE);
        assert_eq!(camera.zoom_at(at, f64::NAN), camera);
    }

    #[test]
    fn fit_shows_the_whole_rectangle_in_the_middle() {
        let world = Rect::new(-500.0, 200.0, 4000.0, 1000.0);
        let viewport = Point::new(1200.0, 800.0);
        let camera = Camera::fit(world, viewport, 40.0);
        let shown = camera.rect_to_screen(world);
        assert!(shown.center().distance(Point::new(600.0, 400.0)) < 1e-9);
        assert!((shown.w - 1120.0).abs() < 1e-9);
        assert_eq!(Camera::fit(Rect::new(0.0, 0.0, 10.0, 10.0), viewport, 40.0).scale, 1.0);
    }

    #[test]
    fn screen_and_world_are_inverse() {
        let camera = Camera { x: 13.0, y: -7.0, scale: 0.8 }.pan_by(Point::new(40.0, 8.0));
        let p = Point::new(77.0, 31.0);
        assert!(camera.to_world(camera.to_screen(p)).distance(p) < 1e-9);
        let r = Rect::new(3.0, 4.0, 5.0, 6.0);
        assert!(camera.rect_to_world(camera.rect_to_screen(r)).origin().distance(r.origin()) < 1e-9);
    }
}
