use super::{Done, Draft};
use crate::editor::{Refusal, naming, words};
use crate::model::kinds::Environment;
use crate::model::{Design, Edit, EntityId, EnvironmentId, Kind, VpcId};

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

/// VPCs become an environment of their own: named by what their names begin with, else by a number.
pub(super) fn group(draft: &mut Draft, vpcs: Vec<VpcId>) -> Result<Done, Refusal> {
    let vpcs: Vec<VpcId> = vpcs.into_iter().filter(|id| draft.design().contains(*id)).collect();
    if vpcs.is_empty() {
        return Err(Refusal::Nothing("put into an environment"));
    }
    let name = common_name(draft.design(), &vpcs).map(|name| naming::free_of(&name, draft.design(), Kind::Environment));
    let name = name.unwrap_or_else(|| naming::numbered("environment", draft.design(), Kind::Environment));
    let id: EnvironmentId = draft.add(name.clone(), Environment::default())?;
    assign(draft, vpcs.clone(), Some(id))?;
    let ids: Vec<EntityId> = vpcs.iter().map(|id| EntityId::from(*id)).collect();
    let what = words::objects(draft.design(), &ids);
    let label = format!("Group {what} as environment {name}");
    Ok(Done::new(label).said(format!("Put {what} into the new environment {name}.")).selecting(ids))
}

/// What the names of all have in front: "staging" of `staging-app` and `staging-data`. None of a single one.
fn common_name(design: &Design, vpcs: &[VpcId]) -> Option<String> {
    let names: Vec<String> = vpcs.iter().map(|id| design.name(*id)).collect();
    let (first, others) = names.split_first()?;
    let stem = first.split(['-', '_', ' ', '.']).next().filter(|stem| stem.len() > 1)?;
    let same = others.iter().all(|name| name.split(['-', '_', ' ', '.']).next() == Some(stem));
    (same && !others.is_empty()).then(|| stem.to_owned())
}
