use super::{Act, Phase, Step, View};
use crate::editor::Intent;
use crate::editor::input::Pointer;
use crate::editor::preview::{Cursor, Ghost, Preview};
use crate::editor::session::{GRID, NOTE};
use crate::model::{Kind, Placement};
use crate::scene::{Point, Rect};

/// Drawing a note: a click places one of the usual size, a drag says how wide it is.
#[derive(Clone, Debug)]
pub struct AddingNote {
    start: Point,
    /// Where the pointer is now, on the screen.
    at: Point,
    dragged: bool,
}

impl AddingNote {
    pub fn new(pointer: &Pointer, view: &View) -> AddingNote {
        AddingNote { start: view.world(pointer.at), at: pointer.at, dragged: false }
    }

    fn rect(&self, view: &View) -> Rect {
        if self.dragged { Rect::from_corners(self.start, view.world(self.at)) } else { usual(self.start, view) }
    }
}

fn usual(at: Point, view: &View) -> Rect {
    let at = if view.snaps() { at.snapped(GRID) } else { at };
    Rect::new(at.x, at.y, NOTE.x, NOTE.y)
}

fn drawn(rect: Rect) -> Preview {
    Preview { ghosts: vec![Ghost { rect, label: "Note".to_owned() }], ..Preview::default() }
}

impl Phase for AddingNote {
    fn moved(self, pointer: &Pointer, view: &View) -> Step {
        let far = view.camera.to_screen(self.start).distance(pointer.at) > pointer.kind.drag_threshold();
        Step::to(AddingNote { at: pointer.at, dragged: self.dragged || far, ..self })
    }

    fn released(self, _: &Pointer, view: &View) -> Step {
        let rect = self.rect(view);
        let mut at = Placement::at(rect.x.round() as i32, rect.y.round() as i32);
        if self.dragged {
            (at.w, at.h) = (Some(rect.w.round() as u32), Some(rect.h.round() as u32));
        }
        let near = Vec::new();
        Step::idle().with(Act::Perform(Intent::AddObject { kind: Kind::Note, near, at: Some(at) })).with(Act::Write)
    }

    fn preview(&self, view: &View) -> Preview {
        drawn(self.rect(view))
    }

    fn cursor(&self, _: &View) -> Cursor {
        Cursor::Crosshair
    }
}

/// The outline under the pointer before anything is pressed.
pub fn hovering(at: Point, view: &View) -> Preview {
    drawn(usual(view.world(at), view))
}
