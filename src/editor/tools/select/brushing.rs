use crate::editor::SelectMode;
use crate::editor::input::Pointer;
use crate::editor::preview::{Cursor, Preview};
use crate::editor::tools::{Act, Phase, Step, View, scroll_at_edge};
use crate::model::EntityId;
use crate::ordering::Gather;
use crate::scene::{Point, Rect};

/// Drawing a marquee. With Shift it adds to the selection.
#[derive(Clone, Debug)]
pub struct Brushing {
    start: Point,
    /// Where the pointer is now, on the screen.
    at: Point,
    adds: bool,
}

impl Brushing {
    pub fn new(start: &Pointer, view: &View) -> Brushing {
        Brushing { start: view.world(start.at), at: start.at, adds: start.modifiers.shift }
    }

    fn area(&self, view: &View) -> Rect {
        Rect::from_corners(self.start, view.world(self.at))
    }

    /// What it takes. What is in a VPC goes with it and is not selected besides.
    fn taken(&self, view: &View) -> Vec<EntityId> {
        let found = view.layout.within(self.area(view), view.preferences.marquee_touches);
        let inside = |id: &EntityId| {
            let vpc = view.layout.vpc_of(*id);
            vpc.is_some_and(|vpc| found.binary_search(&vpc.into()).is_ok())
        };
        found.iter().copied().filter(|id| !inside(id) && view.design.contains(*id)).gather()
    }
}

impl Phase for Brushing {
    fn moved(self, pointer: &Pointer, _: &View) -> Step {
        Step::to(Brushing { at: pointer.at, ..self })
    }

    fn released(self, _: &Pointer, view: &View) -> Step {
        let mode = if self.adds { SelectMode::Add } else { SelectMode::Replace };
        Step::idle().with(Act::Select(self.taken(view), mode))
    }

    fn ticked(self, elapsed: f64, view: &View) -> Step {
        let scroll = scroll_at_edge(self.at, elapsed, view);
        scroll.into_iter().fold(Step::to(self), Step::with)
    }

    fn wants_ticks(&self, view: &View) -> bool {
        scroll_at_edge(self.at, 1.0, view).is_some()
    }

    fn preview(&self, view: &View) -> Preview {
        Preview { marquee: Some(self.area(view)), selecting: self.taken(view), ..Preview::default() }
    }

    fn cursor(&self, _: &View) -> Cursor {
        Cursor::Crosshair
    }
}
