use std::collections::BTreeSet;

use crate::editor::Intent;
use crate::editor::input::Pointer;
use crate::editor::intents::{is_locked, next_block};
use crate::editor::kernels::{Guide, Stretch, align, constrained, equal_spacing, snapped_to_grid};
use crate::editor::preview::{Cursor, Ghost, Preview};
use crate::editor::session::GRID;
use crate::editor::tools::{Act, Phase, Step, View, scroll_at_edge};
use crate::model::{EntityId, Kind};
use crate::ordering::Gather;
use crate::scene::{Point, Rect};

/// How near an edge must come to another to be brought in line, in pixels.
const ALIGN_REACH: f64 = 6.0;

/// Dragging VPCs and what stands free over the canvas. With Alt, copies of them.
#[derive(Clone, Debug)]
pub struct Dragging {
    ids: Vec<EntityId>,
    /// Where the first of them stands: what snaps to the grid.
    anchor: Point,
    /// The box around them all.
    bounds: Rect,
    start: Point,
    /// Where the pointer is now, on the screen.
    at: Point,
}

impl Dragging {
    pub fn new(start: &Pointer, ids: Vec<EntityId>, view: &View) -> Option<Dragging> {
        let ids: Vec<EntityId> = ids.into_iter().filter(|id| !is_locked(view.design, *id)).collect();
        let anchor = view.layout.rect(*ids.first()?)?.origin();
        let bounds = view.layout.bounds_of(ids.iter().copied())?;
        Some(Dragging { ids, anchor, bounds, start: view.world(start.at), at: start.at })
    }

    /// How far the boxes are dragged, the guides that they follow, and the stretches that are equal then.
    fn offset(&self, view: &View) -> (Point, Vec<Guide>, Vec<Stretch>) {
        let raw = view.world(self.at) - self.start;
        let raw = if view.held.shift { constrained(raw) } else { raw };
        if !view.snaps() {
            return (Point::new(raw.x.round(), raw.y.round()), Vec::new(), Vec::new());
        }
        let seen = view.camera.view(view.viewport).inflate(400.0);
        let own: BTreeSet<EntityId> = self.ids.iter().copied().gather();
        let vpcs = view.layout.vpcs().map(|(id, rect)| (EntityId::from(id), rect));
        let others =
            vpcs.chain(view.layout.free_standing()).filter(|(id, rect)| rect.intersects(seen) && !own.contains(id));
        let others: Vec<Rect> = others.map(|(_, rect)| rect).collect();
        let reach = view.units(ALIGN_REACH);
        let (shift, guides) = align(self.bounds.translate(raw), &others, reach);
        let vertical = guides.iter().any(|guide| guide.from.x == guide.to.x);
        let horizontal = guides.iter().any(|guide| guide.from.y == guide.to.y);
        // Where one axis is in line, the other may be evenly spaced.
        let ([across, down], equal) = equal_spacing(self.bounds.translate(raw + shift), &others, reach);
        let grid = snapped_to_grid(self.anchor, raw, GRID);
        // What is in line with a neighbour or evenly spaced stays so; the rest goes by the grid. A constrained axis
        // stays put.
        let pick = |aligned: bool, raw: f64, shift: f64, even: Option<f64>, grid: f64| match even {
            _ if view.held.shift && raw == 0.0 => 0.0,
            _ if aligned => (raw + shift).round(),
            Some(even) => (raw + even).round(),
            None => grid,
        };
        let x = pick(vertical, raw.x, shift.x, across, grid.x);
        let y = pick(horizontal, raw.y, shift.y, down, grid.y);
        // Of two wishes for one axis only one is followed: what is not even is not shown as such.
        let there = self.bounds.translate(Point::new(x, y));
        let equal = if equal_spacing(there, &others, 1.0).1.len() == equal.len() { equal } else { Vec::new() };
        (Point::new(x, y), guides, equal)
    }

    fn by(&self, view: &View) -> (i32, i32) {
        let offset = self.offset(view).0;
        (offset.x.round() as i32, offset.y.round() as i32)
    }
}

impl Phase for Dragging {
    fn moved(self, pointer: &Pointer, _: &View) -> Step {
        Step::to(Dragging { at: pointer.at, ..self })
    }

    fn released(self, _: &Pointer, view: &View) -> Step {
        let (dx, dy) = self.by(view);
        let ids = self.ids.clone();
        match (dx, dy) {
            (0, 0) => Step::idle(),
            by if view.held.alt => Step::idle().with(Act::Perform(Intent::Duplicate { ids, by: Some(by) })),
            _ => Step::idle().with(Act::Perform(Intent::MoveObjects { ids, dx, dy })),
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
        let (offset, guides, equal) = self.offset(view);
        if view.held.alt {
            let vpcs = self.ids.iter().any(|id| id.kind == Kind::Vpc);
            let block = next_block(view.design, None).filter(|_| vpcs).map_or(String::new(), |block| block.to_string());
            let ghosts = self.ids.iter().filter_map(|id| {
                let rect = view.layout.rect(*id)?.translate(offset);
                Some(Ghost { rect, label: view.design.name(*id) })
            });
            let text = Some(format!("Copy, from {block} on")).filter(|_| !block.is_empty());
            return Preview { ghosts: ghosts.collect(), guides, equal, text, ..Preview::default() };
        }
        let moved = self.ids.iter().map(|id| (*id, offset)).gather();
        Preview { moved, guides, equal, ..Preview::default() }
    }

    fn cursor(&self, view: &View) -> Cursor {
        if view.held.alt { Cursor::Copy } else { Cursor::Move }
    }
}
