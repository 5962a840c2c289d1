use super::{Done, Draft, is_locked, locked_among, there};
use crate::editor::{Refusal, words};
use crate::model::kinds::Vpc;
use crate::model::{Edit, EntityId, Placement, VpcId};

/// Moves VPCs and what stands free. What is in VPCs follows.
pub(super) fn move_objects(draft: &mut Draft, ids: Vec<EntityId>, dx: i32, dy: i32) -> Result<Done, Refusal> {
    pin_all(draft)?;
    let placed = |id: &EntityId| draft.design().entity(*id).is_some_and(|entity| entity.head.at.is_some());
    let ids: Vec<EntityId> = ids.into_iter().filter(placed).collect();
    if ids.is_empty() {
        return Err(Refusal::Nothing("moved freely"));
    }
    let loose: Vec<EntityId> = ids.iter().copied().filter(|id| !is_locked(draft.design(), *id)).collect();
    let ids = if loose.is_empty() { locked_among(draft.design(), &ids).map(|()| ids)? } else { loose };
    draft.apply_all(ids.iter().map(|id| {
        Edit::change_entity(*id, move |entity| {
            if let Some(at) = &mut entity.head.at {
                *at = on_canvas(Placement { x: at.x.saturating_add(dx), y: at.y.saturating_add(dy), ..*at });
            }
        })
    }))?;
    Ok(Done::new(format!("Move {}", words::objects(draft.design(), &ids))))
}

/// Nothing is placed further from the origin than this, in canvas units: beyond it nobody finds it again.
const FARTHEST: i32 = 1_000_000;

/// The place, or the nearest one that is not lost.
pub(super) fn on_canvas(at: Placement) -> Placement {
    let near = |n: i32| n.clamp(-FARTHEST, FARTHEST);
    Placement { x: near(at.x), y: near(at.y), ..at }
}

/// Keeps every VPC, and all that stands free, where it is drawn now. What nobody placed is packed anew when others
/// change: from the first placement on, that would tear the picture apart.
pub(super) fn pin_all(draft: &mut Draft) -> Result<(), Refusal> {
    let vpcs = draft.design().all::<Vpc>().map(|(id, _)| EntityId::from(id));
    let all = vpcs.chain(draft.layout.free_standing().map(|(id, _)| id));
    let loose = all.filter_map(|id| {
        let unplaced = draft.design().entity(id)?.head.at.is_none();
        let rect = draft.layout.rect(id).filter(|_| unplaced)?;
        Some((id, Placement::at(rect.x.round() as i32, rect.y.round() as i32)))
    });
    let loose: Vec<(EntityId, Placement)> = loose.collect();
    draft.apply_all(
        loose.into_iter().map(|(id, at)| Edit::change_entity(id, move |entity| entity.head.at = Some(at))),
    )?;
    Ok(())
}

pub(super) fn resize_vpc(draft: &mut Draft, vpc: VpcId, to: Placement) -> Result<Done, Refusal> {
    there(draft.design(), vpc)?;
    locked_among(draft.design(), &[vpc.into()])?;
    pin_all(draft)?;
    let to = on_canvas(to);
    draft.apply(Edit::change_entity(vpc, move |entity| entity.head.at = Some(to)))?;
    Ok(Done::new(format!("Resize VPC {}", draft.design().name(vpc))))
}
