//! The view: panning, zooming, bringing things into it. Nothing of it is undone.

use super::Editor;
use crate::editor::{Modifiers, Response, WheelDevice};
use crate::model::EntityId;
use crate::scene::{Camera, Point, Rect};

/// A notch of the wheel zooms by a tenth at most, however fast it is turned.
const WHEEL_STEP: f64 = 1.1;
/// How much a pixel of a trackpad's pinch zooms.
const PINCH_RATE: f64 = 0.01;
/// The scales that the zoom commands go through.
const STOPS: [f64; 12] = [0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 4.0, 8.0];
/// How much of what is seen the view moves by a command.
const VIEW_STEP: f64 = 0.4;
/// Around what is fitted into the view, in pixels.
const FIT_PADDING: f64 = 64.0;
/// How much of the view is left below what is fitted, for the zoom bar, in pixels.
const FIT_FOOT: f64 = 58.0;

impl Editor {
    pub(super) fn set_camera(&mut self, camera: Camera) -> Response {
        let mut response = Response::none();
        let sound = camera.x.is_finite() && camera.y.is_finite() && camera.scale.is_finite();
        response.changed.camera = sound && camera != self.camera;
        if response.changed.camera {
            self.camera = camera;
        }
        response
    }

    /// Moves the view to `camera`, as a minimap or a zoom slider asks.
    pub fn look(&mut self, camera: Camera) -> Response {
        let scale = camera.scale.clamp(Camera::MIN_SCALE, Camera::MAX_SCALE);
        self.set_camera(Camera { scale, ..camera })
    }

    pub(super) fn wheel(&mut self, at: Point, delta: Point, held: Modifiers, device: WheelDevice) -> Response {
        let prefers_zoom = match device {
            WheelDevice::Mouse => self.preferences.mouse_wheel_zooms,
            WheelDevice::Trackpad => self.preferences.trackpad_zooms,
        };
        if held.mod_key || (prefers_zoom && !held.shift) {
            let factor = (-delta.y * PINCH_RATE).exp().clamp(1.0 / WHEEL_STEP, WHEEL_STEP);
            return self.set_camera(self.camera.zoom_at(at, factor));
        }
        // A mouse has one wheel: with Shift it scrolls sideways. Trackpads and some browsers send both directions.
        let delta = if held.shift && delta.x == 0.0 { Point::new(delta.y, 0.0) } else { delta };
        self.set_camera(self.camera.pan_by(delta * -1.0))
    }

    pub(super) fn pinch(&mut self, at: Point, by: Point, factor: f64) -> Response {
        self.set_camera(self.camera.pan_by(by).zoom_at(at, factor))
    }

    /// The middle of the canvas stays in the middle when a panel opens or the window changes.
    pub(in crate::editor) fn resize(&mut self, viewport: Point) -> Response {
        if !(viewport.x > 0.0 && viewport.y > 0.0 && viewport.x.is_finite() && viewport.y.is_finite()) {
            return Response::none();
        }
        let shift = (viewport - self.viewport) * 0.5;
        self.viewport = viewport;
        self.set_camera(self.camera.pan_by(shift))
    }

    pub(super) fn zoom_step(&mut self, inward: bool) -> Response {
        let now = self.camera.scale;
        let further = |stop: &&f64| if inward { **stop > now * 1.001 } else { **stop < now * 0.999 };
        let mut stops = STOPS.iter();
        let stop = if inward { stops.find(further) } else { stops.rev().find(further) };
        stop.map_or(Response::none(), |stop| self.zoom_to(*stop))
    }

    /// Moves the view by a part of what is seen, in the direction that is given in units.
    pub(super) fn step_view(&mut self, right: f64, down: f64) -> Response {
        let step = Point::new(-right * self.viewport.x, -down * self.viewport.y) * VIEW_STEP;
        self.set_camera(self.camera.pan_by(step))
    }

    pub(super) fn zoom_to(&mut self, scale: f64) -> Response {
        self.set_camera(self.camera.zoom_at(self.viewport * 0.5, scale / self.camera.scale))
    }

    pub(super) fn zoom_to_rect(&mut self, rect: Option<Rect>) -> Response {
        match rect {
            Some(rect) => {
                let padding = FIT_PADDING.min(self.viewport.x * 0.06);
                // Nothing of it is to be under the zoom bar.
                let foot = (FIT_FOOT - padding).max(0.0).min(self.viewport.y * 0.1);
                let room = Point::new(self.viewport.x, self.viewport.y - foot);
                self.set_camera(Camera::fit(rect, room, padding))
            }
            None => self.set_camera(Camera::default()),
        }
    }

    /// Brings an object into view: pans as far as it takes. The scale stays as the person chose it.
    pub fn reveal(&mut self, id: EntityId) -> Response {
        let Some(rect) = self.layout.bounds_of([id]) else { return Response::none() };
        let view = self.camera.view(self.viewport);
        if view.contains_rect(rect) {
            return Response::none();
        }
        // Of what is larger than the view, some part shows or its middle does.
        if rect.w > view.w || rect.h > view.h {
            let shows = view.intersects(rect);
            let centered = self.camera.centered_on(rect, self.viewport);
            return if shows { Response::none() } else { self.set_camera(centered) };
        }
        let margin = (FIT_PADDING / self.camera.scale).min((view.w - rect.w) / 2.0).min((view.h - rect.h) / 2.0);
        let wanted = rect.inflate(margin.max(0.0));
        let shift = |low: f64, high: f64, from: f64, to: f64| {
            if from < low { from - low } else { (to - high).max(0.0) }
        };
        let x = self.camera.x + shift(view.x, view.right(), wanted.x, wanted.right());
        let y = self.camera.y + shift(view.y, view.bottom(), wanted.y, wanted.bottom());
        self.set_camera(Camera { x, y, ..self.camera })
    }

    /// The canvas point in the middle of the view.
    pub(super) fn middle(&self) -> Point {
        self.camera.to_world(self.viewport * 0.5)
    }
}
