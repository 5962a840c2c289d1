//! Where everything is: VPCs on the canvas, the zone × tier grid inside them, lines between them. Kept with the
//! design: a change lays out again only the VPCs and lines that it touches.

mod changes;
mod ends;
mod furniture;
mod laying;
mod lines;
mod nodes;
mod pack;
mod query;
mod routing;
mod strays;
mod vpc_box;

use std::collections::{BTreeMap, BTreeSet};

use crate::model::kinds::{NatGateway, Subnet};
use crate::model::{Aside, Design, Diff, Entity, EntityId, Kind, TierId, VpcId, vpc_of};
use crate::ordering::Ordered;

use super::environments::environment_styles;
use super::geometry::{Point, Rect};
use super::hash::FastMap;
use super::index::SpatialIndex;
use super::measures::*;
use super::picture::Picture;
use super::strip::Strip;

use changes::Changes;
pub(super) use furniture::{Shelved, chip_text};
pub use laying::Laying;
pub use lines::Line;
pub(super) use lines::{LineKey, Lines};
pub use nodes::standing_size;
pub(super) use nodes::{Nodes, pin_place};
pub use query::{Cell, Grid, TierRow, ZoneColumn};
pub(super) use strays::Strays;
pub(super) use vpc_box::{Bar, Card, Row, VpcBox, is_way_up};

/// VPCs whose box is another now, with the box before: lines end there or run around them.
type Moved = BTreeMap<VpcId, Option<Rect>>;

/// A VPC on the canvas.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    /// The left top corner.
    pub at: Point,
    /// Did a person place it?
    pub pinned: bool,
    pub inside: VpcBox,
}

impl Placed {
    pub fn rect(&self) -> Rect {
        Rect::new(self.at.x, self.at.y, self.inside.size.x, self.inside.size.y)
    }
}

/// Where everything that has a picture is, in canvas units.
///
/// Law: after any sequence of edits, each absorbed, the layout equals `Layout::new` of the design as it is then.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    vpcs: BTreeMap<VpcId, Placed>,
    /// Which VPC something is drawn in.
    home: FastMap<EntityId, VpcId>,
    index: SpatialIndex<VpcId>,
    nodes: Nodes,
    strays: Strays,
    lines: Lines,
    /// Where boxes came, went or changed since lines were routed; `None` when no line can have changed.
    unrouted: Option<Changes>,
    /// The bar as wide as the VPCs; lines that come up beside them widen it.
    internet: Option<Rect>,
    bounds: Option<Rect>,
    /// Where everything was before a large change.
    aside: Aside<Layout>,
}

impl Layout {
    /// Lays a design out.
    pub fn new(design: &Design) -> Layout {
        Laying::new(design).end()
    }

    /// Routes the lines anew that the boxes absorbed since the last time make way for.
    pub fn route(&mut self, design: &Design) {
        if let Some(changes) = std::mem::take(&mut self.unrouted) {
            let mut all = std::mem::take(&mut self.lines);
            all.route(design, self, changes);
            self.lines = all;
        }
    }

    /// Are lines as the boxes are? [`Layout::route`] brings them there.
    pub fn is_routed(&self) -> bool {
        self.unrouted.is_none()
    }

    /// How many lines there are.
    pub fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// Follows a change. `design` is as it is after `diff`. Returns the VPCs and what stands beside them whose box is another
    /// now, each with the box it had.
    pub fn absorb(&mut self, design: &Design, diff: &Diff) -> Vec<(EntityId, Rect)> {
        let moved = self.absorb_boxes(design, diff);
        self.route(design);
        moved
    }

    /// [`Layout::absorb`] but for the lines, which stay as they are until [`Layout::route`]: so that several changes in
    /// a row are laid one by one and routed once.
    pub fn absorb_boxes(&mut self, design: &Design, diff: &Diff) -> Vec<(EntityId, Rect)> {
        if let Some(back) = self.aside.follow(diff) {
            return self.turn_to(back, diff);
        }
        if self.aside.takes(design, diff) {
            return self.turn_to(Laying::new(design).end_boxes(), diff);
        }
        let mut touched = BTreeSet::new();
        for (id, change) in diff.iter() {
            touched.extend(self.home.get(&id));
            for entity in [change.old_entity(), change.new_entity()].into_iter().flatten() {
                homes(design, id, entity, &mut |vpc| {
                    touched.insert(vpc);
                });
            }
            // What is found through a subnet moves with it.
            for (nat, fields) in design.referring::<NatGateway>(id).filter(|_| id.kind == Kind::Subnet) {
                touched.extend(self.home.get(&nat.into()).copied().into_iter().chain(fields.home(design)));
            }
        }
        let changed = (self.nodes.absorb(diff), self.strays.absorb(design, diff));
        let moved = self.lay_out(design, &touched, changed, diff);
        moved.into_iter().filter_map(|(id, old)| Some((id, old?))).collect()
    }

    /// Is `now` from here on, and puts what was before `diff` aside. Returns what [`Layout::absorb_boxes`] does.
    fn turn_to(&mut self, now: Layout, diff: &Diff) -> Vec<(EntityId, Rect)> {
        let mut before = std::mem::replace(self, now);
        // One large change is kept, not all there ever were.
        before.aside = Aside::default();
        let boxes = before.vpcs().map(|(id, rect)| (id.into(), rect)).chain(before.free_standing());
        let moved = boxes.filter(|(id, old)| self.rect(*id) != Some(*old)).collect();
        self.aside.put(before, diff);
        moved
    }

    /// Lays out these VPCs, then what depends on where they are. Returns the VPCs whose box or border changed and what else
    /// stands elsewhere now, each with its box before.
    fn lay_out(
        &mut self,
        design: &Design,
        touched: &BTreeSet<VpcId>,
        changed: (bool, bool),
        diff: &Diff,
    ) -> Vec<(EntityId, Option<Rect>)> {
        let mut moved = Moved::new();
        for id in touched {
            if let Some(old) = self.vpcs.get(id) {
                let parts = old.inside.parts.iter().map(|(part, _)| *part);
                parts.for_each(|part| _ = self.home.remove(&part));
            }
        }
        for id in touched {
            self.lay_box(design, *id, &mut moved);
        }
        self.place(design, moved, changed, Some(diff))
    }

    /// Lays out what is in a VPC, and notes it when its box or border changed.
    fn lay_box(&mut self, design: &Design, id: VpcId, moved: &mut Moved) {
        let Some(vpc) = design.get(id) else {
            if let Some(old) = self.vpcs.remove(&id) {
                self.index.remove(id, old.rect());
                moved.insert(id, Some(old.rect()));
            }
            return;
        };
        let inside = VpcBox::new(design, id, vpc);
        self.home.extend(inside.parts.iter().map(|(part, _)| (*part, id)));
        let asked = design.entity(id).and_then(|e| e.head.at);
        let at = asked.map(|at| Point::new(f64::from(at.x), f64::from(at.y)));
        let old = self.vpcs.remove(&id);
        let new =
            Placed { at: at.or(old.as_ref().map(|old| old.at)).unwrap_or_default(), pinned: at.is_some(), inside };
        let same = old.as_ref().is_some_and(|old| {
            old.rect() == new.rect() && old.pinned == new.pinned && old.inside.gateways == new.inside.gateways
        });
        if let Some(old) = old.filter(|_| !same) {
            self.index.remove(id, old.rect());
            moved.insert(id, Some(old.rect()));
        }
        if !same {
            self.index.insert(id, new.rect());
            moved.entry(id).or_insert(None);
        }
        self.vpcs.insert(id, new);
    }

    /// Places what depends on these boxes, which are new or changed: other VPCs, and what stands beside them. Without a
    /// change that is everything.
    fn place(
        &mut self,
        design: &Design,
        mut moved: Moved,
        (mut nodes, mut strays): (bool, bool),
        diff: Option<&Diff>,
    ) -> Vec<(EntityId, Option<Rect>)> {
        let repack = !moved.is_empty();
        // A VPC that nobody placed stands with its like; what it is like may have changed without its box changing.
        let regroups =
            diff.is_some_and(|diff| diff.iter().any(|(id, _)| matches!(id.kind, Kind::Vpc | Kind::Environment)));
        if repack || regroups {
            self.pack(design, &mut moved);
        }
        let bar = self.internet;
        if !moved.is_empty() || diff.is_none() {
            self.bounds = self.vpcs.values().map(Placed::rect).reduce(Rect::union);
            let gateways = self.vpcs.values().any(|vpc| vpc.inside.leads_out());
            let boxes = self.bounds.filter(|_| gateways);
            self.internet = boxes.map(|r| Rect::new(r.x, r.y - INTERNET_RISE, r.w, INTERNET_H));
            strays = true;
            nodes |= self.nodes.is_loose();
        }
        let mut beside = BTreeMap::new();
        if nodes {
            beside = self.nodes.place(design, self.bounds);
            strays = true;
        }
        if strays {
            let above = [self.bounds, self.nodes.bounds].into_iter().flatten().reduce(Rect::union);
            let area = above.unwrap_or_default();
            let rise = if above.is_some() { PACK_GAP.1 } else { 0.0 };
            self.strays.place(design, Point::new(area.x, area.bottom() + rise), area.w.max(800.0));
        }
        let lines = nodes || diff.is_none_or(|diff| diff.iter().any(|(id, _)| ends::joins(id.kind)));
        if lines || !moved.is_empty() {
            let changes = self.unrouted.get_or_insert_default();
            let now = |id: &VpcId| self.vpcs.get(id).map(Placed::rect);
            let boxes = moved.iter().flat_map(|(id, old)| [*old, now(id)]);
            let boxes = boxes.chain(beside.iter().flat_map(|(id, old)| [*old, self.nodes.part(*id)])).flatten();
            boxes.for_each(|rect| changes.add(rect));
            if bar != self.internet {
                differing(bar, self.internet).into_iter().for_each(|rect| changes.add(rect));
            }
        }
        moved.into_iter().map(|(id, old)| (id.into(), old)).chain(beside).collect()
    }

    /// Places the VPCs that nobody placed: with those of their Region and environment, below all others.
    fn pack(&mut self, design: &Design, moved: &mut Moved) {
        if self.vpcs.values().all(|placed| placed.pinned) {
            return;
        }
        let styles = environment_styles(design);
        let loose = self.vpcs.iter().filter(|(_, placed)| !placed.pinned);
        let mut loose: Vec<_> = loose
            .map(|(id, placed)| {
                let vpc = design.get(*id);
                // Production first, then staging, development, ...; without an environment last.
                let colour = vpc.and_then(|vpc| styles.get(&vpc.environment?)).map_or(u8::MAX, |style| style.colour);
                (vpc.map(|vpc| (vpc.region.as_str(), colour, vpc.environment)), *id, placed.inside.size)
            })
            .collect();
        loose.order_by_key(|(group, id, _)| (*group, *id));
        let pinned = self.vpcs.values().filter(|placed| placed.pinned).map(Placed::rect).reduce(Rect::union);
        let sizes: Vec<Point> = loose.iter().map(|(_, _, size)| *size).collect();
        for (at, (_, id, _)) in pack::shelves(&sizes, pinned).into_iter().zip(loose) {
            let Some(placed) = self.vpcs.get_mut(&id).filter(|placed| placed.at != at) else { continue };
            moved.entry(id).or_insert(Some(placed.rect()));
            self.index.remove(id, placed.rect());
            placed.at = at;
            self.index.insert(id, placed.rect());
        }
    }

    pub(super) fn placed(&self, vpc: VpcId) -> Option<&Placed> {
        self.vpcs.get(&vpc)
    }

    pub(super) fn nodes(&self) -> &Nodes {
        &self.nodes
    }

    pub(super) fn strays(&self) -> &Strays {
        &self.strays
    }

    pub(super) fn lines(&self) -> &Lines {
        &self.lines
    }

    /// The address strip of a VPC: what is used and what is free.
    pub fn strip(&self, vpc: VpcId) -> Option<&Strip> {
        Some(&self.vpcs.get(&vpc)?.inside.strip)
    }

    /// The bar that stands for the internet, when a VPC has a gateway to it.
    pub fn internet(&self) -> Option<Rect> {
        let bar = self.internet?;
        let (left, right) = self.lines.ups().unwrap_or((bar.x, bar.right()));
        let (left, right) = (bar.x.min(left - DOT_STEP), bar.right().max(right + DOT_STEP));
        Some(Rect::new(left, bar.y, right - left, bar.h))
    }

    /// Everything that is drawn, or nothing when the design is empty.
    pub fn bounds(&self) -> Option<Rect> {
        [self.bounds, self.internet(), self.nodes.bounds, self.strays.bounds, self.lines.bounds()]
            .into_iter()
            .flatten()
            .reduce(Rect::union)
    }
}

/// Calls `visit` with the VPCs whose inside shows `entity`.
fn homes(design: &Design, id: EntityId, entity: &Entity, visit: &mut dyn FnMut(VpcId)) {
    if let Some(vpc) = id.typed() {
        visit(vpc);
    } else if let Some(tier) = id.typed::<TierId>() {
        design.get(tier).iter().for_each(|tier| visit(tier.vpc));
        // A tier's role colours subnets that name it from elsewhere too.
        design.referring::<Subnet>(tier).for_each(|(_, subnet)| visit(subnet.vpc));
        if let Some(tier) = entity.as_noun::<crate::model::kinds::Tier>() {
            visit(tier.vpc);
        }
    } else if Picture::of(id.kind) == Picture::Housed || id.kind == Kind::SubnetReservation {
        vpc_of(design, &entity.body).into_iter().for_each(visit);
    }
}

/// Where one bar of the internet is and the other is not.
fn differing(a: Option<Rect>, b: Option<Rect>) -> Vec<Rect> {
    match (a, b) {
        (Some(a), Some(b)) if (a.y, a.h) == (b.y, b.h) => {
            let between =
                |from: f64, to: f64| (from != to).then(|| Rect::new(from.min(to), a.y, (to - from).abs(), a.h));
            between(a.x, b.x).into_iter().chain(between(a.right(), b.right())).collect()
        }
        _ => a.into_iter().chain(b).collect(),
    }
}
