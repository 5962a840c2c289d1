use super::{Done, Draft};
use crate::editor::{Refusal, naming};
use crate::model::Kind;
use crate::model::kinds::Account;

pub(super) fn add(draft: &mut Draft, name: Option<String>) -> Result<Done, Refusal> {
    let name = match name {
        Some(name) => naming::free_of(&name, draft.design(), Kind::Account),
        None => naming::numbered("account", draft.design(), Kind::Account),
    };
    let id = draft.add(name.clone(), Account::default())?;
    Ok(Done::new(format!("Add account {name}")).said(format!("Added account {name}.")).selecting([id.into()]))
}
