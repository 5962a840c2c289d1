use crate::editor::input::Pointer;
use crate::editor::intents::{move_preview, zones_offered};
use crate::editor::kernels::Direction;
use crate::editor::preview::{Cursor, Preview};
use crate::editor::session::{GRID, fitted};
use crate::editor::tools::{Act, Phase, Step, View};
use crate::editor::{Crossing, Intent, Refusal, naming};
use crate::model::kinds::Tier;
use crate::model::{EntityId, Placement, SubnetId, TierId, VpcId};
use crate::ordering::{Gather, Ordered};
use crate::scene::{Point, Rect};

/// Moving something with the keyboard: picked up, carried by the arrow keys, put down or let go.
#[derive(Clone, Debug)]
pub enum Carrying {
    /// A VPC: by how much it is moved, and enlarged.
    Vpc {
        /// The VPC.
        vpc: VpcId,
        /// How far, in canvas units.
        by: Point,
        /// How much larger, in canvas units.
        grown: Point,
    },
    /// A subnet, and the crossing that it would go to.
    Subnet {
        /// The subnet.
        subnet: SubnetId,
        /// Where to.
        to: Crossing,
    },
}

impl Carrying {
    /// Picks an object up, if it can be carried.
    pub fn pick_up(id: EntityId, view: &View) -> Option<Carrying> {
        if let Some(vpc) = id.typed() {
            return view.layout.rect(id).map(|_| Carrying::Vpc { vpc, by: Point::ZERO, grown: Point::ZERO });
        }
        let subnet: SubnetId = id.typed()?;
        let fields = view.design.get(subnet)?;
        let to = Crossing { vpc: fields.vpc, tier: fields.tier, zone: fields.zone.clone() };
        Some(Carrying::Subnet { subnet, to })
    }

    /// An arrow key. Shift makes a VPC larger or smaller instead.
    pub fn arrow(self, direction: Direction, view: &View) -> Step {
        let (dx, dy) = direction.unit();
        let step = Point::new(f64::from(dx) * GRID, f64::from(dy) * GRID);
        let next = match self {
            Carrying::Vpc { vpc, by, grown } if view.held.shift => Carrying::Vpc { vpc, by, grown: grown + step },
            Carrying::Vpc { vpc, by, grown } => Carrying::Vpc { vpc, by: by + step, grown },
            Carrying::Subnet { subnet, to } => Carrying::Subnet { subnet, to: beside(to, direction, view) },
        };
        let said = next.words(view).unwrap_or_else(|refusal| refusal.to_string());
        Step::to(next).with(Act::Say(said))
    }

    /// Puts it down: the one edit of the whole way.
    pub fn put_down(self, view: &View) -> Step {
        match self {
            Carrying::Vpc { by, grown, .. } if by == Point::ZERO && grown == Point::ZERO => Step::idle(),
            Carrying::Vpc { vpc, by, grown } if grown == Point::ZERO => {
                let (dx, dy) = (by.x as i32, by.y as i32);
                Step::idle().with(Act::Perform(Intent::MoveObjects { ids: vec![vpc.into()], dx, dy }))
            }
            Carrying::Vpc { vpc, .. } => match self.rect(view) {
                Some(rect) => {
                    let (w, h) = (Some(rect.w.round() as u32), Some(rect.h.round() as u32));
                    let to = Placement { w, h, ..Placement::at(rect.x.round() as i32, rect.y.round() as i32) };
                    Step::idle().with(Act::Perform(Intent::ResizeVpc { vpc, to }))
                }
                None => Step::idle(),
            },
            Carrying::Subnet { subnet, to } => {
                let own = view.design.get(subnet).map(|s| (s.vpc, s.tier, s.zone.clone()));
                if own == Some((to.vpc, to.tier, to.zone.clone())) {
                    return Step::idle();
                }
                Step::idle().with(Act::Perform(Intent::MoveSubnets { moves: vec![(subnet, to)] }))
            }
        }
    }

    fn rect(&self, view: &View) -> Option<Rect> {
        let Carrying::Vpc { vpc, by, grown } = self else { return None };
        let old = view.layout.rect(*vpc)?.translate(*by);
        let asked = Rect::new(old.x, old.y, old.w + grown.x, old.h + grown.y);
        let size = fitted(view.design, *vpc, asked)?;
        Some(Rect::new(old.x, old.y, size.x, size.y))
    }

    /// Where it is, for the live region.
    fn words(&self, view: &View) -> Result<String, Refusal> {
        match self {
            Carrying::Vpc { vpc, .. } => {
                let rect = self.rect(view).ok_or(Refusal::NotThere((*vpc).into()))?;
                Ok(format!("At {:.0}, {:.0}, {:.0} wide, {:.0} high.", rect.x, rect.y, rect.w, rect.h))
            }
            Carrying::Subnet { subnet, to } => {
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
    fn moved(self, _: &Pointer, _: &View) -> Step {
        Step::to(self)
    }

    /// A click puts it down nowhere else than where the keys brought it.
    fn released(self, _: &Pointer, _: &View) -> Step {
        Step::to(self)
    }

    fn preview(&self, view: &View) -> Preview {
        match self {
            Carrying::Vpc { vpc, by, grown } => {
                let id = EntityId::from(*vpc);
                if *grown == Point::ZERO {
                    return Preview { moved: [(id, *by)].into(), ..Preview::default() };
                }
                Preview { resized: self.rect(view).map(|rect| (id, rect)), ..Preview::default() }
            }
            Carrying::Subnet { subnet, to } => {
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
        Cursor::Default
    }
}
