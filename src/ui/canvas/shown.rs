//! What a drawn picture shows.

use cidraw::model::Revision;
use cidraw::scene::{Camera, Grouping, Point};

/// Of what a picture was drawn: it is drawn again when any of it is different.
#[derive(Clone, PartialEq)]
pub struct Shown {
    pub revision: Revision,
    pub findings: u64,
    /// Are lines where the boxes are?
    pub routed: bool,
    pub camera: Camera,
    pub viewport: Point,
    /// Device pixels a pixel.
    pub ratio: f64,
    /// Dark, and with the system's own colours.
    pub theme: (bool, bool),
    pub grid: bool,
    pub grouping: Grouping,
}

impl Shown {
    /// Is this a picture of the same, as large or larger, though perhaps through another camera?
    pub fn is_of_the_same(&self, now: &Shown) -> bool {
        let large = self.viewport.x >= now.viewport.x && self.viewport.y >= now.viewport.y;
        large && Shown { camera: now.camera, viewport: now.viewport, ..self.clone() } == *now
    }

    /// Is the other picture a part of this one, from the same corner on?
    pub fn covers(&self, now: &Shown) -> bool {
        self.camera == now.camera && self.is_of_the_same(now)
    }

    /// Does this picture fill the view, moved to where its camera is?
    pub fn fills(&self, now: &Shown) -> bool {
        self.camera.view(self.viewport).contains_rect(now.camera.view(now.viewport))
    }

    /// The size of the view in device pixels.
    pub fn device_size(&self) -> (u32, u32) {
        ((self.viewport.x * self.ratio).round() as u32, (self.viewport.y * self.ratio).round() as u32)
    }
}
