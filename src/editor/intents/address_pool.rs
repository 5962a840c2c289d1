use super::{Done, Draft};
use crate::addressing::CidrBlock;
use crate::editor::{Refusal, naming, words};
use crate::model::kinds::AddressPool;
use crate::model::{AddressPoolId, Kind};

pub(super) fn add(
    draft: &mut Draft,
    name: Option<String>,
    blocks: Vec<CidrBlock>,
    parent: Option<AddressPoolId>,
) -> Result<Done, Refusal> {
    let name = match name {
        Some(name) => naming::free_of(&name, draft.design(), Kind::AddressPool),
        None => naming::numbered("pool", draft.design(), Kind::AddressPool),
    };
    let texts: Vec<String> = blocks.iter().map(ToString::to_string).collect();
    let ranges = if texts.is_empty() { String::new() } else { format!(" with {}", words::list(&texts)) };
    let blocks = blocks.into_iter().map(Into::into).collect();
    let id = draft.add(name.clone(), AddressPool { blocks, parent, ..AddressPool::default() })?;
    Ok(Done::new(format!("Add address pool {name}"))
        .said(format!("Added address pool {name}{ranges}."))
        .selecting([id.into()]))
}
