//! NAT gateways, and elastic IPs.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::Draft;
use super::gateways::{attachments, home_of_users};
use super::resource::{Home, Key, Part, Resource};
use super::value::Value;
use crate::model::kinds::{Connectivity, ElasticIp, LoadBalancer, NatGateway};
use crate::model::{ElasticIpId, NatGatewayId, VpcId};

/// Elastic IPs: in the stack of the one VPC that uses them, else shared.
pub(super) fn write_addresses(draft: &mut Draft<'_>) {
    let mut users: BTreeMap<ElasticIpId, BTreeSet<VpcId>> = BTreeMap::new();
    for (_, nat) in draft.design.all::<NatGateway>() {
        let Some(vpc) = nat.home(draft.design) else { continue };
        nat.own_addresses().into_iter().for_each(|eip| {
            users.entry(eip).or_default().insert(vpc);
        });
    }
    for (_, balancer) in draft.design.all::<LoadBalancer>() {
        balancer.elastic_ips.iter().for_each(|eip| {
            users.entry(*eip).or_default().insert(balancer.vpc);
        });
    }
    for (id, noun) in draft.design.all::<ElasticIp>() {
        let users = users.remove(&id).unwrap_or_default();
        let of_user = users.first().and_then(|vpc| draft.scopes.get(vpc)).map(|scope| scope.place.clone());
        let home = match (of_user, users.len()) {
            (Some(place), 1) => home_of_users(draft, place, &users),
            _ => match draft.place_named(id, noun.account, &noun.region) {
                Some(place) => home_of_users(draft, place, &users),
                None => continue,
            },
        };
        if let (Some(address), None) = (&noun.address, draft.design.entity(id).and_then(|e| e.head.aws_id.clone())) {
            let text = format!("AWS chooses the address of a new elastic IP: it will not be {address}.");
            draft.remark(id, text);
        }
        let protected = match &home {
            Home::Vpc(vpc) => draft.scopes.get(vpc).is_some_and(|scope| scope.protected),
            Home::Shared(_) | Home::Between(_) => false,
        };
        let after = users.iter().flat_map(|vpc| attachments(draft, *vpc)).collect::<Vec<_>>();
        let name = format!("{}ElasticIp", draft.word(id));
        let tags = draft.tags(id, &home);
        draft.add(
            Resource::new(Key::of(id), "AWS::EC2::EIP", name, home)
                .property("Domain", "vpc")
                .list("Tags", tags)
                .after(after)
                .retained(protected),
        );
    }
}

/// NAT gateways. Subnets and elastic IPs are there already.
pub(super) fn write(draft: &mut Draft<'_>) {
    let mut used = BTreeSet::new();
    for (id, noun) in draft.design.all::<NatGateway>() {
        let vpc = match noun.is_regional() {
            true => noun.vpc.filter(|vpc| draft.has(*vpc)),
            false => noun.subnet.and_then(|subnet| draft.vpc_of(subnet)),
        };
        let Some(vpc) = vpc else {
            let what = if noun.is_regional() { "VPC" } else { "subnet" };
            draft.left_out(id, format!("The NAT gateway is left out: its {what} is not in the code."));
            continue;
        };
        let Some(properties) = (match noun.is_regional() {
            true => regional(draft, id, noun, &mut used),
            false => zonal(draft, id, noun, &mut used),
        }) else {
            continue;
        };
        let home = Home::Vpc(vpc);
        let name = format!("{}NatGateway", draft.word(id));
        let tags = draft.tags(id, &home);
        let mut resource = Resource::new(Key::of(id), "AWS::EC2::NatGateway", name, home).part(Part::Services);
        for (property, value) in properties {
            resource = resource.property(property, value);
        }
        draft.add(resource.list("Tags", tags).after(attachments(draft, vpc)));
    }
}

type Properties = Vec<(&'static str, Value)>;

/// The addresses of a gateway; one that another has already is noted.
fn addresses(
    draft: &mut Draft<'_>,
    id: NatGatewayId,
    eips: &[ElasticIpId],
    used: &mut BTreeSet<ElasticIpId>,
) -> Vec<Value> {
    let free: Vec<ElasticIpId> = eips.iter().copied().filter(|eip| used.insert(*eip)).collect();
    if free.len() < eips.len() {
        draft.left_out(id, "An elastic IP that a NAT gateway has already is left out: AWS refuses it.");
    }
    draft.ids_of(id, "elastic IP", &free)
}

fn zonal(
    draft: &mut Draft<'_>,
    id: NatGatewayId,
    noun: &NatGateway,
    used: &mut BTreeSet<ElasticIpId>,
) -> Option<Properties> {
    let subnet = draft.id_of(noun.subnet?)?;
    if !noun.zone_addresses.is_empty() {
        draft.left_out(id, "Its addresses by zone are left out: only a regional NAT gateway has them.");
    }
    let mut properties = vec![("SubnetId", subnet)];
    if noun.connectivity == Connectivity::Private {
        if !noun.elastic_ips.is_empty() {
            draft.left_out(id, "Its elastic IPs are left out: a private NAT gateway has none.");
        }
        properties.push(("ConnectivityType", Value::text("private")));
        return Some(properties);
    }
    let mut eips = addresses(draft, id, &noun.elastic_ips, used);
    if eips.is_empty() {
        draft.left_out(id, "The NAT gateway is left out: it is public and has no elastic IP.");
        return None;
    }
    properties.push(("AllocationId", eips.remove(0)));
    if !eips.is_empty() {
        properties.push(("SecondaryAllocationIds", Value::List(eips)));
    }
    Some(properties)
}

/// <https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html>
fn regional(
    draft: &mut Draft<'_>,
    id: NatGatewayId,
    noun: &NatGateway,
    used: &mut BTreeSet<ElasticIpId>,
) -> Option<Properties> {
    if noun.connectivity == Connectivity::Private {
        draft.left_out(id, "The NAT gateway is left out: a regional one cannot be private.");
        return None;
    }
    if noun.subnet.is_some() || !noun.elastic_ips.is_empty() {
        draft.left_out(id, "Its subnet, and addresses without a zone, are left out: a regional NAT gateway has none.");
    }
    let mut zones = Vec::new();
    for own in &noun.zone_addresses {
        let eips = addresses(draft, id, &own.elastic_ips, used);
        if eips.is_empty() || own.zone.is_empty() {
            draft.left_out(id, format!("The zone \"{}\" is left out: it has no name or no elastic IP.", own.zone));
            continue;
        }
        zones.push(Value::map([("AvailabilityZone", Value::shown(&own.zone)), ("AllocationIds", Value::List(eips))]));
    }
    if zones.is_empty() && !noun.zone_addresses.is_empty() {
        draft.left_out(id, "The NAT gateway is left out: none of its zones has an elastic IP.");
        return None;
    }
    let mut properties = vec![("AvailabilityMode", Value::text("regional")), ("VpcId", draft.id_of(noun.vpc?)?)];
    if !zones.is_empty() {
        properties.push(("AvailabilityZoneAddresses", Value::List(zones)));
    }
    Some(properties)
}
