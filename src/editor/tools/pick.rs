//! What the pointer is on.

use super::View;
use crate::editor::Crossing;
use crate::editor::input::PointerKind;
use crate::model::kinds::Subnet;
use crate::model::{EntityId, Kind};
use crate::scene::Point;

/// The topmost object at a point of the screen for which `wanted` holds. A tier is its label: the free ground of its
/// row belongs to the VPC.
pub fn pick(view: &View, at: Point, kind: PointerKind, wanted: impl Fn(EntityId) -> bool) -> Option<EntityId> {
    let world = view.world(at);
    let on_label = |id: EntityId| {
        let label = || {
            let tier = id.typed::<crate::model::TierId>()?;
            let grid = view.layout.grid(view.layout.vpc_of(id)?)?;
            grid.tiers.iter().find(|row| row.id == tier).map(|row| world.y < row.y)
        };
        id.kind != Kind::Tier || label() == Some(true)
    };
    let hits = view.layout.hit(world, view.units(kind.slop()), |id| view.design.contains(id) && wanted(id));
    hits.into_iter().find(|id| on_label(*id))
}

/// The crossing without a subnet at a point of the screen: where one can be added.
pub fn empty_crossing(view: &View, at: Point) -> Option<Crossing> {
    let world = view.world(at);
    let cell = view.layout.cell_at(world)?;
    let crossing = Crossing { vpc: cell.vpc, tier: cell.tier?, zone: cell.zone.filter(|zone| !zone.is_empty())? };
    let grid = view.layout.grid(cell.vpc)?;
    let on_label = grid.tiers.iter().any(|row| row.id == crossing.tier && world.y < row.y);
    let mut subnets = view.design.referring::<Subnet>(crossing.tier);
    let taken = subnets.any(|(_, subnet)| subnet.zone == crossing.zone && subnet.tier == crossing.tier);
    (!taken && !on_label).then_some(crossing)
}
