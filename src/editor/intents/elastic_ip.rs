use super::{Done, Draft, there};
use crate::editor::{Refusal, naming};
use crate::model::kinds::ElasticIp;
use crate::model::{Kind, NatGatewayId};

pub(super) fn add(draft: &mut Draft, region: String, nat: Option<NatGatewayId>) -> Result<Done, Refusal> {
    if let Some(nat) = nat {
        there(draft.design(), nat)?;
    }
    let base = nat.map_or_else(|| "eip".to_owned(), |nat| format!("{}-eip", draft.design().name(nat)));
    let name = match nat {
        Some(_) => naming::free_of(&base, draft.design(), Kind::ElasticIp),
        None => naming::numbered(&base, draft.design(), Kind::ElasticIp),
    };
    let id = draft.add(name.clone(), ElasticIp { region, ..ElasticIp::default() })?;
    if let Some(nat) = nat {
        super::nat_gateway::take_address(draft, nat, id)?;
    }
    Ok(Done::new(format!("Add elastic IP {name}")).said(format!("Added elastic IP {name}.")).selecting([id.into()]))
}
