//! Where things go when nobody says where, and how neighbours make way for what grew.

use std::collections::BTreeMap;

use super::Editor;
use crate::editor::kernels::{free_spot, make_room};
use crate::editor::{Intent, Response};
use crate::model::{Design, Diff, Edit, Entity, EntityId, Kind, Placement, VpcId, apply, removal};
use crate::ordering::Gather;
use crate::scene::{Layout, Picture, Point, Rect, standing_size};

/// The step of the grid in canvas units.
pub(in crate::editor) const GRID: f64 = 20.0;
/// What is left free between VPCs, in canvas units.
const GAP: f64 = 40.0;
/// So many lines, there or changed, are laid in the same step as their boxes: about two milliseconds.
const AT_ONCE: usize = 250;
/// The size that a VPC has before anything is in it.
pub(in crate::editor) const NEW_VPC: Point = Point::new(360.0, 200.0);
/// About how large a note is, in canvas units.
pub(in crate::editor) const NOTE: Point = Point::new(180.0, 60.0);

/// The size that a VPC would have with this box asked for: never less than its content needs.
pub(in crate::editor) fn fitted(design: &Design, vpc: VpcId, asked: Rect) -> Option<Point> {
    // A design of this VPC alone, so that the layout itself says how large it gets.
    let mut own = Entity::clone(design.entity(vpc)?);
    let (w, h) = (Some(asked.w.round() as u32), Some(asked.h.round() as u32));
    own.head.at = Some(Placement { w, h, ..Placement::at(0, 0) });
    let mut inside: Vec<(EntityId, Entity)> = vec![(vpc.into(), own)];
    for id in removal(design, [vpc.into()]).goes {
        let belongs = id.kind != Kind::Peering && id.kind != Kind::Vpc;
        inside.extend(design.entity(id).filter(|_| belongs).map(|entity| (id, Entity::clone(entity))));
    }
    let rect = Layout::new(&Design::from_entities(inside)).rect(vpc)?;
    Some(Point::new(rect.w, rect.h))
}

impl Editor {
    /// Lays out what changed. What grew pushes its neighbours away, as a part of the same change.
    pub(super) fn lay_out(&mut self, diff: Diff, make_way: bool) -> Diff {
        let others = self.layout.absorb_boxes(&self.design, &diff);
        let way = self.make_way(others.into_iter().filter(|_| make_way).gather());
        // Lines are laid once, when all have made way.
        let diff = diff.squash(way);
        self.route_or_defer(&diff);
        diff
    }

    /// Lays lines at once where there are few. Many take longer than a frame has, and follow in the next one.
    pub(super) fn route_or_defer(&mut self, diff: &Diff) {
        if self.layout.line_count() + diff.len() <= AT_ONCE {
            self.route_now();
        }
    }

    /// [`Editor::route`], with all its parts.
    pub(in crate::editor) fn route_now(&mut self) {
        self.layout.route(&self.design);
    }

    /// Are the lines where the boxes are? If not, [`Editor::route`] brings them there.
    pub fn is_routed(&self) -> bool {
        self.layout.is_routed()
    }

    /// Moves the neighbours of what grew: VPCs, and what stands beside them. `old` holds the boxes that changed, as they were.
    fn make_way(&mut self, old: BTreeMap<EntityId, Rect>) -> Diff {
        let mut way = Diff::default();
        // A note lies on top of everything: it goes out of the way, and nothing goes out of its way.
        let grew = |(id, old): (&EntityId, &Rect)| {
            id.kind != Kind::Note && self.layout.rect(*id).is_some_and(|new| new.w > old.w || new.h > old.h)
        };
        if !old.iter().any(grew) {
            return way;
        }
        let vpcs = self.layout.vpcs().map(|(id, rect)| (id.into(), rect));
        // What nobody placed stands below all VPCs by itself.
        let placed = |id: &EntityId| self.design.entity(*id).is_some_and(|entity| entity.head.at.is_some());
        let after: Vec<(EntityId, Rect)> =
            vpcs.chain(self.layout.free_standing().filter(|(id, _)| placed(id))).collect();
        // One that is new counts as having stood where it is now, and so does one that pushes nothing.
        let stood = |id: &EntityId| old.get(id).filter(|_| id.kind != Kind::Note).copied();
        let before: Vec<(EntityId, Rect)> = after.iter().map(|(id, now)| (*id, stood(id).unwrap_or(*now))).collect();
        for (id, by) in make_room(&before, &after, GAP) {
            let Some(rect) = self.layout.rect(id) else { continue };
            let (x, y) = ((rect.x + by.x).round() as i32, (rect.y + by.y).round() as i32);
            let edit = Edit::change_entity(id, move |entity| {
                let at = entity.head.at.get_or_insert_default();
                (at.x, at.y) = (x, y);
            });
            if let Ok(moved) = apply(&mut self.design, edit) {
                way = way.squash(moved);
            }
        }
        self.layout.absorb_boxes(&self.design, &way);
        way
    }

    /// The free place for a box of `size` that is nearest to `wanted` (its top left corner), on the grid.
    pub(super) fn free_place(&self, wanted: Point, size: Point) -> (i32, i32) {
        let around = Rect::new(wanted.x, wanted.y, size.x, size.y).inflate(4000.0);
        let boxes = self.design.of_kind(Kind::Vpc).filter_map(|(id, _)| self.layout.rect(id));
        let boxes = boxes.chain(self.layout.free_standing().map(|(_, rect)| rect));
        let taken: Vec<Rect> = boxes.filter(|rect| rect.intersects(around)).collect();
        let at = free_spot(wanted, size, &taken, GAP, GRID);
        (at.x as i32, at.y as i32)
    }

    /// Fills in what an intent leaves to the session: places, and what takes a paste.
    pub(super) fn with_defaults(&self, intent: Intent) -> Intent {
        match intent {
            Intent::Duplicate { ids, by: None } => {
                let vpcs = ids.iter().copied().filter(|id| id.kind == Kind::Vpc);
                let by = self.layout.bounds_of(vpcs).map(|area| {
                    let wanted = Point::new(area.right() + GAP, area.y);
                    let (x, y) = self.free_place(wanted, Point::new(area.w, area.h));
                    (x.saturating_sub(area.x.round() as i32), y.saturating_sub(area.y.round() as i32))
                });
                Intent::Duplicate { ids, by: Some(by.unwrap_or_default()) }
            }
            Intent::Paste { text, at, into } => {
                let middle = self.middle() - NEW_VPC * 0.5;
                let at = at.unwrap_or_else(|| self.free_place(middle, NEW_VPC));
                let only = || self.selection.first().copied().filter(|_| self.selection.len() == 1);
                Intent::Paste { text, at: Some(at), into: into.or_else(only) }
            }
            intent => intent,
        }
    }

    /// The free place nearest to `wanted` for something of a kind that stands in no VPC.
    pub(super) fn place_for(&self, kind: Kind, wanted: Point) -> (i32, i32) {
        self.free_place(wanted, standing_size(kind))
    }

    /// An intent that draws a VPC where the menu opened, else in the middle of the view; where there is room.
    pub(super) fn vpc_nearby(&self, here: Option<Point>) -> Intent {
        let (x, y) = self.free_place(here.unwrap_or_else(|| self.middle() - NEW_VPC * 0.5), NEW_VPC);
        Intent::DrawVpc { at: Placement::at(x, y), environment: self.view().environment() }
    }

    /// Moves the selected VPCs and what stands free; presses that follow each other are one step.
    pub(super) fn nudge(&mut self, dx: i32, dy: i32) -> Response {
        let ids: Vec<EntityId> = self.selection.iter().copied().filter(|id| Picture::of(id.kind).is_placed()).collect();
        let key = ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        self.carry_out(Intent::MoveObjects { ids, dx, dy }, Some(format!("nudge {key}")))
    }
}
