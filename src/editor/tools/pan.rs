use super::{Act, Phase, Step, View};
use crate::editor::input::{Button, Pointer};
use crate::editor::preview::Cursor;
use crate::scene::{Camera, Point};

/// Moving the view: with the hand tool, the space bar, the middle button, or a finger on empty canvas.
#[derive(Clone, Debug)]
pub struct Panning {
    start: Point,
    camera: Camera,
    moved: bool,
}

impl Panning {
    pub fn new(pointer: &Pointer, view: &View) -> Panning {
        Panning { start: pointer.at, camera: view.camera, moved: false }
    }
}

impl Phase for Panning {
    fn moved(self, pointer: &Pointer, _: &View) -> Step {
        let camera = self.camera.pan_by(pointer.at - self.start);
        Step::to(Panning { moved: true, ..self }).with(Act::Camera(camera))
    }

    fn released(self, pointer: &Pointer, view: &View) -> Step {
        let zooms = !self.moved && pointer.button == Button::Main && pointer.clicks == 2;
        if zooms { Step::idle().with(Act::Camera(view.camera.zoom_at(pointer.at, 2.0))) } else { Step::idle() }
    }

    fn cursor(&self, _: &View) -> Cursor {
        Cursor::Grabbing
    }

    fn left(&self) -> Option<Act> {
        Some(Act::Camera(self.camera))
    }
}
