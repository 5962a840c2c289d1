use crate::editor::input::Pointer;
use crate::editor::intents::move_preview;
use crate::editor::kernels::constrained;
use crate::editor::preview::{Cursor, Preview};
use crate::editor::tools::{Act, Phase, Step, View, scroll_at_edge};
use crate::editor::{Crossing, Intent, Refusal, naming, words};
use crate::model::kinds::Subnet;
use crate::model::{EntityId, Kind, SubnetId};
use crate::ordering::Gather;
use crate::scene::{Point, Rect};

/// Dragging subnets to another zone, tier or VPC. With Alt, copies of them.
#[derive(Clone, Debug)]
pub struct Shifting {
    /// The one that the pointer holds.
    held: SubnetId,
    /// All that come along.
    ids: Vec<SubnetId>,
    start: Point,
    /// Where the pointer is now, on the screen.
    at: Point,
}

impl Shifting {
    pub fn new(start: &Pointer, held: SubnetId, ids: Vec<SubnetId>, view: &View) -> Shifting {
        Shifting { held, ids, start: view.world(start.at), at: start.at }
    }

    fn pointed(&self, view: &View) -> Point {
        let world = view.world(self.at);
        if view.held.shift { self.start + constrained(world - self.start) } else { world }
    }

    /// The crossing under the pointer. Beside the grid, the nearest column or row of the VPC counts.
    pub fn crossing(&self, view: &View) -> Result<Crossing, Refusal> {
        let world = self.pointed(view);
        let cell = view.layout.cell_at(world).ok_or(Refusal::SubnetNeedsVpc)?;
        let grid = view.layout.grid(cell.vpc).ok_or(Refusal::SubnetNeedsVpc)?;
        let near = |low: f64, size: f64, at: f64| (low - at).max(at - low - size).max(0.0);
        let row = || {
            let rows = grid.tiers.iter();
            rows.min_by(|a, b| near(a.y, a.h, world.y).total_cmp(&near(b.y, b.h, world.y))).map(|row| row.id)
        };
        let no_tier = || Refusal::VpcWithoutTier(view.design.name(cell.vpc));
        let tier = cell.tier.or_else(row).ok_or_else(no_tier)?;
        let own_zone = view.design.get(self.held).map_or(String::new(), |subnet: &Subnet| subnet.zone.clone());
        let column = || {
            let columns = grid.zones.iter().filter(|column| !column.name.is_empty());
            let nearest = columns.min_by(|a, b| near(a.x, a.w, world.x).total_cmp(&near(b.x, b.w, world.x)));
            nearest.map(|column| column.name.clone())
        };
        let zone = cell.zone.filter(|zone| !zone.is_empty()).or_else(column);
        // A VPC without subnets has no columns yet: the zone with the same letter in its Region.
        let region = view.design.get(cell.vpc).map_or(String::new(), |vpc| vpc.region.clone());
        let zone = zone.unwrap_or_else(|| naming::zone_in(&own_zone, &region));
        Ok(Crossing { vpc: cell.vpc, tier, zone })
    }

    /// Where each goes that does not stay.
    fn moves(&self, view: &View) -> Result<Vec<(SubnetId, Crossing)>, Refusal> {
        let mut all = self.all(view)?;
        all.retain(|(id, to)| {
            let own = view.design.get(*id);
            own.is_some_and(|own| (own.vpc, own.tier, &own.zone) != (to.vpc, to.tier, &to.zone))
        });
        Ok(all)
    }

    /// Where each goes: the one that is held to the crossing, the others to the same tier, each in its own zone.
    fn all(&self, view: &View) -> Result<Vec<(SubnetId, Crossing)>, Refusal> {
        let to = self.crossing(view)?;
        let region = view.design.get(to.vpc).map_or(String::new(), |vpc| vpc.region.clone());
        let alone = self.ids.len() == 1;
        let all = self.ids.iter().filter_map(|id| {
            let subnet = view.design.get(*id)?;
            let zone = if alone {
                to.zone.clone()
            } else if subnet.vpc == to.vpc {
                subnet.zone.clone()
            } else {
                naming::zone_in(&subnet.zone, &region)
            };
            Some((*id, Crossing { zone, ..to.clone() }))
        });
        Ok(all.collect())
    }

    fn text(&self, view: &View) -> Result<String, Refusal> {
        if view.held.alt {
            return match &self.all(view)?[..] {
                [(id, to)] => Ok(format!("Copy of {}", move_preview(view.design, *id, to)?)),
                all => Ok(format!("Copies of {}", words::count(all.len(), Kind::Subnet))),
            };
        }
        let moves = self.moves(view)?;
        match &moves[..] {
            [] => Ok(String::new()),
            [(id, to)] => move_preview(view.design, *id, to),
            [(first, to), ..] => {
                move_preview(view.design, *first, to)?;
                let what = words::count(moves.len(), Kind::Subnet);
                Ok(format!("{what} → tier {} of {}", view.design.name(to.tier), view.design.name(to.vpc)))
            }
        }
    }

    fn drop_rect(&self, view: &View) -> Option<Rect> {
        let to = self.crossing(view).ok()?;
        let grid = view.layout.grid(to.vpc)?;
        let row = grid.tiers.iter().find(|row| row.id == to.tier)?;
        let column = grid.zones.iter().find(|column| column.name == to.zone)?;
        Some(Rect::new(column.x, row.y, column.w, row.h))
    }
}

impl Phase for Shifting {
    fn moved(self, pointer: &Pointer, _: &View) -> Step {
        Step::to(Shifting { at: pointer.at, ..self })
    }

    fn released(self, _: &Pointer, view: &View) -> Step {
        if view.held.alt {
            return match self.all(view) {
                Ok(copies) => Step::idle().with(Act::Perform(Intent::CopySubnets { copies })),
                Err(refusal) => Step::idle().with(Act::Refuse(refusal)),
            };
        }
        match self.moves(view) {
            Ok(moves) if moves.is_empty() => Step::idle(),
            Ok(moves) => Step::idle().with(Act::Perform(Intent::MoveSubnets { moves })),
            Err(refusal) => Step::idle().with(Act::Refuse(refusal)),
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
        let offset = self.pointed(view) - self.start;
        let moved = if view.held.alt { Vec::new() } else { self.ids.clone() };
        let moved = moved.into_iter().map(|id| (EntityId::from(id), offset)).gather();
        Preview { moved, drop: self.drop_rect(view), ..Preview::default() }.saying(self.text(view))
    }

    fn cursor(&self, view: &View) -> Cursor {
        match self.crossing(view) {
            Err(_) => Cursor::NotAllowed,
            Ok(_) if view.held.alt => Cursor::Copy,
            Ok(_) => Cursor::Move,
        }
    }
}
