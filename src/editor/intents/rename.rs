use super::{Done, Draft};
use crate::editor::{Refusal, words};
use crate::model::{Edit, EntityId};

/// AWS takes names (the Name tag) of up to 256 characters.
/// <https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html>
const LONGEST_NAME: usize = 256;

pub(super) fn rename(draft: &mut Draft, id: EntityId, name: String) -> Result<Done, Refusal> {
    let name: String = name.trim().chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect();
    if name.is_empty() {
        return Err(Refusal::EmptyName);
    }
    super::field::ensure_settings(draft, &[id])?;
    let old = words::called(draft.design(), id);
    let was = draft.design().name(id);
    // Subnets are called after their tier: `app-a` follows when `app` becomes `web`.
    let followers: Vec<(EntityId, String)> = match id.kind {
        crate::model::Kind::Tier => {
            let design = draft.design();
            let of_tier = design.referrers(id).map(|referrer| (referrer, design.name(referrer)));
            of_tier
                .filter_map(|(subnet, old)| Some((subnet, old.strip_prefix(&was)?.to_owned())))
                .filter(|(_, rest)| rest.starts_with('-'))
                .map(|(subnet, rest)| (subnet, format!("{name}{rest}")))
                .collect()
        }
        _ => Vec::new(),
    };
    draft.apply(Edit::rename(id, name.clone()))?;
    draft.apply_all(followers.into_iter().map(|(subnet, name)| Edit::rename(subnet, name)))?;
    Ok(Done::new(format!("Rename {old} to {name}")))
}
