use super::{Done, Draft};
use crate::editor::{Refusal, naming, words};
use crate::model::kinds::Environment;
use crate::model::{Edit, EntityId, EnvironmentId, Kind, VpcId};

pub(super) fn add(draft: &mut Draft, name: Option<String>, production: bool) -> Result<Done, Refusal> {
    let name = match name {
        Some(name) => naming::free_of(&name, draft.design(), Kind::Environment),
        None => naming::numbered("environment", draft.design(), Kind::Environment),
    };
    let id = draft.add(name.clone(), Environment { production, ..Environment::default() })?;
    Ok(Done::new(format!("Add environment {name}")).said(format!("Added environment {name}.")).selecting([id.into()]))
}

/// VPCs keep their blocks: an environment's pool only says where later blocks come from.
pub(super) fn assign(draft: &mut Draft, vpcs: Vec<VpcId>, environment: Option<EnvironmentId>) -> Result<Done, Refusal> {
    if let Some(id) = environment.filter(|id| !draft.design().contains(*id)) {
        return Err(Refusal::NotThere(id.into()));
    }
    let ids: Vec<EntityId> = vpcs.iter().map(|id| EntityId::from(*id)).collect();
    let what = words::objects(draft.design(), &ids);
    draft.apply_all(vpcs.iter().map(|id| Edit::change(*id, move |vpc| vpc.environment = environment)))?;
    let label = match environment {
        Some(id) => format!("Move {what} to environment {}", draft.design().name(id)),
        None => format!("Take {what} out of its environment"),
    };
    Ok(Done::new(label))
}
