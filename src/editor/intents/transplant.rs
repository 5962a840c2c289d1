//! Objects again: copies with new ids, names and addresses, in the design they come from or in another.

use std::collections::BTreeMap;

use serde_json::Value;

use super::new_blocks::{self, Moves};
use super::{Draft, routing, there};
use crate::addressing::CidrBlock;
use crate::editor::{Refusal, addresses, naming};
use crate::model::kinds::{Subnet, Tier};
use crate::model::{
    Body, Design, Edit, Entity, EntityId, Kind, OnDelete, Placement, SubnetId, TierId, VpcId, Written, vpc_of,
};

/// Where an object goes whose owner is not among the copies.
#[derive(Clone, Copy, Debug)]
pub(in crate::editor) enum Home {
    /// With the owner of the original.
    Original,
    /// Into this VPC; subnets into the tier, or one of their own.
    Vpc(VpcId, Option<TierId>),
    /// Nowhere: it is left out.
    None,
}

/// Plants copies of `objects`, moved `by` on the canvas. Answers with the id of each copy.
pub(in crate::editor) fn plant(
    draft: &mut Draft,
    objects: Vec<(EntityId, Entity)>,
    by: (i32, i32),
    home: Home,
) -> Result<BTreeMap<EntityId, EntityId>, Refusal> {
    let mut ids: BTreeMap<EntityId, EntityId> = BTreeMap::new();
    for (id, _) in &objects {
        let new = draft.fresh_like(*id);
        ids.insert(*id, new);
    }
    let moves = new_blocks::plan(draft.design(), &objects)?;
    let mut planted = BTreeMap::new();
    let mut names = BTreeMap::new();
    // Kinds come in order: VPCs, then tiers, then subnets: an owner is there before what it owns.
    for (id, entity) in objects {
        let Some(mut entity) = adopt(draft, id, entity, &ids, home)? else {
            ids.remove(&id);
            continue;
        };
        readdress(draft.design(), id, &mut entity, &ids, &moves)?;
        entity.head.aws_id = None;
        if let Some(at) = &mut entity.head.at {
            let (x, y) = (at.x.saturating_add(by.0), at.y.saturating_add(by.1));
            // A copy is there to be moved.
            *at = super::arrange::on_canvas(Placement { x, y, locked: false, ..*at });
        }
        let name = name_for(draft.design(), &entity, &names);
        names.insert(std::mem::replace(&mut entity.head.name, name.clone()), name);
        draft.apply(Edit::add(ids[&id], entity))?;
        planted.insert(id, ids[&id]);
    }
    let own_vpc =
        |id: &SubnetId| draft.design().get(*id).is_some_and(|s| planted.values().any(|new| *new == s.vpc.into()));
    let guests: Vec<SubnetId> = planted.values().filter_map(|id| id.typed()).filter(|id| !own_vpc(id)).collect();
    for id in guests
        .into_iter()
        .filter(|id| draft.design().get(*id).is_some_and(|s| s.route_table.is_none()))
        .collect::<Vec<_>>()
    {
        routing::settle(draft, id)?;
    }
    Ok(planted)
}

/// The object with its references turned to the copies. Those to objects that are no copies hold while they make sense
/// here. `None` when it cannot be without an owner that is not here.
fn adopt(
    draft: &mut Draft,
    old_id: EntityId,
    entity: Entity,
    ids: &BTreeMap<EntityId, EntityId>,
    home: Home,
) -> Result<Option<Entity>, Refusal> {
    let mut entity = entity;
    let mut orphan = false;
    let mut lost = Vec::new();
    // Same ids mean the same objects: ids are random, and never used again.
    let contains = |id: EntityId| draft.design().contains(id);
    let keep = |id: EntityId| matches!(home, Home::Original) && contains(id);
    // A copied VPC is a network of its own: its tables lead to nothing that the original is attached to.
    let own_network = vpc_of(draft.design(), &entity.body).is_some_and(|vpc| ids.contains_key(&vpc.into()));
    // A second VPN gateway cannot be attached to the VPC of the original.
    if let Body::VpnGateway(gateway) = &mut entity.body {
        gateway.vpc.take_if(|vpc| !ids.contains_key(&(*vpc).into()));
    }
    // Lists of addresses and services are for every VPC.
    let shared = |id: EntityId| matches!(id.kind, Kind::PrefixList | Kind::EndpointService);
    entity.body.visit_refs(&mut |r| {
        if ids.contains_key(&r.target) {
            return;
        }
        match r.on_delete {
            OnDelete::Goes => orphan |= !keep(r.target),
            OnDelete::LetsGo if (own_network && !shared(r.target)) || !contains(r.target) => lost.push(r.target),
            OnDelete::LetsGo => {}
        }
    });
    lost.into_iter().for_each(|target| entity.body.forget(target));
    if let Body::RouteTable(table) = &mut entity.body {
        table.main &= own_network;
    }
    let single = matches!(&entity.body, Body::InternetGateway(gateway) if gateway.vpc.is_some_and(|vpc| !ids.contains_key(&vpc.into())));
    if single {
        return Ok(None);
    }
    // Before the references turn: a home that is copied as well stays the home.
    let own_tier = matches!(&entity.body, Body::Subnet(subnet) if ids.contains_key(&subnet.tier.into()));
    let unread = |_| Refusal::NotThere(old_id);
    let mut value = entity.body.to_value().map_err(unread)?;
    turn(&mut value, ids);
    entity.body = Body::from_value(old_id.kind, value).map_err(unread)?;
    if orphan && !rehome(draft, &mut entity, own_tier, home)? {
        return Ok(None);
    }
    Ok(Some(entity))
}

/// Gives a tier or a subnet without its owner another one.
fn rehome(draft: &mut Draft, entity: &mut Entity, own_tier: bool, home: Home) -> Result<bool, Refusal> {
    let Home::Vpc(vpc, tier) = home else { return Ok(false) };
    match &mut entity.body {
        Body::Tier(fields) => {
            fields.vpc = vpc;
            fields.order = super::tier::next_order(draft.design(), vpc, fields.role);
        }
        Body::Subnet(fields) => {
            let region = there(draft.design(), vpc)?.region.clone();
            fields.zone = naming::zone_in(&fields.zone, &region);
            fields.vpc = vpc;
            fields.ipv6 = None;
            fields.route_table = None;
            if !own_tier {
                let first = draft.design().referring::<Tier>(vpc).next().map(|(id, _)| id);
                match tier.or(first) {
                    Some(tier) => fields.tier = tier,
                    None => {
                        let name = naming::tier("private", draft.design(), vpc);
                        fields.tier = draft.add(name, Tier::new(vpc, Default::default(), 0))?;
                    }
                }
            }
        }
        Body::RouteTable(fields) => {
            fields.vpc = vpc;
            let design = draft.design();
            fields.routes.retain(|route| route.target.object().is_none_or(|target| is_reached(design, vpc, target)));
        }
        Body::SecurityGroup(fields) => fields.vpc = vpc,
        Body::NetworkAcl(fields) => fields.vpc = vpc,
        Body::Workload(fields) => {
            fields.vpc = vpc;
            fields.tier = tier;
            fields.subnets.clear();
            fields.security_groups.clear();
        }
        Body::Settings(_)
        | Body::Account(_)
        | Body::Environment(_)
        | Body::AddressPool(_)
        | Body::Vpc(_)
        | Body::InternetGateway(_)
        | Body::NatGateway(_)
        | Body::ElasticIp(_)
        | Body::Peering(_)
        | Body::ExternalNetwork(_)
        | Body::SubnetReservation(_)
        | Body::PrefixList(_)
        | Body::EgressOnlyGateway(_)
        | Body::VpnGateway(_)
        | Body::CustomerGateway(_)
        | Body::VpnConnection(_)
        | Body::DirectConnectGateway(_)
        | Body::TransitGateway(_)
        | Body::TransitGatewayAttachment(_)
        | Body::TransitGatewayRouteTable(_)
        | Body::Endpoint(_)
        | Body::EndpointService(_)
        | Body::LoadBalancer(_)
        | Body::ServiceNetwork(_)
        | Body::TrafficMirrorSession(_)
        | Body::ResolverEndpoint(_)
        | Body::PrivateZone(_)
        | Body::Assertion(_)
        | Body::Note(_)
        | Body::Comment(_) => return Ok(false),
    }
    Ok(true)
}

/// Can a route of a VPC lead to `target`? To what stands in another VPC, or joins others, none can. What is not there yet
/// comes with the copy.
fn is_reached(design: &Design, vpc: VpcId, target: EntityId) -> bool {
    let Some(entity) = design.entity(target) else { return true };
    match (&entity.body, vpc_of(design, &entity.body)) {
        (Body::Peering(peering), _) => peering.other_end(vpc).is_some(),
        (_, home) => home.is_none_or(|home| home == vpc),
    }
}

/// Turns every id in a JSON text from the old object to its copy. Ids are texts there, so this holds for all kinds.
fn turn(value: &mut Value, ids: &BTreeMap<EntityId, EntityId>) {
    match value {
        Value::String(text) => {
            let new = text.parse::<EntityId>().ok().and_then(|id| ids.get(&id));
            if let Some(new) = new {
                *text = new.to_string();
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|item| turn(item, ids)),
        Value::Object(fields) => fields.values_mut().for_each(|field| turn(field, ids)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Gives a copy its own addresses: VPCs their new blocks, their content the same offsets in these, others the next free
/// block where they are.
fn readdress(
    design: &Design,
    old_id: EntityId,
    entity: &mut Entity,
    ids: &BTreeMap<EntityId, EntityId>,
    moves: &Moves,
) -> Result<(), Refusal> {
    let original = |new: VpcId| ids.iter().find(|(_, to)| **to == new.into()).and_then(|(old, _)| old.typed::<VpcId>());
    let moved = |vpc: VpcId, block: CidrBlock| {
        let moves = original(vpc).and_then(|old| moves.get(&old))?;
        moves.iter().find_map(|(from, to)| addresses::shifted(block, *from, *to))
    };
    match &mut entity.body {
        Body::Vpc(vpc) => {
            let moves = old_id.typed().and_then(|id: VpcId| moves.get(&id));
            let new = |old: CidrBlock| moves?.iter().find(|(from, _)| *from == old).map(|(_, to)| *to);
            // Of IPv6 a copy has what comes from a pool; the rest AWS hands out.
            vpc.ipv6.retain(|written| written.get().is_none_or(|old| new(old).is_some()));
            for written in vpc.ipv4.iter_mut().chain(&mut vpc.ipv6) {
                if let Some(to) = written.get().and_then(new) {
                    *written = Written::Sound(to);
                }
            }
        }
        Body::Subnet(subnet) => {
            let guest = original(subnet.vpc).is_none();
            subnet.ipv6 = subnet.ipv6_block().and_then(|old| {
                let beside = || addresses::ipv6_subnet_block(design, subnet.vpc, old.length()).filter(|_| guest);
                moved(subnet.vpc, old).or_else(beside).map(Written::Sound)
            });
            let Some(old) = subnet.ipv4_block() else { return Ok(()) };
            let new = match moved(subnet.vpc, old) {
                Some(block) => block,
                None => next_in(design, subnet, old.length())?,
            };
            subnet.ipv4 = Some(new.into());
        }
        Body::RouteTable(table) => {
            for route in &mut table.routes {
                if let Some(block) = route.destination.get().and_then(|block| moved(table.vpc, block)) {
                    route.destination = block.into();
                }
            }
        }
        Body::ElasticIp(eip) => eip.address = None,
        Body::SubnetReservation(reservation) => {
            let vpc = design.get(reservation.subnet).map(|subnet| subnet.vpc);
            let old = reservation.block.as_ref().and_then(Written::get);
            reservation.block = vpc.zip(old).and_then(|(vpc, old)| moved(vpc, old)).map(Written::Sound);
        }
        Body::Workload(workload) => workload.addresses.clear(),
        Body::VpnConnection(connection) => connection.tunnel_inside.clear(),
        Body::Settings(_)
        | Body::Account(_)
        | Body::Environment(_)
        | Body::AddressPool(_)
        | Body::Tier(_)
        | Body::InternetGateway(_)
        | Body::NatGateway(_)
        | Body::Peering(_)
        | Body::ExternalNetwork(_)
        | Body::PrefixList(_)
        | Body::EgressOnlyGateway(_)
        | Body::VpnGateway(_)
        | Body::CustomerGateway(_)
        | Body::DirectConnectGateway(_)
        | Body::TransitGateway(_)
        | Body::TransitGatewayAttachment(_)
        | Body::TransitGatewayRouteTable(_)
        | Body::Endpoint(_)
        | Body::EndpointService(_)
        | Body::SecurityGroup(_)
        | Body::NetworkAcl(_)
        | Body::LoadBalancer(_)
        | Body::ServiceNetwork(_)
        | Body::TrafficMirrorSession(_)
        | Body::ResolverEndpoint(_)
        | Body::PrivateZone(_)
        | Body::Assertion(_)
        | Body::Note(_)
        | Body::Comment(_) => {}
    }
    Ok(())
}

fn next_in(design: &Design, subnet: &Subnet, length: u8) -> Result<CidrBlock, Refusal> {
    let vpc = subnet.vpc;
    let none = || Refusal::NoRoom { from: format!("VPC {}", design.name(vpc)), length };
    addresses::subnet_block(design, vpc, subnet.tier, Some(length), &[]).ok_or_else(none)
}

/// A name for a copy: free where it must be, and with the new name of the VPC where the old one had the old.
fn name_for(design: &Design, entity: &Entity, names: &BTreeMap<String, String>) -> String {
    let old = &entity.head.name;
    let in_step = || {
        let renamed = names.iter().find_map(|(from, to)| {
            let rest = old.strip_prefix(from.as_str())?;
            rest.starts_with('-').then(|| format!("{to}{rest}"))
        });
        renamed.unwrap_or_else(|| old.clone())
    };
    match &entity.body {
        Body::Tier(tier) => naming::tier(old, design, tier.vpc),
        Body::Subnet(subnet) => match design.get(subnet.tier) {
            // A subnet that joins others of its tier is called as they are.
            Some(_) if design.referring::<Subnet>(subnet.vpc).any(|(id, _)| design.name(id) == *old) => {
                naming::subnet(&design.name(subnet.tier), &subnet.zone, design, subnet.vpc)
            }
            _ => old.clone(),
        },
        Body::RouteTable(table) => naming::route_table(old, design, table.vpc),
        Body::InternetGateway(_)
        | Body::NatGateway(_)
        | Body::ElasticIp(_)
        | Body::Peering(_)
        | Body::ExternalNetwork(_)
        | Body::SubnetReservation(_)
        | Body::PrefixList(_)
        | Body::EgressOnlyGateway(_)
        | Body::VpnGateway(_)
        | Body::CustomerGateway(_)
        | Body::VpnConnection(_)
        | Body::DirectConnectGateway(_)
        | Body::TransitGateway(_)
        | Body::TransitGatewayAttachment(_)
        | Body::TransitGatewayRouteTable(_)
        | Body::Endpoint(_)
        | Body::EndpointService(_)
        | Body::SecurityGroup(_)
        | Body::NetworkAcl(_)
        | Body::Workload(_)
        | Body::LoadBalancer(_)
        | Body::ServiceNetwork(_)
        | Body::TrafficMirrorSession(_)
        | Body::ResolverEndpoint(_)
        | Body::PrivateZone(_)
        | Body::Assertion(_)
        | Body::Note(_)
        | Body::Comment(_) => naming::free_of(&in_step(), design, entity.kind()),
        Body::Settings(_) | Body::Account(_) | Body::Environment(_) | Body::AddressPool(_) | Body::Vpc(_) => {
            naming::free_of(old, design, entity.kind())
        }
    }
}

/// Does this kind of object stand by itself, so that a paste of it needs no place?
pub(super) fn stands_alone(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Vpc
            | Kind::Account
            | Kind::Environment
            | Kind::AddressPool
            | Kind::ElasticIp
            | Kind::ExternalNetwork
            | Kind::PrefixList
            | Kind::VpnGateway
            | Kind::CustomerGateway
            | Kind::DirectConnectGateway
            | Kind::TransitGateway
            | Kind::EndpointService
            | Kind::ServiceNetwork
            | Kind::PrivateZone
            | Kind::Assertion
            | Kind::Note
            | Kind::Comment
    )
}
