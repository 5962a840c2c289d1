use super::{Done, Draft, internet_gateway, routing, there};
use crate::editor::{Refusal, naming, words};
use crate::model::kinds::{ElasticIp, NatGateway, Role};
use crate::model::{Design, EntityId, Kind, NatGatewayId, RouteTableId, SubnetId, VpcId};

pub(super) fn add(draft: &mut Draft, subnet: SubnetId) -> Result<Done, Refusal> {
    check_place(draft.design(), subnet)?;
    let (id, tables) = place(draft, subnet)?;
    let design = draft.design();
    let (name, subnet_name) = (design.name(id), design.name(subnet));
    let said = format!(
        "Added NAT gateway {name} with an elastic IP to subnet {subnet_name}{}",
        internet_gateway::routes_added(draft, &tables)
    );
    Ok(Done::new(format!("Add NAT gateway to {subnet_name}")).said(said).selecting([id.into()]))
}

/// A NAT gateway for the internet works only in a public subnet.
/// <https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-scenarios.html>
pub(super) fn check_place(design: &Design, id: SubnetId) -> Result<(), Refusal> {
    let subnet = there(design, id)?;
    let role = routing::role_of(design, subnet);
    if role == Role::Public {
        return Ok(());
    }
    let public = routing::subnets_with(design, subnet.vpc, Role::Public, Some(&subnet.zone));
    let instead = public.first().map_or(String::new(), |id| format!(" Put it into {}.", design.name(*id)));
    Err(Refusal::NatNeedsPublicSubnet { subnet: format!("Subnet {}", design.name(id)), role: role.key(), instead })
}

/// A NAT gateway with its elastic IP, and the routes of the private subnets in its zone.
pub(super) fn place(draft: &mut Draft, id: SubnetId) -> Result<(NatGatewayId, Vec<RouteTableId>), Refusal> {
    let subnet = there(draft.design(), id)?.clone();
    let vpc = there(draft.design(), subnet.vpc)?;
    let (region, account) = (vpc.region.clone(), vpc.account);
    let vpc_name = draft.design().name(subnet.vpc);
    let base = match naming::zone_letter(&subnet.zone) {
        Some(letter) => format!("{vpc_name}-nat-{letter}"),
        None => format!("{vpc_name}-nat"),
    };
    let name = naming::free_of(&base, draft.design(), Kind::NatGateway);
    let address = naming::free_of(&format!("{name}-eip"), draft.design(), Kind::ElasticIp);
    let elastic_ip = draft.add(address, ElasticIp { region, account, address: None })?;
    let nat = draft.add(name, NatGateway::public(id, elastic_ip))?;
    let tables = routing::open_private(draft, subnet.vpc, &subnet.zone, nat)?;
    Ok((nat, tables))
}

pub(super) fn add_in_each_zone(draft: &mut Draft, vpc: VpcId) -> Result<Done, Refusal> {
    there(draft.design(), vpc)?;
    let vpc_name = draft.design().name(vpc);
    let (added, tables) = place_in_each_zone(draft, vpc)?;
    if added.is_empty() {
        return Err(Refusal::NoZoneForNat(vpc_name));
    }
    let said = format!(
        "Added {} to VPC {vpc_name}, each with an elastic IP{}",
        words::count(added.len(), Kind::NatGateway),
        internet_gateway::routes_added(draft, &tables)
    );
    Ok(Done::new(format!("Add NAT gateways to {vpc_name}")).said(said).selecting(added))
}

/// A NAT gateway in every zone that has a public and a private subnet and none yet.
pub(super) fn place_in_each_zone(draft: &mut Draft, vpc: VpcId) -> Result<(Vec<EntityId>, Vec<RouteTableId>), Refusal> {
    let (mut added, mut routed) = (Vec::new(), Vec::new());
    for zone in super::tier::zones_of(draft.design(), vpc) {
        let design = draft.design();
        let served = routing::nat_gateways(design, vpc).iter().any(|(_, of)| *of == zone);
        let private = !routing::subnets_with(design, vpc, Role::Private, Some(&zone)).is_empty();
        let public = routing::subnets_with(design, vpc, Role::Public, Some(&zone));
        if let Some(subnet) = public.first().filter(|_| private && !served) {
            let (nat, tables) = place(draft, *subnet)?;
            added.push(nat.into());
            routed.extend(tables);
        }
    }
    Ok((added, routed))
}
