//! Who sends traffic through which NAT gateway.

use std::collections::BTreeMap;

use super::context::Context;
use super::finding::{Fix, Safety};
use super::household::Held;
use super::network::Network;
use crate::model::kinds::{Connectivity, ElasticIp, NatGateway, RouteTable, RouteTarget, Subnet};
use crate::model::{Edit, ElasticIpId, Entity, EntityId, NatGatewayId, RouteTableId};

/// The subnets whose routes lead to the NAT gateway.
pub(super) fn routed_through(network: &Network, nat: NatGatewayId) -> impl Iterator<Item = &Held<Subnet>> {
    let target = RouteTarget::To(nat.into());
    network.subnets.iter().filter(move |s| network.association(s).routes().iter().any(|route| route.target == target))
}

/// The VPC that the NAT gateway works for, with what stands in it.
pub(super) fn network_of<'a>(cx: &Context<'a>, id: NatGatewayId) -> Option<&'a Network> {
    cx.network(cx.home(id).typed()?)
}

/// The subnet that a zonal NAT gateway sits in.
pub(super) fn seat<'n>(network: &'n Network, nat: &NatGateway) -> Option<&'n Held<Subnet>> {
    nat.subnet.filter(|_| !nat.is_regional()).and_then(|id| network.subnet(id))
}

/// Does a NAT gateway name an elastic IP for a zone that something else uses, or another of its zones?
pub(super) fn shares_zone_addresses(cx: &Context<'_>, id: NatGatewayId, nat: &NatGateway) -> bool {
    let named: Vec<ElasticIpId> = nat.zone_addresses.iter().flat_map(|zone| &zone.elastic_ips).copied().collect();
    let twice = |eip: &ElasticIpId| named.iter().filter(|other| *other == eip).count() > 1;
    let by_other = |eip: &ElasticIpId| cx.referring::<NatGateway>(*eip).any(|(other, _)| other != id);
    named.iter().any(|eip| twice(eip) || by_other(eip))
}

/// The other zonal NAT gateways of the same kind in a zone.
pub(super) fn in_zone<'n>(
    network: &'n Network,
    zone: &'n str,
    connectivity: Connectivity,
) -> impl Iterator<Item = &'n Held<NatGateway>> {
    let there = move |nat: &&Held<NatGateway>| seat(network, nat).is_some_and(|subnet| subnet.zone == zone);
    network.nat_gateways.iter().filter(move |nat| nat.connectivity == connectivity && there(nat))
}

/// A NAT gateway for each zone that `nat` serves besides its own, where the zone has a public subnet to put it in; and
/// for each such zone a route table that leads to it.
pub(super) fn one_per_zone(cx: &Context<'_>, network: &Network, id: NatGatewayId, nat: &NatGateway) -> Option<Fix> {
    let own_zone = &seat(network, nat)?.zone;
    let region = network.vpc.as_ref()?.region.clone();
    let target = RouteTarget::To(id.into());
    let mut by_zone: BTreeMap<&str, Vec<&Held<Subnet>>> = BTreeMap::new();
    for subnet in routed_through(network, id).filter(|s| !s.zone.is_empty() && s.zone != *own_zone) {
        by_zone.entry(&subnet.zone).or_default().push(subnet);
    }
    let mut edits = Vec::new();
    let mut names = Vec::new();
    for (zone, subnets) in by_zone {
        let letters = zone.rsplit('-').next().unwrap_or(zone);
        let known = in_zone(network, zone, nat.connectivity).next().map(|nat| nat.id);
        let gateway = match known {
            Some(gateway) => gateway,
            None => {
                let public = |s: &&Held<Subnet>| s.zone == zone && network.leads_to_internet(s);
                let subnet = network.subnets.iter().find(public)?.id;
                let name = format!("{}-nat-{letters}", network.name());
                let gateway: NatGatewayId = cx.new_id(&format!("nat{letters}{}", network.name()));
                let mut elastic_ips = Vec::new();
                if nat.connectivity == Connectivity::Public {
                    let eip: ElasticIpId = cx.new_id(&format!("nat{letters}{}", network.name()));
                    let account = cx.account_of(network);
                    let body = ElasticIp { region: region.clone(), account, address: None };
                    edits.push(Edit::add(eip, Entity::new(format!("{name}-eip"), body)));
                    elastic_ips.push(eip);
                }
                let connectivity = nat.connectivity;
                let body = NatGateway { subnet: Some(subnet), connectivity, elastic_ips, ..NatGateway::default() };
                edits.push(Edit::add(gateway, Entity::new(name.clone(), body)));
                names.push(name);
                gateway
            }
        };
        edits.extend(lead_through(cx, network, &subnets, target, gateway, letters));
    }
    let title = match &names[..] {
        [] => "Lead each zone to its own NAT gateway".to_owned(),
        [one] => format!("Add NAT gateway {one} and a route table for its zone"),
        several => format!("Add {} NAT gateways, one a zone, and their route tables", several.len()),
    };
    (!edits.is_empty()).then(|| Fix::new(title, Safety::ChangesTraffic, edits))
}

/// Sends what these subnets of one zone send to `from` to `gateway` instead: in their own table where it serves nobody
/// else, else in a copy of it for the zone.
pub(super) fn lead_through(
    cx: &Context<'_>,
    network: &Network,
    subnets: &[&Held<Subnet>],
    from: RouteTarget,
    gateway: NatGatewayId,
    zone: &str,
) -> Vec<Edit> {
    let to = RouteTarget::To(EntityId::from(gateway));
    let turn = move |table: &mut RouteTable| {
        for route in table.routes.iter_mut().filter(|route| route.target == from) {
            route.target = to;
        }
    };
    let mut by_table: BTreeMap<RouteTableId, Vec<&Held<Subnet>>> = BTreeMap::new();
    for subnet in subnets {
        if let Some(table) = network.association(subnet).table() {
            by_table.entry(table.id).or_default().push(subnet);
        }
    }
    let mut edits = Vec::new();
    for (table, of_it) in by_table {
        let Some(held) = network.table(table) else { continue };
        if !held.main && network.followers(table).all(|s| of_it.iter().any(|o| o.id == s.id)) {
            edits.push(Edit::change(table, turn));
            continue;
        }
        let name = format!("{}-{zone}", held.name());
        let copy: RouteTableId = cx.new_id(&format!("{zone}{}", held.id).replace('-', ""));
        let mut body = RouteTable { main: false, ..RouteTable::clone(held) };
        turn(&mut body);
        edits.push(Edit::add(copy, Entity::new(name, body)));
        edits.extend(of_it.iter().map(|s| Edit::change(s.id, move |s| s.route_table = Some(copy))));
    }
    edits
}
