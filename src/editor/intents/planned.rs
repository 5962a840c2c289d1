use super::{Done, Draft};
use crate::editor::planning::Planned;
use crate::editor::{Refusal, words};
use crate::model::{Design, Diff, Edit, Entity};
use crate::wording::capitalised;

/// Makes what was planned, when all that it is about is still as it was then.
pub(super) fn carry_out(draft: &mut Draft, planned: Planned) -> Result<Done, Refusal> {
    let Planned { label, said, diff, select } = planned;
    for (id, change) in diff.iter() {
        let design = draft.design();
        let now = design.entity(id);
        if now != change.old_entity() {
            return Err(Refusal::Stale(capitalised(&words::called(design, id))));
        }
        draft.apply(match (now, change.new_entity()) {
            (None, Some(new)) => Edit::add(id, Entity::clone(new)),
            (Some(_), Some(new)) => {
                let new = new.clone();
                Edit::change_entity(id, move |entity| entity.clone_from(&new))
            }
            (_, None) => Edit::remove(id),
        })?;
    }
    let done = Done::new(label).said(said);
    Ok(if select.is_empty() { done } else { done.selecting(select) })
}

/// Makes the design what it was in a version of it.
///
/// Law: what is saved then is what was saved of the version, byte for byte, with what neither it nor this version of the
/// format could read.
pub(super) fn restore(draft: &mut Draft, version: &Design, name: &str) -> Result<Done, Refusal> {
    let diff = Diff::between(draft.design(), version);
    let label = format!("Restore {name}");
    let said = format!("The design is as it was in {name}.");
    let done = carry_out(draft, Planned { label, said, diff, select: Vec::new() })?;
    draft.put_beside(version.beside());
    Ok(done)
}
