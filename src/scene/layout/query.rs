use crate::model::{EntityId, Kind, SubnetId, TierId, VpcId};
use crate::ordering::Ordered;
use crate::scene::geometry::{Point, Rect};
use crate::scene::measures::*;
use crate::scene::picture::Picture;

use super::{Layout, Line, LineKey, Placed, pin_place};

/// The columns and rows of a VPC, in canvas units.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    /// One column a zone, by name; subnets without a zone stand last.
    pub zones: Vec<ZoneColumn>,
    /// One row a tier, from the internet inward.
    pub tiers: Vec<TierRow>,
}

/// A column: the subnets of a zone.
#[derive(Clone, Debug, PartialEq)]
pub struct ZoneColumn {
    /// The zone's name; empty for subnets that have none yet.
    pub name: String,
    /// The left edge of its cards.
    pub x: f64,
    /// From the left edge of its cards to the right.
    pub w: f64,
}

/// A row: the subnets of a tier.
#[derive(Clone, Debug, PartialEq)]
pub struct TierRow {
    /// The tier.
    pub id: TierId,
    /// The top of its cards. The label stands above.
    pub y: f64,
    /// From the top of its cards to the bottom.
    pub h: f64,
}

/// What a point is in.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The VPC.
    pub vpc: VpcId,
    /// The zone whose column it is; empty for the column of subnets without one.
    pub zone: Option<String>,
    /// The tier whose row it is, label included.
    pub tier: Option<TierId>,
    /// The subnet whose card it is.
    pub subnet: Option<SubnetId>,
}

impl Layout {
    /// Where an object is drawn. Objects without a box have none: peerings and attachments are lines, and others have no
    /// picture of their own, see [`Picture`](crate::scene::Picture). A tier's is its row, label included; of chips in
    /// several subnets it is the first; a comment's is the pin on what it is about.
    pub fn rect(&self, id: impl Into<EntityId>) -> Option<Rect> {
        let id = id.into();
        if let Some(vpc) = id.typed() {
            return Some(self.vpcs.get(&vpc)?.rect());
        }
        match self.home.get(&id) {
            Some(vpc) => {
                let placed = self.vpcs.get(vpc)?;
                Some(placed.inside.part(id)?.translate(placed.at))
            }
            None => self.strays.part(id).or_else(|| self.nodes.part(id)).or_else(|| self.pin(id)),
        }
    }

    fn pin(&self, id: EntityId) -> Option<Rect> {
        let target = self.nodes.pinned_to(id.typed()?).filter(|target| target.kind != Kind::Comment)?;
        Some(pin_place(self.rect(target)?))
    }

    /// The way of a peering or attachment, or of an internet gateway up to the internet. Of objects with several lines
    /// the first.
    pub fn line(&self, id: impl Into<EntityId>) -> Option<&Line> {
        self.lines.get(id.into())
    }

    /// Every VPC with its box, by id.
    pub fn vpcs(&self) -> impl Iterator<Item = (VpcId, Rect)> {
        self.vpcs.iter().map(|(id, placed)| (*id, placed.rect()))
    }

    /// The VPCs that nobody placed, with where the layout put them: an editor that moves one fixes all, so that the
    /// others stay where they are.
    pub fn loose(&self) -> impl Iterator<Item = (VpcId, Rect)> {
        self.vpcs.iter().filter(|(_, placed)| !placed.pinned).map(|(id, placed)| (*id, placed.rect()))
    }

    /// The VPC that something is drawn in.
    pub fn vpc_of(&self, id: impl Into<EntityId>) -> Option<VpcId> {
        self.home.get(&id.into()).copied()
    }

    /// What stands on the canvas in no VPC, with its place.
    pub fn free_standing(&self) -> impl Iterator<Item = (EntityId, Rect)> {
        self.nodes.all()
    }

    /// The smallest rectangle around some objects and lines.
    pub fn bounds_of(&self, ids: impl IntoIterator<Item = EntityId>) -> Option<Rect> {
        let rect = |id| self.rect(id).or_else(|| Some(self.line(id)?.bounds()));
        ids.into_iter().filter_map(rect).reduce(Rect::union)
    }

    /// The zone × tier grid of a VPC.
    pub fn grid(&self, vpc: VpcId) -> Option<Grid> {
        let Placed { at, inside, .. } = self.vpcs.get(&vpc)?;
        let zone = |c: &super::vpc_box::Column| ZoneColumn { name: c.zone.clone(), x: at.x + c.x, w: c.w };
        let tier = |r: &super::vpc_box::Row| TierRow { id: r.tier, y: at.y + r.y, h: r.h };
        Some(Grid { zones: inside.columns.iter().map(zone).collect(), tiers: inside.rows.iter().map(tier).collect() })
    }

    /// The VPCs whose box or border holds something of `area`, the lowest first.
    pub(in crate::scene) fn vpcs_in(&self, area: Rect) -> impl Iterator<Item = (VpcId, &Placed)> {
        let ids = self.index.in_order(with_gateways(area), &self.vpcs);
        ids.into_iter().filter_map(|id| Some((id, self.vpcs.get(&id)?)))
    }

    /// Is there a VPC whose box meets `area` and for which `is` holds?
    pub(in crate::scene) fn any_vpc(&self, area: Rect, mut is: impl FnMut(VpcId) -> bool) -> bool {
        self.index.any(area, |id, rect| rect.intersects(area) && is(id))
    }

    /// Does `area` touch a VPC, or something else that stands on the canvas?
    pub(in crate::scene) fn meets_box(&self, area: Rect) -> bool {
        self.index.any(area, |_, rect| rect.intersects(area)) || self.nodes.block(area, |_, rect| rect.intersects(area))
    }

    /// The crossing that a point is in; `None` outside all VPCs.
    pub fn cell_at(&self, point: Point) -> Option<Cell> {
        let around = Rect::new(point.x, point.y, 0.0, 0.0);
        let (vpc, placed) = self.vpcs_in(around).filter(|(_, placed)| placed.rect().contains(point)).last()?;
        let (p, inside) = (point - placed.at, &placed.inside);
        let half = inside.measures().gap_x / 2.0;
        let zone = inside.columns.iter().find(|c| c.x - half <= p.x && p.x <= c.x + c.w + half);
        let tier = inside.rows.iter().find(|r| r.y - inside.measures().row_head <= p.y && p.y <= r.y + r.h);
        Some(Cell {
            vpc,
            zone: zone.map(|c| c.zone.clone()),
            tier: tier.map(|r| r.tier),
            subnet: inside.card_at(p).map(|card| card.id),
        })
    }

    /// What is at a point, the topmost first: pins, notes, chips, subnets, gateways, lines, the border and title of VPCs, tier
    /// labels, the inside of VPCs. `slop` (canvas units) makes gateways, lines and borders easier to meet. Objects for
    /// which `wanted` is false are passed over: see [`Level::shows`](crate::scene::Level::shows).
    pub fn hit(&self, point: Point, slop: f64, wanted: impl Fn(EntityId) -> bool) -> Vec<EntityId> {
        let around = Rect::around(point, 2.0 * slop, 2.0 * slop);
        let mut found: Vec<(u8, EntityId)> = Vec::new();
        let vpcs: Vec<_> = self.vpcs_in(around).collect();
        for (id, placed) in vpcs.into_iter().rev() {
            let (p, inside) = (point - placed.at, &placed.inside);
            if let Some(card) = inside.card_at(p) {
                found.extend(card.chips.iter().filter(|(_, r)| r.contains(p)).map(|(id, _)| (1, *id)));
                found.push((2, card.id.into()));
            }
            found.extend(inside.bars.iter().filter(|bar| bar.rect.contains(p)).map(|bar| (1, bar.id)));
            let shelved = inside.shelf.iter().filter(|shelved| shelved.rect.contains(p));
            found.extend(shelved.flat_map(|shelved| shelved.ids.iter().map(|id| (1, *id))));
            let near = |center: Point| center.distance(p) <= GATEWAY_R + slop;
            found.extend(inside.gateways.iter().filter(|(_, c)| near(*c)).map(|(id, _)| (3, *id)));
            let local = Rect::new(0.0, 0.0, inside.size.x, inside.size.y);
            if local.inflate(slop).contains(p) {
                let border = !local.inflate(-VPC_BORDER.max(slop)).contains(p);
                let title = p.y <= VPC_TITLE.min(inside.measures().zone_baseline - 14.0);
                found.push((if border || title { 5 } else { 7 }, id.into()));
            }
            let rows = inside.rows.iter().filter(|row| inside.row_rect(row).contains(p));
            found.extend(rows.map(|row| (6, row.tier.into())));
        }
        for (id, rect) in self.strays.parts.iter().filter(|(_, r)| r.inflate(slop).contains(point)) {
            let rank = match id.kind {
                Kind::InternetGateway | Kind::EgressOnlyGateway | Kind::VpnGateway => 3,
                Kind::Subnet => 2,
                _ => 1,
            };
            if rect.contains(point) || rank == 3 {
                found.push((rank, *id));
            }
        }
        // From afar a line is near everything: over a VPC it is meant only close to where it is drawn.
        let over = self.vpcs_in(around).map(|(_, placed)| placed.rect()).filter(|rect| rect.contains(point)).last();
        let reach = over.map_or(slop, |rect| slop.min(rect.h * 0.06)).max(1.0);
        let near_line = |key: &LineKey| self.lines.at(*key).is_some_and(|line| line.distance(point) <= reach);
        found.extend(self.lines.within(around.inflate(1.0)).into_iter().filter(near_line).map(|key| (4, key.0)));
        // What stands free lies above VPCs, and notes above everything.
        for (id, _) in self.nodes.within(around).into_iter().filter(|(_, rect)| rect.contains(point)) {
            found.push((if id.kind == Kind::Note { 0 } else { 3 }, id));
        }
        for (target, pins) in self.nodes.pins() {
            if self.rect(target).is_some_and(|rect| pin_place(rect).contains(point)) {
                found.extend(pins.iter().map(|pin| (0, (*pin).into())));
            }
        }
        found.order_by_key(|(rank, _)| *rank);
        let mut seen = std::collections::HashSet::new();
        found.into_iter().map(|(_, id)| id).filter(|id| seen.insert(*id) && wanted(*id)).collect()
    }

    /// What a marquee takes, by id: VPCs, subnets, gateways and lines that lie in `area` entirely, or that touch it.
    /// A VPC that the marquee was drawn inside of is touched by its border, not by its ground.
    pub fn within(&self, area: Rect, touching: bool) -> Vec<EntityId> {
        let takes = |r: Rect| if touching { area.intersection(r).is_some() } else { area.contains_rect(r) };
        let mut found = Vec::new();
        for (id, placed) in self.vpcs_in(area) {
            let rect = placed.rect();
            if takes(rect) && !rect.contains_rect(area) {
                found.push(id.into());
            }
            let parts = placed.inside.parts.iter().filter(|(id, _)| id.kind != Kind::Tier);
            found.extend(parts.filter(|(_, r)| takes(r.translate(placed.at))).map(|(id, _)| *id));
        }
        found.extend(self.strays.parts.iter().filter(|(_, r)| takes(*r)).map(|(id, _)| *id));
        found.extend(self.nodes.all().filter(|(_, r)| takes(*r)).map(|(id, _)| id));
        for (id, part) in self.lines.within(area).into_iter().filter(|(id, _)| Picture::of(id.kind) == Picture::Line) {
            let line = self.lines.at((id, part)).expect("the index holds lines that are there");
            let takes_piece = |(a, b): (Point, Point)| takes(Rect::from_corners(a, b));
            if if touching { line.pieces().any(takes_piece) } else { line.pieces().all(takes_piece) } {
                found.push(id);
            }
        }
        found.order();
        found.dedup();
        found
    }

    /// Every object with a box or a line in `view`, by id.
    pub fn objects_in(&self, view: Rect) -> Vec<EntityId> {
        let mut found = Vec::new();
        for (id, placed) in self.vpcs_in(view) {
            if placed.rect().intersection(view).is_some() {
                found.push(id.into());
            }
            let whole = view.contains_rect(with_gateways(placed.rect()).translate(Point::new(0.0, -GATEWAY_RISE)));
            let parts = placed.inside.parts.iter();
            let seen = parts.filter(|(_, r)| whole || r.translate(placed.at).intersection(view).is_some());
            found.extend(seen.map(|(id, _)| *id));
        }
        found.extend(self.strays.parts.iter().filter(|(_, r)| r.intersection(view).is_some()).map(|(id, _)| *id));
        found.extend(self.nodes.within(view).into_iter().map(|(id, _)| id));
        let seen = |target: EntityId| self.rect(target).is_some_and(|rect| pin_place(rect).intersects(view));
        for (_, pins) in self.nodes.pins().filter(|(target, _)| seen(*target)) {
            found.extend(pins.iter().map(|pin| EntityId::from(*pin)));
        }
        found.extend(self.lines.within(view).into_iter().map(|(id, _)| id));
        found.order();
        found.dedup();
        found
    }

    /// Every object that has a box, with it, by id.
    pub fn boxes(&self) -> Vec<(EntityId, Rect)> {
        let mut all: Vec<(EntityId, Rect)> = self.strays.parts.clone();
        all.extend(self.nodes.all());
        for (id, placed) in &self.vpcs {
            all.push(((*id).into(), placed.rect()));
            all.extend(placed.inside.parts.iter().map(|(id, r)| (*id, r.translate(placed.at))));
        }
        all.order_by_key(|(id, _)| *id);
        all
    }
}

/// The area in which a VPC must be to reach into `area` with the gateways on its top border.
pub(super) fn with_gateways(area: Rect) -> Rect {
    Rect { h: area.h + GATEWAY_RISE, ..area }
}
