use super::Shifting;
use crate::editor::input::Pointer;
use crate::editor::intents::{move_preview, zones_offered};
use crate::editor::kernels::Direction;
use crate::editor::preview::{Cursor, Preview};
use crate::editor::session::{GRID, fitted};
use crate::editor::tools::{Act, Phase, Step, View};
use crate::editor::{Crossing, Intent, Refusal, naming};
use crate::model::kinds::Tier;
use crate::model::{EntityId, Kind, Placement, SubnetId, TierId, VpcId};
use crate::ordering::{Gather, Ordered};
use crate::scene::{Picture, Point, Rect};

/// Moving something without a drag: picked up, carried by the arrow keys, put down or let go; or put down by a click
/// where it is to go.
#[derive(Clone, Debug)]
pub struct Carrying {
    what: Carried,
    /// Does it follow the pointer? So long as no arrow key has moved it.
    follows: bool,
}

/// What is carried, and where to.
#[derive(Clone, Debug)]
enum Carried {
    /// A box that stands free: by how much it is moved, and enlarged.
    Box {
        id: EntityId,
        /// How far, in canvas units.
        by: Point,
        /// How much larger, in canvas units. Only VPCs are.
        grown: Point,
    },
    /// A subnet, and the crossing that it would go to.
    Subnet { subnet: SubnetId, to: Crossing },
}

impl Carrying {
    /// Picks an object up, if it can be carried. By the pointer, it follows that.
    pub fn pick_up(id: EntityId, by_pointer: bool, view: &View) -> Option<Carrying> {
        let what = if Picture::of(id.kind).is_placed() {
            view.layout.rect(id).map(|_| Carried::Box { id, by: Point::ZERO, grown: Point::ZERO })?
        } else {
            let subnet: SubnetId = id.typed()?;
            let fields = view.design.get(subnet)?;
            Carried::Subnet { subnet, to: Crossing { vpc: fields.vpc, tier: fields.tier, zone: fields.zone.clone() } }
        };
        Some(Carrying { what, follows: by_pointer })
    }

    /// An arrow key. Shift makes a VPC larger or smaller instead.
    pub fn arrow(self, direction: Direction, view: &View) -> Step {
        let (dx, dy) = direction.unit();
        let step = Point::new(f64::from(dx) * GRID, f64::from(dy) * GRID);
        let what = match self.what {
            Carried::Box { id, by, grown } if view.held.shift && id.kind == Kind::Vpc => {
                Carried::Box { id, by, grown: grown + step }
            }
            Carried::Box { id, by, grown } => Carried::Box { id, by: by + step, grown },
            Carried::Subnet { subnet, to } => Carried::Subnet { subnet, to: beside(to, direction, view) },
        };
        let said = what.words(view).unwrap_or_else(|refusal| refusal.to_string());
        Step::to(Carrying { what, follows: false }).with(Act::Say(said))
    }

    /// Puts it down: the one edit of the whole way.
    pub fn put_down(self, view: &View) -> Step {
        self.what.put_down(view)
    }

    /// Carried to where the pointer is: a box with its upper left corner, a subnet to the crossing there.
    fn brought(self, pointer: &Pointer, view: &View) -> Carrying {
        let what = match self.what {
            Carried::Box { id, by, grown } => {
                let snap = |at: f64| if view.snaps() { (at / GRID).round() * GRID } else { at.round() };
                let at = view.world(pointer.at);
                let to = view.layout.rect(id).map(|rect| Point::new(snap(at.x), snap(at.y)) - rect.origin());
                Carried::Box { id, by: to.unwrap_or(by), grown }
            }
            Carried::Subnet { subnet, to } => {
                let there = Shifting::new(pointer, subnet, vec![subnet], view).crossing(view);
                Carried::Subnet { subnet, to: there.unwrap_or(to) }
            }
        };
        Carrying { what, ..self }
    }
}

impl Carried {
    fn put_down(self, view: &View) -> Step {
        match self {
            Carried::Box { by, grown, .. } if by == Point::ZERO && grown == Point::ZERO => Step::idle(),
            Carried::Box { id, by, grown } if grown == Point::ZERO => {
                let (dx, dy) = (by.x.round() as i32, by.y.round() as i32);
                Step::idle().with(Act::Perform(Intent::MoveObjects { ids: vec![id], dx, dy }))
            }
            Carried::Box { id, .. } => match id.typed::<VpcId>().zip(self.rect(view)) {
                Some((vpc, rect)) => {
                    let (w, h) = (Some(rect.w.round() as u32), Some(rect.h.round() as u32));
                    let to = Placement { w, h, ..Placement::at(rect.x.round() as i32, rect.y.round() as i32) };
                    Step::idle().with(Act::Perform(Intent::ResizeVpc { vpc, to }))
                }
                None => Step::idle(),
            },
            Carried::Subnet { subnet, to } => {
                let own = view.design.get(subnet).map(|s| (s.vpc, s.tier, s.zone.clone()));
                if own == Some((to.vpc, to.tier, to.zone.clone())) {
                    return Step::idle();
                }
                Step::idle().with(Act::Perform(Intent::MoveSubnets { moves: vec![(subnet, to)] }))
            }
        }
    }

    fn rect(&self, view: &View) -> Option<Rect> {
        let Carried::Box { id, by, grown } = self else { return None };
        let old = view.layout.rect(*id)?.translate(*by);
        let Some(vpc) = id.typed() else { return Some(old) };
        let asked = Rect::new(old.x, old.y, old.w + grown.x, old.h + grown.y);
        let size = fitted(view.design, vpc, asked)?;
        Some(Rect::new(old.x, old.y, size.x, size.y))
    }

    /// Where it is, for the live region.
    fn words(&self, view: &View) -> Result<String, Refusal> {
        match self {
            Carried::Box { id, .. } => {
                let rect = self.rect(view).ok_or(Refusal::NotThere(*id))?;
                Ok(format!("At {:.0}, {:.0}, {:.0} wide, {:.0} high.", rect.x, rect.y, rect.w, rect.h))
            }
            Carried::Subnet { subnet, to } => {
                let taken = view.design.referring::<crate::model::kinds::Subnet>(to.tier);
                let mut others = taken.filter(|(id, s)| id != subnet && s.tier == to.tier && s.zone == to.zone);
                let beside =
                    others.next().map_or(String::new(), |(id, _)| format!(", beside {}", view.design.name(id)));
                let tier = view.design.name(to.tier);
                let moved = move_preview(view.design, *subnet, to)?;
                Ok(format!("{moved}: tier {tier}, {}{beside}.", naming::zone_words(&to.zone)))
            }
        }
    }
}

/// The next crossing in a direction, within the VPC.
fn beside(from: Crossing, direction: Direction, view: &View) -> Crossing {
    let along = |n: usize, at: Option<usize>, by: i32| {
        at.and_then(|at| at.checked_add_signed(by as isize)).filter(|at| *at < n)
    };
    let (dx, dy) = direction.unit();
    if dx != 0 {
        let zones = zones_offered(view.design, from.vpc);
        let at = zones.iter().position(|zone| *zone == from.zone).or(Some(0));
        return match along(zones.len(), at, dx) {
            Some(next) => Crossing { zone: zones[next].clone(), ..from },
            None => from,
        };
    }
    let mut tiers: Vec<(u32, TierId)> =
        view.design.referring::<Tier>(from.vpc).map(|(id, tier)| (tier.order, id)).collect();
    tiers.order();
    let at = tiers.iter().position(|(_, tier)| *tier == from.tier);
    match along(tiers.len(), at, dy) {
        Some(next) => Crossing { tier: tiers[next].1, ..from },
        None => from,
    }
}

impl Phase for Carrying {
    fn moved(self, pointer: &Pointer, view: &View) -> Step {
        Step::to(if self.follows { self.brought(pointer, view) } else { self })
    }

    /// A click puts it down where the pointer is.
    fn released(self, pointer: &Pointer, view: &View) -> Step {
        self.brought(pointer, view).put_down(view)
    }

    fn preview(&self, view: &View) -> Preview {
        match &self.what {
            Carried::Box { id, by, grown } if *grown == Point::ZERO => {
                Preview { moved: [(*id, *by)].into(), ..Preview::default() }
            }
            Carried::Box { id, .. } => {
                Preview { resized: self.what.rect(view).map(|rect| (*id, rect)), ..Preview::default() }
            }
            Carried::Subnet { subnet, to } => {
                let cell = view.layout.grid(to.vpc).and_then(|grid| {
                    let row = grid.tiers.iter().find(|row| row.id == to.tier)?;
                    let column = grid.zones.iter().find(|column| column.name == to.zone)?;
                    Some(Rect::new(column.x, row.y, column.w, row.h))
                });
                let own = view.layout.rect(*subnet);
                let by = cell.zip(own).map(|(cell, own)| cell.origin() - own.origin());
                let moved = by.map(|by| (EntityId::from(*subnet), by)).into_iter().gather();
                Preview { moved, drop: cell, ..Preview::default() }.saying(move_preview(view.design, *subnet, to))
            }
        }
    }

    fn cursor(&self, _: &View) -> Cursor {
        if self.follows { Cursor::Move } else { Cursor::Default }
    }
}
