use super::{Act, Phase, Step, View, scroll_at_edge};
use crate::editor::input::Pointer;
use crate::editor::intents::next_block;
use crate::editor::preview::{Cursor, Ghost, Preview};
use crate::editor::session::{GRID, NEW_VPC};
use crate::editor::{Intent, Refusal};
use crate::model::Placement;
use crate::scene::{Point, Rect};

/// Drawing a VPC: a click places one of the usual size, a drag draws its box.
#[derive(Clone, Debug)]
pub struct PlacingVpc {
    start: Point,
    /// Where the pointer is now, on the screen.
    at: Point,
    dragged: bool,
}

impl PlacingVpc {
    pub fn new(pointer: &Pointer, view: &View) -> PlacingVpc {
        PlacingVpc { start: view.world(pointer.at), at: pointer.at, dragged: false }
    }

    fn rect(&self, view: &View) -> Rect {
        let snap = |point: Point| if view.snaps() { point.snapped(GRID) } else { point };
        if !self.dragged {
            let at = snap(self.start);
            return Rect::new(at.x, at.y, NEW_VPC.x, NEW_VPC.y);
        }
        let mut to = view.world(self.at);
        if view.held.shift {
            let side = (to.x - self.start.x).abs().max((to.y - self.start.y).abs());
            let signed = |delta: f64| if delta < 0.0 { -side } else { side };
            to = self.start + Point::new(signed(to.x - self.start.x), signed(to.y - self.start.y));
        }
        Rect::from_corners(snap(self.start), snap(to))
    }
}

impl Phase for PlacingVpc {
    fn moved(self, pointer: &Pointer, view: &View) -> Step {
        let far = view.camera.to_screen(self.start).distance(pointer.at) > pointer.kind.drag_threshold();
        Step::to(PlacingVpc { at: pointer.at, dragged: self.dragged || far, ..self })
    }

    fn released(self, _: &Pointer, view: &View) -> Step {
        let start = verdict(self.start, view);
        if let Err(refusal) = start {
            return Step::idle().with(Act::Refuse(refusal));
        }
        let rect = self.rect(view);
        let mut at = Placement::at(rect.x.round() as i32, rect.y.round() as i32);
        if self.dragged {
            (at.w, at.h) = (Some(rect.w.round() as u32), Some(rect.h.round() as u32));
        }
        Step::idle().with(Act::Perform(Intent::DrawVpc { at, environment: view.environment() })).with(Act::Used)
    }

    fn ticked(self, elapsed: f64, view: &View) -> Step {
        let scroll = scroll_at_edge(self.at, elapsed, view).filter(|_| self.dragged);
        let step = Step::to(self);
        scroll.into_iter().fold(step, Step::with)
    }

    fn wants_ticks(&self, view: &View) -> bool {
        self.dragged && scroll_at_edge(self.at, 1.0, view).is_some()
    }

    fn preview(&self, view: &View) -> Preview {
        drawn(self.rect(view), verdict(self.start, view))
    }

    fn cursor(&self, _: &View) -> Cursor {
        Cursor::Crosshair
    }
}

/// The block that a VPC drawn from `start` gets, or why there can be none.
fn verdict(start: Point, view: &View) -> Result<String, Refusal> {
    if let Some(cell) = view.layout.cell_at(start) {
        return Err(Refusal::InsideVpc(view.design.name(cell.vpc)));
    }
    let none = || Refusal::NoRoom { from: "The address pool".to_owned(), length: 28 };
    next_block(view.design, view.environment()).map(|block| block.to_string()).ok_or_else(none)
}

fn drawn(rect: Rect, verdict: Result<String, Refusal>) -> Preview {
    let ghosts = match &verdict {
        Ok(block) => vec![Ghost { rect, label: block.clone() }],
        Err(_) => Vec::new(),
    };
    Preview { ghosts, ..Preview::default() }.saying(verdict)
}

/// The outline under the pointer before anything is pressed.
pub fn hovering(at: Point, view: &View) -> Preview {
    let world = view.world(at);
    let at = if view.snaps() { world.snapped(GRID) } else { world };
    drawn(Rect::new(at.x, at.y, NEW_VPC.x, NEW_VPC.y), verdict(world, view))
}
