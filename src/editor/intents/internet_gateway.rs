use super::{Done, Draft, routing, there};
use crate::editor::{Refusal, naming, words};
use crate::model::kinds::InternetGateway;
use crate::model::{Design, EntityId, InternetGatewayId, Kind, RouteTableId, VpcId};
use crate::ordering::Ordered;

pub(super) fn add(draft: &mut Draft, vpc: VpcId) -> Result<Done, Refusal> {
    check(draft.design(), vpc)?;
    let vpc_name = draft.design().name(vpc);
    let (id, tables) = attach(draft, vpc)?;
    let name = draft.design().name(id);
    let said = format!("Added internet gateway {name} to VPC {vpc_name}{}", routes_added(draft, &tables));
    Ok(Done::new(format!("Add internet gateway to {vpc_name}")).said(said).selecting([id.into()]))
}

/// A VPC has one internet gateway at most.
fn check(design: &Design, vpc: VpcId) -> Result<(), Refusal> {
    there(design, vpc)?;
    match routing::internet_gateway(design, vpc) {
        Some(gateway) => Err(Refusal::HasInternetGateway { vpc: design.name(vpc), gateway: design.name(gateway) }),
        None => Ok(()),
    }
}

/// What the gateway tool would add to a subnet or VPC, or why it cannot.
pub(in crate::editor) fn gateway_verdict(design: &Design, id: EntityId) -> Result<String, Refusal> {
    if let Some(vpc) = id.typed() {
        check(design, vpc)?;
        return Ok(format!("Internet gateway for VPC {}", design.name(id)));
    }
    let subnet = id.typed().ok_or(Refusal::GatewayNeedsVpc)?;
    super::nat_gateway::check_place(design, subnet)?;
    Ok(format!("NAT gateway in {}", design.name(id)))
}

/// A gateway with the routes of the public tiers.
pub(super) fn attach(draft: &mut Draft, vpc: VpcId) -> Result<(InternetGatewayId, Vec<RouteTableId>), Refusal> {
    let base = format!("{}-igw", draft.design().name(vpc));
    let name = naming::free_of(&base, draft.design(), Kind::InternetGateway);
    let id = draft.add(name, InternetGateway { vpc: Some(vpc) })?;
    let tables = routing::open_public(draft, vpc, id)?;
    Ok((id, tables))
}

/// The end of the sentence that says what a gateway brought along.
pub(super) fn routes_added(draft: &Draft, tables: &[RouteTableId]) -> String {
    let design = draft.design();
    let mut names: Vec<String> = tables.iter().map(|table| design.name(*table)).collect();
    names.order();
    let subnets: usize = tables.iter().map(|table| routing::followers(design, *table).len()).sum();
    match names.len() {
        0 => ". No subnet needs a route to it yet.".to_owned(),
        1 => format!(
            ", and the route 0.0.0.0/0 to it in route table {}, for {}.",
            names[0],
            words::count(subnets, Kind::Subnet)
        ),
        _ => format!(
            ", and the route 0.0.0.0/0 to it in the route tables {}, for {}.",
            words::list(&names),
            words::count(subnets, Kind::Subnet)
        ),
    }
}
