use std::collections::BTreeMap;

use crate::model::kinds::Comment;
use crate::model::{Body, CommentId, Design, Diff, Entity, EntityId, Kind};
use crate::ordering::Ordered;
use crate::scene::geometry::{Point, Rect};
use crate::scene::index::SpatialIndex;
use crate::scene::ink::Font;
use crate::scene::labels::{Measure, TableMeasure, wrapped};
use crate::scene::measures::*;
use crate::scene::picture::Picture;

/// What stands on the canvas in no VPC: hubs, what is beyond them, notes. And the pins of comments.
#[derive(Clone, Debug, Default)]
pub(in crate::scene) struct Nodes {
    rects: BTreeMap<EntityId, Rect>,
    index: SpatialIndex<EntityId>,
    pins: BTreeMap<EntityId, Vec<CommentId>>,
    pinned_to: BTreeMap<CommentId, EntityId>,
    /// Does the place of one hang on where the VPCs are?
    loose: bool,
    pub bounds: Option<Rect>,
}

/// The rows in which what nobody placed stands below the VPCs.
const ROWS: [&[Kind]; 4] = [
    &[Kind::TransitGateway, Kind::ServiceNetwork, Kind::EndpointService, Kind::PrivateZone],
    &[Kind::DirectConnectGateway, Kind::CustomerGateway],
    &[Kind::ExternalNetwork],
    &[Kind::Note],
];

impl Nodes {
    /// The nodes of a design, not placed yet.
    pub fn new(design: &Design) -> Nodes {
        let mut nodes = Nodes::default();
        for (id, comment) in design.all::<Comment>() {
            nodes.pin(id, Some(comment));
        }
        nodes
    }

    /// Follows a change. Says whether nodes must be placed again.
    pub fn absorb(&mut self, diff: &Diff) -> bool {
        let mut touched = false;
        for (id, change) in diff.iter() {
            touched |= Picture::of(id.kind) == Picture::Free;
            if let Some(comment) = id.typed::<CommentId>() {
                self.pin(comment, change.new_entity().and_then(|entity| entity.as_noun()));
            }
        }
        touched
    }

    fn pin(&mut self, id: CommentId, comment: Option<&Comment>) {
        if let Some(old) = self.pinned_to.remove(&id)
            && let Some(pins) = self.pins.get_mut(&old)
        {
            pins.retain(|other| *other != id);
            if pins.is_empty() {
                self.pins.remove(&old);
            }
        }
        let Some(target) = comment.filter(|comment| !comment.resolved).and_then(|comment| comment.target) else {
            return;
        };
        let pins = self.pins.entry(target).or_default();
        pins.push(id);
        pins.order();
        self.pinned_to.insert(id, target);
    }

    /// Hangs the place of a node on where the VPCs are?
    pub fn is_loose(&self) -> bool {
        self.loose
    }

    /// Places all: where a person put them, else in rows below `area`. Returns those whose place is another now, each with
    /// the one it had.
    pub fn place(&mut self, design: &Design, area: Option<Rect>) -> BTreeMap<EntityId, Option<Rect>> {
        let mut placed: BTreeMap<EntityId, Rect> = BTreeMap::new();
        let mut loose: Vec<Vec<(EntityId, Point)>> = vec![Vec::new(); ROWS.len()];
        for (row, kinds) in ROWS.iter().enumerate() {
            for (id, entity) in kinds.iter().flat_map(|kind| design.of_kind(*kind)) {
                let size = size(design, id, entity);
                match entity.head.at {
                    Some(at) => {
                        placed.insert(id, Rect::new(f64::from(at.x), f64::from(at.y), size.x, size.y));
                    }
                    None => loose[row].push((id, size)),
                }
            }
        }
        let around = placed.values().copied().chain(area).reduce(Rect::union);
        let left = area.or(around).map_or(0.0, |area| area.x);
        let room = area.map_or(0.0, |area| area.w).max(800.0);
        let mut at = Point::new(left, around.map_or(0.0, |area| area.bottom() + STAND_GAP.1));
        self.loose = loose.iter().any(|row| !row.is_empty());
        for row in loose.into_iter().filter(|row| !row.is_empty()) {
            let mut deep = 0.0f64;
            for (id, size) in row {
                if at.x > left && at.x + size.x > left + room {
                    at = Point::new(left, at.y + deep + STAND_GAP.1);
                    deep = 0.0;
                }
                placed.insert(id, Rect::new(at.x, at.y, size.x, size.y));
                at.x += size.x + STAND_GAP.0;
                deep = deep.max(size.y);
            }
            at = Point::new(left, at.y + deep + STAND_GAP.1);
        }
        let mut changed = BTreeMap::new();
        for (id, old) in &self.rects {
            if placed.get(id) != Some(old) {
                self.index.remove(*id, *old);
                changed.insert(*id, Some(*old));
            }
        }
        for (id, new) in &placed {
            if self.rects.get(id) != Some(new) {
                self.index.insert(*id, *new);
                changed.entry(*id).or_insert(None);
            }
        }
        self.rects = placed;
        self.bounds = self.rects.values().copied().reduce(Rect::union);
        changed
    }

    /// The place of a node.
    pub fn part(&self, id: EntityId) -> Option<Rect> {
        self.rects.get(&id).copied()
    }

    /// Every node with its place, by id.
    pub fn all(&self) -> impl Iterator<Item = (EntityId, Rect)> {
        self.rects.iter().map(|(id, rect)| (*id, *rect))
    }

    /// The nodes that meet `area`, by id.
    pub fn within(&self, area: Rect) -> Vec<(EntityId, Rect)> {
        let mut ids = self.index.within(area);
        ids.order();
        ids.into_iter().filter_map(|id| Some((id, *self.rects.get(&id)?))).filter(|(_, r)| r.intersects(area)).collect()
    }

    /// Is there something in `area` that lines run around? Notes lie on top of everything.
    pub fn block(&self, area: Rect, mut is: impl FnMut(EntityId, Rect) -> bool) -> bool {
        self.index.any(area, |id, rect| id.kind != Kind::Note && is(id, rect))
    }

    /// Visits what lines run around in `area`.
    pub fn obstacles(&self, area: Rect, mut visit: impl FnMut(Rect)) {
        self.index.query(area, |id, rect| {
            if id.kind != Kind::Note {
                visit(rect);
            }
        });
    }

    /// What an open comment is about.
    pub fn pinned_to(&self, comment: CommentId) -> Option<EntityId> {
        self.pinned_to.get(&comment).copied()
    }

    /// The objects with open comments, and those.
    pub fn pins(&self) -> impl Iterator<Item = (EntityId, &[CommentId])> {
        self.pins.iter().map(|(target, pins)| (*target, pins.as_slice()))
    }
}

/// Where the pin of comments on something in `rect` is: on its lower left corner.
pub(in crate::scene) fn pin_place(rect: Rect) -> Rect {
    Rect::around(Point::new(rect.x + 14.0f64.min(rect.w / 2.0), rect.bottom()), 2.0 * PIN_R, 2.0 * PIN_R)
}

/// The room for one of a kind that stands in no VPC, in canvas units: whatever its name will be, with nothing in it yet.
pub fn standing_size(kind: Kind) -> Point {
    match kind {
        Kind::TransitGateway | Kind::ServiceNetwork | Kind::DirectConnectGateway => Point::new(HUB_W.1, HUB_H),
        Kind::Note => Point::new(NOTE_W, NOTE_LINE + 2.0 * NOTE_PAD),
        _ => Point::new(STAND_W.1, STAND_H),
    }
}

fn size(design: &Design, id: EntityId, entity: &Entity) -> Point {
    let name = TableMeasure.width(&design.name(id), Font::name(12.0)) * 1.12;
    let wide = |(least, most): (f64, f64), beside: f64| (name + beside).clamp(least, most).round();
    match &entity.body {
        Body::TransitGateway(_) | Body::ServiceNetwork(_) | Body::DirectConnectGateway(_) => {
            Point::new(wide(HUB_W, 20.0), HUB_H)
        }
        Body::ExternalNetwork(network) => {
            let lines = network.blocks.len().clamp(1, 3) as f64;
            Point::new(wide((STAND_W.0 + 30.0, STAND_W.1), 56.0), STAND_H + (lines - 1.0) * NOTE_LINE)
        }
        Body::Note(note) => {
            let asked = |side: Option<u32>, least: f64| side.map_or(least, |s| f64::from(s).clamp(60.0, VPC_MAX_ASKED));
            let w = asked(entity.head.at.and_then(|at| at.w), NOTE_W);
            let lines = wrapped(&note.text, Font::ui(12.0), w - 2.0 * NOTE_PAD, &mut TableMeasure).len().clamp(1, 40);
            let own = lines as f64 * NOTE_LINE + 2.0 * NOTE_PAD;
            Point::new(w, asked(entity.head.at.and_then(|at| at.h), own).max(own))
        }
        _ => Point::new(wide(STAND_W, 50.0), STAND_H),
    }
}
