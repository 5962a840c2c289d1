use super::{Done, Draft, arrange};
use crate::editor::{Refusal, words};
use crate::model::{Design, Edit, EntityId};
use crate::scene::Picture;
use crate::wording::capitalised;

/// Does the object keep its place whatever is dragged?
pub(in crate::editor) fn is_locked(design: &Design, id: EntityId) -> bool {
    design.entity(id).and_then(|entity| entity.head.at).is_some_and(|at| at.locked)
}

/// Refuses what would move, resize or delete a locked object.
pub(in crate::editor) fn locked_among(design: &Design, ids: &[EntityId]) -> Result<(), Refusal> {
    match ids.iter().find(|id| is_locked(design, **id)) {
        Some(id) => Err(Refusal::Locked(capitalised(&words::called(design, *id)))),
        None => Ok(()),
    }
}

/// Things keep their places, or no longer.
pub(super) fn lock(draft: &mut Draft, ids: Vec<EntityId>, locked: bool) -> Result<Done, Refusal> {
    arrange::pin_all(draft)?;
    let fits = |id: &EntityId| {
        let at = draft.design().entity(*id).and_then(|entity| entity.head.at);
        Picture::of(id.kind).is_placed() && at.is_some_and(|at| at.locked != locked)
    };
    let ids: Vec<EntityId> = ids.into_iter().filter(fits).collect();
    if ids.is_empty() {
        return Err(Refusal::Nothing(if locked { "locked" } else { "unlocked" }));
    }
    draft.apply_all(ids.iter().map(|id| {
        Edit::change_entity(*id, move |entity| {
            if let Some(at) = &mut entity.head.at {
                at.locked = locked;
            }
        })
    }))?;
    let what = words::objects(draft.design(), &ids);
    Ok(match locked {
        true => Done::new(format!("Lock {what}")).said(format!("Locked {what}: it stays where it is until unlocked.")),
        false => Done::new(format!("Unlock {what}")),
    })
}
