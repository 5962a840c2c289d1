//! Random designs over every kind: half of the references dangle, a third of the texts are unsound, names are anything.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::str::FromStr;

use super::vocabulary;
use cidraw::addressing::CidrBlock;
use cidraw::model::kinds::*;
use cidraw::model::*;
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// Few own parts of ids, so that references often find something.
const SLUGS: [&str; 5] = ["a", "b", "c1", "prod", "zzzzzzzzzzzz"];

pub fn slug() -> impl Strategy<Value = Slug> + Clone {
    select(&SLUGS[..]).prop_map(|text| Slug::new(text).expect("a slug"))
}

pub fn kind() -> impl Strategy<Value = Kind> + Clone {
    select(&Kind::ALL[..])
}

pub fn entity_id() -> impl Strategy<Value = EntityId> + Clone {
    (kind(), slug()).prop_map(|(kind, slug)| EntityId::new(kind, slug))
}

fn id<T: TypedId + Debug>() -> impl Strategy<Value = T> + Clone {
    slug().prop_map(T::from_slug)
}

/// Names as people and their tools give them, and worse.
pub fn text() -> impl Strategy<Value = String> + Clone {
    prop_oneof![
        6 => "[a-z]{1,6}(-[a-z0-9]{1,4})?".boxed(),
        1 => Just(String::new()).boxed(),
        1 => select(&["at", "vpc:prod", "@vpc-a", "vpc-a", "10.0.0.0/16", "null", "-1e5", "#1", "a b", "->", "x="][..])
            .prop_map(str::to_owned)
            .boxed(),
        1 => "[ -~äß漢\\n\\t\"\\\\{}\\[\\]]{0,8}".boxed(),
    ]
}

fn written<T: FromStr + Clone + Debug>(texts: &'static [&'static str]) -> impl Strategy<Value = Written<T>> + Clone {
    select(texts).prop_map(|text| Written::parse(text))
}

pub fn block_v4() -> impl Strategy<Value = Written<CidrBlock>> + Clone {
    written(&["10.0.0.0/16", "10.1.0.0/16", "10.0.4.0/22", "0.0.0.0/0", "10.0.0.5/24", "10.0.0.0", "nonsense", ""])
}

pub fn block_v6() -> impl Strategy<Value = Written<CidrBlock>> + Clone {
    written(&["2001:db8::/56", "2001:db8:0:1::/64", "::/0", "2001:db8::1/64", "fe80"])
}

fn quotas() -> impl Strategy<Value = BTreeMap<String, u32>> + Clone {
    let key = select(&["vpcs-per-region", "elastic-ips-per-region@eu-west-1", "a b"][..]).prop_map(str::to_owned);
    btree_map(key, any::<u32>(), 0..3)
}

pub fn tags() -> impl Strategy<Value = Tags> + Clone {
    prop_oneof![3 => Just(Tags::new()).boxed(), 1 => btree_map(text(), text(), 0..3).boxed()]
}

pub fn placement() -> impl Strategy<Value = Option<Placement>> + Clone {
    let size = option::of(1..2000u32);
    option::of(
        (-500..500i32, any::<i32>(), size.clone(), size, any::<bool>()).prop_map(|(x, y, w, h, locked)| Placement {
            x,
            y,
            w,
            h,
            locked,
        }),
    )
}

fn acceptance() -> impl Strategy<Value = Acceptance> + Clone {
    let until = option::of(select(&["2027-03-31", "2020-02-29", "soon", ""][..]).prop_map(str::to_owned));
    (text(), text(), until).prop_map(|(finding, reason, until)| Acceptance { finding, reason, until })
}

fn region() -> impl Strategy<Value = String> + Clone {
    select(&["us-east-1", "eu-west-1", ""][..]).prop_map(str::to_owned)
}

fn route() -> impl Strategy<Value = Route> {
    vocabulary::route().prop_map(|value| serde_json::from_value(value).expect("a route"))
}

/// The fields of an object of `kind`.
pub fn body(kind: Kind) -> BoxedStrategy<Body> {
    match kind {
        Kind::Settings => (text(), tags(), quotas(), vec(acceptance(), 0..3))
            .prop_map(|(description, default_tags, quotas, accepted)| {
                Settings { description, default_tags, quotas, accepted }.into()
            })
            .boxed(),
        Kind::Account => (select(&["", "000011112222", "x"][..]), text(), quotas())
            .prop_map(|(number, role_arn, quotas)| Account { number: number.into(), role_arn, quotas }.into())
            .boxed(),
        Kind::Environment => (any::<bool>(), 0..8u8, option::of(id()), option::of(id()))
            .prop_map(|(production, colour, pool, account)| Environment { production, colour, pool, account }.into())
            .boxed(),
        Kind::AddressPool => {
            let policy = select(&[PoolPolicy::FirstFit, PoolPolicy::BestFit, PoolPolicy::Spaced][..]);
            (vec(prop_oneof![block_v4(), block_v6()], 0..3), option::of(id()), policy, option::of(any::<u8>()))
                .prop_map(|(blocks, parent, policy, vpc_length)| {
                    AddressPool { blocks, parent, policy, vpc_length }.into()
                })
                .boxed()
        }
        Kind::Vpc => {
            let named = (option::of(id()), option::of(id()), option::of(id()));
            let tenancy = select(&[Tenancy::Default, Tenancy::Dedicated][..]);
            let access = [BlockPublicAccess::Off, BlockPublicAccess::Ingress, BlockPublicAccess::Bidirectional];
            let kept = (tenancy, select(access.to_vec()));
            (region(), vec(block_v4(), 0..3), vec(block_v6(), 0..2), named, any::<[bool; 2]>(), kept)
                .prop_map(|(region, ipv4, ipv6, (environment, account, pool), dns, (tenancy, block_public_access))| {
                    let [dns_support, dns_hostnames] = dns;
                    Vpc {
                        region,
                        ipv4,
                        ipv6,
                        environment,
                        account,
                        pool,
                        dns_support,
                        dns_hostnames,
                        tenancy,
                        block_public_access,
                    }
                    .into()
                })
                .boxed()
        }
        Kind::Tier => (id(), select(&Role::ALL[..]), 0..4u32, option::of(any::<u8>()))
            .prop_map(|(vpc, role, order, length)| Tier { vpc, role, order, length }.into())
            .boxed(),
        Kind::Subnet => {
            let zone = select(&["", "a", "us-east-1a", "eu-west-1b", "us-west-2-lax-1a", "two words"][..]);
            let blocks = (option::of(block_v4()), option::of(block_v6()));
            (id(), id(), zone, blocks, option::of(id()), option::of(id()), any::<[bool; 6]>())
                .prop_map(|(vpc, tier, zone, (ipv4, ipv6), route_table, network_acl, switches)| {
                    let [auto_public_ip, auto_ipv6, resource_name_a, resource_name_aaaa, dns64, named] = switches;
                    let hostname_type = if named { HostnameType::ResourceName } else { HostnameType::IpName };
                    Subnet {
                        vpc,
                        tier,
                        zone: zone.into(),
                        ipv4,
                        ipv6,
                        route_table,
                        auto_public_ip,
                        auto_ipv6,
                        network_acl,
                        hostname_type,
                        resource_name_a,
                        resource_name_aaaa,
                        dns64,
                    }
                    .into()
                })
                .boxed()
        }
        Kind::RouteTable => (id(), any::<bool>(), vec(route(), 0..4), vec(id(), 0..2), option::of(entity_id()))
            .prop_map(|(vpc, main, routes, propagating_gateways, edge_gateway)| {
                RouteTable { vpc, main, routes, propagating_gateways, edge_gateway }.into()
            })
            .boxed(),
        Kind::InternetGateway => option::of(id()).prop_map(|vpc| InternetGateway { vpc }.into()).boxed(),
        Kind::NatGateway => {
            // Sound ones of both sorts, and any mixture of their fields.
            let zonal = id().prop_map(|id| (false, Some(id), None));
            let regional = id().prop_map(|id| (true, None, Some(id)));
            let place = prop_oneof![zonal, regional, (any::<bool>(), option::of(id()), option::of(id()))];
            let zone = select(vec!["us-east-1a", "us-east-1b", "us-east-1-bos-1a", ""]).prop_map(str::to_owned);
            let zone_addresses =
                (zone, vec(id(), 0..2)).prop_map(|(zone, ips)| ZoneAddresses { zone, elastic_ips: ips });
            (place, any::<bool>(), vec(id(), 0..3), vec(zone_addresses, 0..3))
                .prop_map(|((regional, subnet, vpc), private, elastic_ips, zone_addresses)| {
                    let connectivity = if private { Connectivity::Private } else { Connectivity::Public };
                    let availability = if regional { Availability::Regional } else { Availability::Zonal };
                    NatGateway { availability, subnet, vpc, connectivity, elastic_ips, zone_addresses }.into()
                })
                .boxed()
        }
        Kind::ElasticIp => {
            let address = written(&["203.0.113.7", "203.0.113.8", "203.0.113", "::1"]);
            (region(), option::of(id()), option::of(address))
                .prop_map(|(region, account, address)| ElasticIp { region, account, address }.into())
                .boxed()
        }
        Kind::Peering => (id(), id(), any::<bool>(), any::<bool>())
            .prop_map(|(requester, accepter, requester_dns, accepter_dns)| {
                Peering { requester, accepter, requester_dns, accepter_dns }.into()
            })
            .boxed(),
        Kind::ExternalNetwork
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
        | Kind::Comment => vocabulary::body(kind).expect("the kinds of that file"),
    }
}

/// An object of `kind`.
pub fn entity_of(kind: Kind) -> impl Strategy<Value = Entity> {
    let aws_id = option::weighted(0.2, text());
    (text(), tags(), aws_id, placement(), body(kind)).prop_map(|(name, tags, aws_id, at, body)| Entity {
        head: Head { name, tags, aws_id, at, unknown: None },
        body,
    })
}

/// An object with an id of its kind.
pub fn entity() -> impl Strategy<Value = (EntityId, Entity)> {
    let of_kind: Vec<_> = Kind::ALL
        .into_iter()
        .map(|kind| (slug(), entity_of(kind)).prop_map(move |(slug, e)| (EntityId::new(kind, slug), e)).boxed())
        .collect();
    proptest::strategy::Union::new(of_kind)
}

/// A design of fewer than `size` objects.
pub fn design(size: usize) -> impl Strategy<Value = Design> {
    vec(entity(), 0..size).prop_map(Design::from_entities)
}

/// What somebody does to a design.
#[derive(Clone, Debug)]
pub enum Act {
    Add(EntityId, Entity),
    /// Takes along what is owned, lets go of the rest.
    Delete(usize),
    /// Leaves whatever named it dangling.
    Remove(usize),
    Rename(usize, String),
    Tag(usize, Tags),
    Move(usize, Option<Placement>),
    /// Other fields, when the object is of the same kind.
    Become(usize, Body),
    Undo,
    Redo,
}

pub fn act() -> impl Strategy<Value = Act> {
    let at = 0..16usize;
    let bodies: Vec<_> = Kind::ALL.into_iter().map(body).collect();
    prop_oneof![
        3 => entity().prop_map(|(id, entity)| Act::Add(id, entity)),
        1 => at.clone().prop_map(Act::Delete),
        1 => at.clone().prop_map(Act::Remove),
        1 => (at.clone(), text()).prop_map(|(at, name)| Act::Rename(at, name)),
        1 => (at.clone(), tags()).prop_map(|(at, tags)| Act::Tag(at, tags)),
        1 => (at.clone(), placement()).prop_map(|(at, place)| Act::Move(at, place)),
        2 => (at, proptest::strategy::Union::new(bodies)).prop_map(|(at, body)| Act::Become(at, body)),
        2 => Just(Act::Undo),
        1 => Just(Act::Redo),
    ]
}

impl Act {
    /// The edits that it means in `design`; none for undo and redo.
    pub fn edits(&self, design: &Design) -> Vec<Edit> {
        let pick = |at: &usize| design.iter().nth(at % design.len().max(1)).map(|(id, _)| id);
        let edit = match self {
            Act::Add(id, entity) => Some(Edit::add(*id, entity.clone())),
            Act::Delete(at) => return pick(at).map_or_else(Vec::new, |id| removal(design, [id]).edits()),
            Act::Remove(at) => pick(at).map(Edit::remove),
            Act::Rename(at, name) => pick(at).map(|id| Edit::rename(id, name)),
            Act::Tag(at, tags) => {
                let tags = tags.clone();
                pick(at).map(|id| Edit::change_entity(id, move |entity| entity.head.tags = tags.clone()))
            }
            Act::Move(at, place) => {
                let place = *place;
                pick(at).map(|id| Edit::change_entity(id, move |entity| entity.head.at = place))
            }
            Act::Become(at, body) => {
                let fitting: Vec<_> = design.of_kind(body.kind()).map(|(id, _)| id).collect();
                let body = body.clone();
                fitting
                    .get(at % fitting.len().max(1))
                    .map(|id| Edit::change_entity(*id, move |entity| entity.body = body.clone()))
            }
            Act::Undo | Act::Redo => None,
        };
        edit.into_iter().collect()
    }
}
