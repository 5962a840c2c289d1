use crate::editor::Intent;
use crate::editor::input::{Button, Pointer};
use crate::editor::intents::is_locked;
use crate::editor::preview::{Cursor, Preview};
use crate::editor::session::{GRID, fitted};
use crate::editor::tools::{Act, Phase, Step, View, scroll_at_edge};
use crate::model::{EntityId, Kind, Placement, VpcId};
use crate::scene::{Point, Rect};

/// How near to a handle a press must be, in pixels: handles are drawn small and are wide to the pointer.
const REACH: f64 = 12.0;
/// A VPC that is smaller on the screen shows no handles, in pixels.
const SMALLEST: f64 = 60.0;

/// A handle of the selected VPC: which of its sides it drags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handle {
    /// The VPC.
    pub vpc: VpcId,
    /// -1 the left side, 1 the right one, 0 neither.
    pub x: i8,
    /// -1 the top, 1 the bottom, 0 neither.
    pub y: i8,
}

impl Handle {
    /// The handles of a VPC with the given box, each with its middle in canvas units.
    pub fn all(vpc: VpcId, rect: Rect) -> impl Iterator<Item = (Handle, Point)> {
        let places = [(-1, -1), (0, -1), (1, -1), (1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0)];
        places.into_iter().map(move |(x, y)| {
            let at = |low: f64, size: f64, side: i8| low + size * (f64::from(side) + 1.0) / 2.0;
            (Handle { vpc, x, y }, Point::new(at(rect.x, rect.w, x), at(rect.y, rect.h, y)))
        })
    }

    /// The VPC that shows handles now: the one that is selected, when it is large enough on the screen.
    pub(in crate::editor) fn owner(view: &View) -> Option<(VpcId, Rect)> {
        let only = view.selection.first().filter(|id| view.selection.len() == 1 && id.kind == Kind::Vpc)?;
        let vpc = only.typed()?;
        if is_locked(view.design, *only) {
            return None;
        }
        let rect = view.layout.rect(vpc)?;
        let screen = view.camera.rect_to_screen(rect);
        (screen.w.min(screen.h) >= SMALLEST).then_some((vpc, rect))
    }

    /// The handle under the pointer.
    pub(in crate::editor) fn at(view: &View, pointer: &Pointer) -> Option<Handle> {
        let (vpc, rect) = Handle::owner(view).filter(|_| pointer.button == Button::Main)?;
        let reach = REACH.max(pointer.kind.slop());
        let far = |at: Point| view.camera.to_screen(at).distance(pointer.at);
        let near = Handle::all(vpc, rect).filter(|(_, at)| far(*at) <= reach);
        near.min_by(|a, b| far(a.1).total_cmp(&far(b.1))).map(|(handle, _)| handle)
    }

    /// What the pointer looks like on it.
    pub fn cursor(self) -> Cursor {
        match (self.x, self.y) {
            (0, _) => Cursor::ResizeVertical,
            (_, 0) => Cursor::ResizeHorizontal,
            (x, y) if x == y => Cursor::ResizeFalling,
            _ => Cursor::ResizeRising,
        }
    }
}

/// Dragging a handle of a VPC. It never gets smaller than what it holds.
#[derive(Clone, Debug)]
pub struct Resizing {
    handle: Handle,
    start: Point,
    /// Where the pointer is now, on the screen.
    at: Point,
}

impl Resizing {
    pub fn new(handle: Handle, start: &Pointer, view: &View) -> Resizing {
        Resizing { handle, start: view.world(start.at), at: start.at }
    }

    /// The box that it would have.
    fn rect(&self, view: &View) -> Option<Rect> {
        let old = view.layout.rect(self.handle.vpc)?;
        let by = view.world(self.at) - self.start;
        let snap = |edge: f64| if view.snaps() { (edge / GRID).round() * GRID } else { edge.round() };
        let side = |low: f64, high: f64, by: f64, side: i8| match side {
            -1 => (snap(low + by).min(high), high),
            1 => (low, snap(high + by).max(low)),
            _ => (low, high),
        };
        let (left, right) = side(old.x, old.right(), by.x, self.handle.x);
        let (top, bottom) = side(old.y, old.bottom(), by.y, self.handle.y);
        let asked = Rect::new(left, top, right - left, bottom - top);
        let size = fitted(view.design, self.handle.vpc, asked)?;
        // What the content needs beyond the asked size is added on the side that is dragged.
        let x = if self.handle.x == -1 { right - size.x } else { left };
        let y = if self.handle.y == -1 { bottom - size.y } else { top };
        Some(Rect::new(x, y, size.x, size.y))
    }
}

impl Phase for Resizing {
    fn moved(self, pointer: &Pointer, _: &View) -> Step {
        Step::to(Resizing { at: pointer.at, ..self })
    }

    fn released(self, _: &Pointer, view: &View) -> Step {
        let (old, new) = (view.layout.rect(self.handle.vpc), self.rect(view));
        match new {
            Some(rect) if Some(rect) != old => {
                let (x, y) = (rect.x.round() as i32, rect.y.round() as i32);
                let (w, h) = (Some(rect.w.round() as u32), Some(rect.h.round() as u32));
                let to = Placement { w, h, ..Placement::at(x, y) };
                Step::idle().with(Act::Perform(Intent::ResizeVpc { vpc: self.handle.vpc, to }))
            }
            _ => Step::idle(),
        }
    }

    fn ticked(self, elapsed: f64, view: &View) -> Step {
        let scroll = scroll_at_edge(self.at, elapsed, view);
        scroll.into_iter().fold(Step::to(self), Step::with)
    }

    fn wants_ticks(&self, view: &View) -> bool {
        scroll_at_edge(self.at, 1.0, view).is_some()
    }

    fn preview(&self, view: &View) -> Preview {
        let resized = self.rect(view).map(|rect| (EntityId::from(self.handle.vpc), rect));
        let text = resized.map(|(_, rect)| format!("{:.0} × {:.0}", rect.w, rect.h));
        Preview { resized, text, ..Preview::default() }
    }

    fn cursor(&self, _: &View) -> Cursor {
        self.handle.cursor()
    }
}
