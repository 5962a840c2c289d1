use std::collections::BTreeSet;

use crate::model::kinds::{NatGateway, Role};
use crate::model::{Body, Change, Design, Diff, EntityId, Kind, NatGatewayId, SubnetId, vpc_of};
use crate::ordering::{Gather, Ordered};
use crate::scene::geometry::{Point, Rect};
use crate::scene::measures::*;
use crate::scene::picture::Picture;

use super::furniture::{card_height, chips_of, flow};
use super::vpc_box::Card;

/// What has no VPC to be drawn in: gateways not attached, subnets of a VPC that is not there. They stand in rows below
/// everything else, so that nothing of a half-drawn or damaged design is out of sight.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::scene) struct Strays {
    ids: BTreeSet<EntityId>,
    pub gateways: Vec<(EntityId, Point)>,
    pub cards: Vec<Card>,
    /// What would stand in a subnet or a VPC that is not there.
    pub chips: Vec<(EntityId, Rect)>,
    /// The places of all of them by id, sorted.
    pub parts: Vec<(EntityId, Rect)>,
    pub bounds: Option<Rect>,
}

fn is_stray(design: &Design, id: EntityId) -> bool {
    let Some(entity) = design.entity(id) else { return false };
    // A chip goes with its card, wherever that is.
    let on_card = matches!(&entity.body, Body::NatGateway(nat) if nat.seat(design).is_some());
    let lost = || vpc_of(design, &entity.body).is_none_or(|vpc| !design.contains(vpc));
    Picture::of(id.kind) == Picture::Housed && !on_card && lost()
}

/// Is it drawn as a disc?
fn is_gateway(design: &Design, id: EntityId) -> bool {
    let regional = |id: NatGatewayId| design.get(id).is_some_and(NatGateway::is_regional);
    let border = matches!(id.kind, Kind::InternetGateway | Kind::EgressOnlyGateway | Kind::VpnGateway);
    border || id.typed().is_some_and(regional)
}

impl Strays {
    pub fn new(design: &Design) -> Strays {
        let kinds = Kind::ALL.into_iter().filter(|kind| Picture::of(*kind) == Picture::Housed);
        let ids = kinds.flat_map(|kind| design.of_kind(kind)).map(|(id, _)| id);
        Strays { ids: ids.filter(|id| is_stray(design, *id)).gather(), ..Strays::default() }
    }

    /// Looks again at what changed and at what names something that came or went. Says whether strays must be placed
    /// again.
    pub fn absorb(&mut self, design: &Design, diff: &Diff) -> bool {
        let mut look = BTreeSet::new();
        for (id, change) in diff.iter() {
            look.insert(id);
            let comes_or_goes = !matches!(change, Change::Updated(..));
            if comes_or_goes && matches!(id.kind, Kind::Vpc | Kind::Subnet) {
                look.extend(design.referrers(id));
            }
        }
        // What is found through a workload or a subnet moves with it.
        let between = |id: &EntityId| matches!(id.kind, Kind::Workload | Kind::Subnet);
        let between: Vec<EntityId> = look.iter().copied().filter(between).collect();
        between.into_iter().for_each(|id| look.extend(design.referrers(id)));
        let mut touched = false;
        for id in look {
            let stray = is_stray(design, id);
            touched |= if stray { self.ids.insert(id) || diff.get(id).is_some() } else { self.ids.remove(&id) };
            // A chip of a stray card.
            touched |= id.kind == Kind::NatGateway && !self.cards.is_empty();
        }
        touched
    }

    /// Places all in rows that begin at `start` and are about `room` wide.
    pub fn place(&mut self, design: &Design, start: Point, room: f64) {
        (self.gateways, self.cards, self.chips, self.parts) = Default::default();
        let (mut at, mut row_h) = (start, 0.0f64);
        let mut next = |w: f64, h: f64| {
            if at.x > start.x && at.x + w > start.x + room {
                at = Point::new(start.x, at.y + row_h + DOT_STEP);
                row_h = 0.0;
            }
            let rect = Rect::new(at.x, at.y, w, h);
            at.x += w + DOT_STEP;
            row_h = row_h.max(h);
            rect
        };
        for id in &self.ids {
            if is_gateway(design, *id) {
                // Room for its name beside it.
                let disc = next(140.0, 2.0 * GATEWAY_R);
                let disc = Rect::new(disc.x, disc.y, disc.h, disc.h);
                self.gateways.push((*id, disc.center()));
                self.parts.push((*id, disc));
            } else if let Some(subnet) = id.typed::<SubnetId>() {
                let chips = chips_of(design, subnet);
                let rect = next(FULL.card_w, card_height(&FULL, &chips));
                let (chips, _) = flow(&FULL, rect.origin(), &chips);
                let tier = design.get(subnet).and_then(|s| design.get(s.tier));
                self.parts.push((*id, rect));
                self.parts.extend(chips.iter().copied());
                self.cards.push(Card {
                    id: subnet,
                    rect,
                    role: tier.map_or(Role::default(), |t| t.role),
                    column: 0,
                    chips,
                });
            } else {
                let rect = next(FULL.card_w - 2.0 * FULL.chip_at.0, FULL.chip_h);
                self.chips.push((*id, rect));
                self.parts.push((*id, rect));
            }
        }
        self.parts.order_by_key(|(id, _)| *id);
        self.bounds = self.parts.iter().map(|(_, r)| *r).reduce(Rect::union);
    }

    /// The place of a stray.
    pub fn part(&self, id: EntityId) -> Option<Rect> {
        let i = self.parts.binary_search_by_key(&id, |(id, _)| *id).ok()?;
        Some(self.parts[i].1)
    }
}
