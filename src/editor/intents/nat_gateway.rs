use super::{Done, Draft, internet_gateway, routing, there};
use crate::editor::{Refusal, naming, words};
use crate::model::kinds::{Availability, ElasticIp, NatGateway, Role, ZoneAddresses};
use crate::model::{Design, Edit, ElasticIpId, EntityId, Kind, NatGatewayId, RouteTableId, SubnetId, VpcId};
use crate::wording::capitalised;

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
    let tables = routing::open_private(draft, subnet.vpc, Some(&subnet.zone), nat)?;
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

/// A NAT gateway in every zone that has a public and a private subnet and none yet. A regional one is in every zone.
pub(super) fn place_in_each_zone(draft: &mut Draft, vpc: VpcId) -> Result<(Vec<EntityId>, Vec<RouteTableId>), Refusal> {
    let (mut added, mut routed) = (Vec::new(), Vec::new());
    for zone in super::tier::zones_of(draft.design(), vpc) {
        let design = draft.design();
        let regional = routing::regional_nat_gateway(design, vpc).is_some();
        let served = regional || routing::nat_gateways(design, vpc).iter().any(|(_, of)| *of == zone);
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

/// Gives a NAT gateway one more elastic IP. A regional one has its addresses by zone: the first zone of the VPC that has
/// none gets it, or else the one that has the fewest.
pub(super) fn take_address(draft: &mut Draft, id: NatGatewayId, eip: ElasticIpId) -> Result<(), Refusal> {
    let nat = there(draft.design(), id)?;
    if nat.own_addresses().contains(&eip) {
        return Ok(());
    }
    let zone = next_zone(draft.design(), nat);
    draft.apply(Edit::change(id, move |nat: &mut NatGateway| match (nat.is_regional(), &zone) {
        (false, _) => nat.elastic_ips.push(eip),
        (true, Some(zone)) => {
            nat.zone_addresses.push(ZoneAddresses { zone: zone.clone(), elastic_ips: vec![eip] });
        }
        (true, None) => {
            let fewest = nat.zone_addresses.iter_mut().min_by_key(|zone| zone.elastic_ips.len());
            fewest.into_iter().for_each(|zone| zone.elastic_ips.push(eip));
        }
    }))?;
    Ok(())
}

/// The first zone of its VPC for which a regional NAT gateway has no address.
fn next_zone(design: &Design, nat: &NatGateway) -> Option<String> {
    let vpc = nat.home(design)?;
    let mut zones = super::tier::zones_of(design, vpc);
    if zones.is_empty() {
        zones = super::tier::usual_zones(design, vpc);
    }
    zones.into_iter().find(|zone| nat.zone_addresses.iter().all(|own| own.zone != *zone))
}

/// Makes NAT gateways zonal or regional, with what goes with it: a regional one leaves its subnet and its elastic IPs, a
/// zonal one takes a public subnet and keeps the addresses of that zone.
pub(super) fn set_availability(
    draft: &mut Draft,
    ids: &[NatGatewayId],
    availability: Availability,
) -> Result<Done, Refusal> {
    let mut freed = Vec::new();
    for id in ids {
        let nat = there(draft.design(), *id)?;
        if nat.availability == availability {
            continue;
        }
        match availability {
            Availability::Regional => {
                freed.extend(nat.elastic_ips.iter().map(|eip| EntityId::from(*eip)));
                let vpc = nat.home(draft.design()).ok_or(Refusal::NotThere((*id).into()))?;
                draft.apply(Edit::change(*id, move |nat: &mut NatGateway| nat.make_regional(vpc)))?;
            }
            Availability::Zonal => freed.extend(settle_in_a_zone(draft, *id)?),
        }
    }
    let objects: Vec<EntityId> = ids.iter().map(|id| EntityId::from(*id)).collect();
    let what = words::objects(draft.design(), &objects);
    let word = if availability == Availability::Regional { "regional" } else { "zonal" };
    freed.retain(|id| draft.design().referrers(*id).next().is_none());
    let unused = match freed.len() {
        0 => String::new(),
        1 => format!(" {} is not in use any more.", capitalised(&words::objects(draft.design(), &freed))),
        _ => format!(" {} are not in use any more.", capitalised(&words::objects(draft.design(), &freed))),
    };
    let said = format!("{} {} {word} now.{unused}", capitalised(&what), if ids.len() == 1 { "is" } else { "are" });
    Ok(Done::new(format!("Make {what} {word}")).said(said))
}

/// Puts a regional NAT gateway into a public subnet, where it can be in a zone that it has addresses for. Answers with
/// the addresses of other zones, which it leaves.
fn settle_in_a_zone(draft: &mut Draft, id: NatGatewayId) -> Result<Vec<EntityId>, Refusal> {
    let design = draft.design();
    let nat = there(design, id)?;
    let name = design.name(id);
    let none = || Refusal::Unplannable {
        what: capitalised(&words::called(design, id)),
        why: "a zonal one needs a public subnet, and its VPC has none.".to_owned(),
        instead: "Add a public tier first.".to_owned(),
    };
    let vpc = nat.home(design).filter(|vpc| design.contains(*vpc)).ok_or_else(none)?;
    let named = nat.subnet.filter(|id| design.contains(*id));
    let public = routing::subnets_with(design, vpc, Role::Public, None);
    let zone_of = |id: &SubnetId| design.get(*id).map_or(String::new(), |subnet| subnet.zone.clone());
    let addressed = |id: &&SubnetId| nat.zone_addresses.iter().any(|zone| zone.zone == zone_of(id));
    let subnet = named.or_else(|| public.iter().find(addressed).copied()).or_else(|| public.first().copied());
    let subnet = subnet.ok_or_else(none)?;
    let zone = zone_of(&subnet);
    let here = |own: &&ZoneAddresses| own.zone == zone;
    let mut elastic_ips: Vec<ElasticIpId> =
        nat.zone_addresses.iter().filter(here).flat_map(|own| own.elastic_ips.clone()).collect();
    elastic_ips.extend(nat.elastic_ips.iter().copied());
    let left: Vec<EntityId> = nat.addresses().filter(|id| !elastic_ips.contains(id)).map(EntityId::from).collect();
    if elastic_ips.is_empty() {
        let vpc = there(design, vpc)?;
        let body = ElasticIp { region: vpc.region.clone(), account: vpc.account, address: None };
        let address = naming::free_of(&format!("{name}-eip"), design, Kind::ElasticIp);
        elastic_ips.push(draft.add(address, body)?);
    }
    draft.apply(Edit::change(id, move |nat: &mut NatGateway| {
        let elastic_ips = elastic_ips.clone();
        *nat =
            NatGateway { subnet: Some(subnet), elastic_ips, connectivity: nat.connectivity, ..NatGateway::default() };
    }))?;
    Ok(left)
}
