//! What would join two ends.

use super::super::{peering, routing};
use super::{Connection, Scope, cannot, hub};
use crate::editor::{End, Refusal, words};
use crate::model::kinds::{InternetGateway, Peering, Role, RouteTable, Subnet};
use crate::model::{
    Design, ElasticIpId, EntityId, InternetGatewayId, Kind, NatGatewayId, RouteTableId, SubnetId, VpcId,
};

/// The part of a VPC that an object stands for.
pub(super) fn scope(design: &Design, id: EntityId) -> Option<Scope> {
    match id.kind {
        Kind::Vpc => Some((id.typed()?, None)),
        Kind::Tier => {
            let tier = design.get(id.typed::<crate::model::TierId>()?)?;
            Some((tier.vpc, Some(design.referring::<Subnet>(id).map(|(subnet, _)| subnet).collect())))
        }
        Kind::Subnet => {
            let subnet: SubnetId = id.typed()?;
            Some((design.get(subnet)?.vpc, Some(vec![subnet])))
        }
        Kind::Settings
        | Kind::Account
        | Kind::Environment
        | Kind::AddressPool
        | Kind::RouteTable
        | Kind::InternetGateway
        | Kind::NatGateway
        | Kind::ElasticIp
        | Kind::Peering
        | Kind::ExternalNetwork
        | Kind::SubnetReservation
        | Kind::PrefixList
        | Kind::EgressOnlyGateway
        | Kind::VpnGateway
        | Kind::CustomerGateway
        | Kind::VpnConnection
        | Kind::DirectConnectGateway
        | Kind::TransitGateway
        | Kind::TransitGatewayAttachment
        | Kind::TransitGatewayRouteTable
        | Kind::Endpoint
        | Kind::EndpointService
        | Kind::SecurityGroup
        | Kind::NetworkAcl
        | Kind::Workload
        | Kind::LoadBalancer
        | Kind::ServiceNetwork
        | Kind::TrafficMirrorSession
        | Kind::ResolverEndpoint
        | Kind::PrivateZone
        | Kind::Assertion
        | Kind::Note
        | Kind::Comment => None,
    }
}

/// What joins the two, whichever way round the line was drawn.
pub(super) fn plan(design: &Design, from: EntityId, to: End) -> Result<Connection, Refusal> {
    let to_id = match to {
        End::Object(id) => id,
        End::Internet => return to_internet(design, from).unwrap_or_else(|| Err(cannot(design, from, to))),
        End::New { .. } => return Err(cannot(design, from, to)),
    };
    if from == to_id {
        return Err(Refusal::SameEnd);
    }
    for id in [from, to_id] {
        if !design.contains(id) {
            return Err(Refusal::NotThere(id));
        }
    }
    between(design, from, to_id)
        .or_else(|| between(design, to_id, from))
        .unwrap_or_else(|| Err(cannot(design, from, to)))
}

fn between(design: &Design, a: EntityId, b: EntityId) -> Option<Result<Connection, Refusal>> {
    if let Some(hub) = hub::between(design, a, b) {
        return Some(hub.map(Connection::Hub));
    }
    if let (Some(left), Some(right)) = (scope(design, a), scope(design, b)) {
        return Some(peer(design, (a, left), (b, right)));
    }
    if let (Some(nat), Some(eip)) = (a.typed::<NatGatewayId>(), b.typed::<ElasticIpId>()) {
        return Some(Ok(Connection::Address(nat, eip)));
    }
    let (vpc, subnets) = scope(design, a)?;
    let whole = a.typed::<VpcId>();
    let other_vpc = || Err(Refusal::OtherVpc { what: words::called(design, a), than: words::called(design, b) });
    Some(match b.kind {
        Kind::InternetGateway => {
            let gateway: InternetGatewayId = b.typed()?;
            let attached = design.get(gateway).and_then(|fields: &InternetGateway| fields.vpc);
            match (attached, subnets) {
                (None, _) => match routing::internet_gateway(design, vpc) {
                    Some(has) => Err(Refusal::HasInternetGateway { vpc: design.name(vpc), gateway: design.name(has) }),
                    None => Ok(Connection::Attach(gateway, vpc)),
                },
                (Some(of), _) if of != vpc => other_vpc(),
                (Some(_), Some(subnets)) => Ok(Connection::Default(vpc, subnets, b)),
                (Some(_), None) => Err(Refusal::HasInternetGateway { vpc: design.name(vpc), gateway: design.name(b) }),
            }
        }
        Kind::NatGateway => {
            let nat = design.get(b.typed::<NatGatewayId>()?)?;
            let of = nat.home(design);
            let private = || routing::subnets_with(design, vpc, Role::Private, None);
            match subnets.unwrap_or_else(private) {
                _ if of != Some(vpc) => other_vpc(),
                subnets => Ok(Connection::Default(vpc, subnets, b)),
            }
        }
        Kind::RouteTable => {
            let table: RouteTableId = b.typed()?;
            let of = design.get(table).map(|fields: &RouteTable| fields.vpc);
            match subnets {
                _ if of != Some(vpc) => other_vpc(),
                Some(subnets) => Ok(Connection::Follow(subnets, table)),
                None => return None,
            }
        }
        Kind::Environment => Ok(Connection::Environment(whole?, b.typed()?)),
        Kind::Account => Ok(Connection::Account(whole?, b.typed()?)),
        Kind::AddressPool => Ok(Connection::Pool(whole?, b.typed()?)),
        Kind::Settings
        | Kind::Vpc
        | Kind::Tier
        | Kind::Subnet
        | Kind::ElasticIp
        | Kind::Peering
        | Kind::ExternalNetwork
        | Kind::SubnetReservation
        | Kind::PrefixList
        | Kind::EgressOnlyGateway
        | Kind::VpnGateway
        | Kind::CustomerGateway
        | Kind::VpnConnection
        | Kind::DirectConnectGateway
        | Kind::TransitGateway
        | Kind::TransitGatewayAttachment
        | Kind::TransitGatewayRouteTable
        | Kind::Endpoint
        | Kind::EndpointService
        | Kind::SecurityGroup
        | Kind::NetworkAcl
        | Kind::Workload
        | Kind::LoadBalancer
        | Kind::ServiceNetwork
        | Kind::TrafficMirrorSession
        | Kind::ResolverEndpoint
        | Kind::PrivateZone
        | Kind::Assertion
        | Kind::Note
        | Kind::Comment => return None,
    })
}

fn peer(design: &Design, a: (EntityId, Scope), b: (EntityId, Scope)) -> Result<Connection, Refusal> {
    let ((a, left), (b, right)) = (a, b);
    if left.0 == right.0 {
        return Err(Refusal::SameVpc { a: words::called(design, a), b: words::called(design, b) });
    }
    for (id, (_, subnets)) in [(a, &left), (b, &right)] {
        let isolated = |id: &SubnetId| design.get(*id).is_some_and(|s| routing::role_of(design, s) == Role::Isolated);
        if subnets.as_ref().is_some_and(|subnets| !subnets.is_empty() && subnets.iter().all(isolated)) {
            return Err(Refusal::Isolated(words::called(design, id)));
        }
    }
    let joined = design.referring::<Peering>(left.0).find(|(_, p)| p.other_end(left.0) == Some(right.0));
    match joined {
        Some((id, _)) if left.1.is_some() || right.1.is_some() => Ok(Connection::PeerRoutes(id, left, right)),
        _ => peering::check(design, left.0, right.0).map(|()| Connection::Peer(left, right)),
    }
}

/// To the internet: a VPC by a gateway, a public subnet by a route to it, a private one by a NAT gateway.
fn to_internet(design: &Design, from: EntityId) -> Option<Result<Connection, Refusal>> {
    if !design.contains(from) {
        return Some(Err(Refusal::NotThere(from)));
    }
    let (vpc, subnets) = scope(design, from)?;
    let gateway = routing::internet_gateway(design, vpc);
    let Some(subnets) = subnets else {
        return Some(match gateway {
            None => Ok(Connection::Gateway(vpc)),
            Some(gateway) if zones_lack_nat(design, vpc) == 0 => {
                Err(Refusal::HasInternetGateway { vpc: design.name(vpc), gateway: design.name(gateway) })
            }
            Some(_) => Ok(Connection::Nats(vpc)),
        });
    };
    let role = subnets.first().and_then(|id| design.get(*id)).map_or(Role::Private, |s| routing::role_of(design, s));
    Some(match role {
        Role::Public => Ok(Connection::Open(vpc, subnets)),
        Role::Isolated => Err(Refusal::Isolated(words::called(design, from))),
        Role::Private if zones_lack_nat(design, vpc) > 0 => Ok(Connection::Nats(vpc)),
        Role::Private => {
            let zones: Vec<&String> = subnets.iter().filter_map(|id| Some(&design.get(*id)?.zone)).collect();
            let nats = routing::nat_gateways(design, vpc);
            let near = nats.iter().find(|(_, zone)| zones.contains(&zone)).map(|(nat, _)| *nat);
            let regional = || routing::regional_nat_gateway(design, vpc);
            match near.or_else(regional).or(nats.first().map(|(nat, _)| *nat)) {
                Some(nat) => Ok(Connection::Default(vpc, subnets, nat.into())),
                None => Err(Refusal::NoZoneForNat(design.name(vpc))),
            }
        }
    })
}

/// How many zones have a public and a private subnet and no NAT gateway. A regional one is in every zone.
fn zones_lack_nat(design: &Design, vpc: VpcId) -> usize {
    if routing::regional_nat_gateway(design, vpc).is_some() {
        return 0;
    }
    let nats = routing::nat_gateways(design, vpc);
    let has = |role, zone: &str| !routing::subnets_with(design, vpc, role, Some(zone)).is_empty();
    let zones = super::super::tier::zones_of(design, vpc).into_iter();
    zones.filter(|z| has(Role::Public, z) && has(Role::Private, z) && nats.iter().all(|(_, of)| of != z)).count()
}
