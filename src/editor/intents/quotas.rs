use std::collections::{BTreeMap, BTreeSet};

use super::field::ensure_settings;
use super::{Done, Draft};
use crate::editor::{Refusal, words};
use crate::model::kinds::{Account, Settings};
use crate::model::{AccountId, Edit, EntityId};

/// Takes over what AWS granted: into the accounts with these numbers, the rest into `target`, which is an account or the
/// settings of the design.
pub(super) fn take(
    draft: &mut Draft,
    target: EntityId,
    granted: BTreeMap<String, BTreeMap<String, u32>>,
) -> Result<Done, Refusal> {
    let mut into = BTreeSet::new();
    let taken: usize = granted.values().map(BTreeMap::len).sum();
    for (number, raised) in granted.into_iter().filter(|(_, raised)| !raised.is_empty()) {
        let named = draft.design().all::<Account>().find(|(_, account)| !number.is_empty() && account.number == number);
        let target = named.map_or(target, |(id, _)| id.into());
        ensure_settings(draft, &[target])?;
        into.insert(target);
        let edit = match target.typed::<AccountId>() {
            Some(id) => Edit::change(id, move |account: &mut Account| account.quotas.extend(raised.clone())),
            None => Edit::change(Settings::id(), move |settings: &mut Settings| {
                settings.quotas.extend(raised.clone());
            }),
        };
        draft.apply(edit)?;
    }
    if taken == 0 {
        let message = "It raises nothing that a design has. Ask for the services vpc, ec2, directconnect and elasticloadbalancing.";
        return Err(Refusal::Field { path: "quotas".into(), message: message.into(), correction: None });
    }
    let quotas = if taken == 1 { "1 raised quota".to_owned() } else { format!("{taken} raised quotas") };
    let into: Vec<EntityId> = into.into_iter().collect();
    Ok(Done::new(format!("Take over {quotas} for {}", words::objects(draft.design(), &into))))
}
