//! How many of something there are, and how many an account may have: the one place where each is counted.

use std::collections::BTreeMap;

use super::context::Context;
use super::finding::Findings;
use super::network::Network;
use super::quota_beyond;
use super::words::list;
use crate::addressing::Family;
use crate::aws::limits::{self, Limit, Maximum};
use crate::aws::services::managed_prefix_list;
use crate::model::kinds::{Connectivity, Direction, ElasticIp, ListFamily, PrefixList, RulePeer, SecurityGroupRule};
use crate::model::{AccountId, EntityId};

/// How many of something an account may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    /// The limit.
    pub limit: &'static Limit,
    /// How many, in the limit's unit.
    pub allowed: u32,
    /// Does the account's profile say so, or is it what a new account has?
    pub raised: bool,
}

impl Quota {
    /// For the end of a message: "the quota is 5 (AWS raises it to 50 at most)".
    pub fn in_words(&self) -> String {
        let ceiling = match self.limit.maximum {
            _ if !self.limit.adjustable => " and cannot be raised".to_owned(),
            Maximum::AtMost(ceiling) if ceiling > self.allowed => format!(" (AWS raises it to {ceiling} at most)"),
            Maximum::AtMost(_) => ", the most that AWS grants".to_owned(),
            Maximum::Unpublished if self.raised => String::new(),
            Maximum::Unpublished => " unless AWS raised it".to_owned(),
        };
        format!("the quota is {}{ceiling}", self.allowed)
    }
}

/// How much of a quota a design uses: "4 of 5".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Load {
    /// The quota.
    pub quota: Quota,
    /// How many there are.
    pub used: usize,
    /// What it is counted over, for people: "eu-west-1a in account main", "prod".
    pub place: String,
    /// The objects concerned: what is counted, or what it is counted in, first.
    pub objects: Vec<EntityId>,
}

impl Load {
    /// Are there more than allowed?
    pub fn is_exceeded(&self) -> bool {
        self.used > self.quota.allowed as usize
    }

    /// Are there as many as allowed, or at least four fifths of that?
    pub fn is_near(&self) -> bool {
        !self.is_exceeded() && self.used * 5 >= self.quota.allowed as usize * 4
    }
}

/// Loads of what is counted in a VPC.
pub fn loads_of_vpc(cx: &Context<'_>, network: &Network) -> Vec<Load> {
    let single = [subnets(cx, network), ipv4_blocks(cx, network), ipv6_blocks(cx, network), route_tables(cx, network)];
    let single = single.into_iter().chain([peerings(cx, network), network_acls(cx, network)]).flatten();
    let filters = group_rules(cx, network).into_iter().chain(acl_entries(cx, network));
    let loads = single.chain(routes(cx, network)).chain(nat_addresses(cx, network)).chain(filters);
    loads.chain(quota_beyond::loads_of_vpc(cx, network)).collect()
}

/// Loads of what is counted by account and Region, or by account and zone.
pub fn loads_of_design(cx: &Context<'_>) -> Vec<Load> {
    let mut loads = vpcs(cx);
    loads.extend(internet_gateways(cx));
    loads.extend(nat_gateways(cx));
    loads.extend(elastic_ips(cx));
    loads.extend(quota_beyond::loads_of_design(cx));
    loads.extend(security_groups(cx));
    loads
}

/// What is counted in a VPC.
pub(super) fn in_vpc(cx: &Context<'_>, network: &Network, limit: &'static Limit, used: usize) -> Option<Load> {
    let region = &network.vpc.as_ref()?.region;
    let quota = cx.quota(cx.account_of(network), region, limit)?;
    Some(Load { quota, used, place: network.name(), objects: vec![network.id.into()] })
}

/// Subnets of the VPC.
pub(super) fn subnets(cx: &Context<'_>, network: &Network) -> Option<Load> {
    in_vpc(cx, network, &limits::SUBNETS_PER_VPC, network.subnets.len())
}

/// IPv4 blocks of the VPC, the primary one included.
pub(super) fn ipv4_blocks(cx: &Context<'_>, network: &Network) -> Option<Load> {
    in_vpc(cx, network, &limits::IPV4_CIDR_BLOCKS_PER_VPC, network.vpc.as_ref()?.ipv4.len())
}

/// IPv6 blocks of the VPC.
pub(super) fn ipv6_blocks(cx: &Context<'_>, network: &Network) -> Option<Load> {
    in_vpc(cx, network, &limits::IPV6_CIDR_BLOCKS_PER_VPC, network.vpc.as_ref()?.ipv6.len())
}

/// Route tables of the VPC; the main one counts, drawn or not.
pub(super) fn route_tables(cx: &Context<'_>, network: &Network) -> Option<Load> {
    let undrawn = usize::from(network.main_table().is_none());
    in_vpc(cx, network, &limits::ROUTE_TABLES_PER_VPC, network.tables.len() + undrawn)
}

/// Peerings of the VPC.
pub(super) fn peerings(cx: &Context<'_>, network: &Network) -> Option<Load> {
    in_vpc(cx, network, &limits::ACTIVE_PEERINGS_PER_VPC, cx.peerings(network.id).count())
}

/// Network ACLs of the VPC, when any is drawn; the default one counts, drawn or not.
pub(super) fn network_acls(cx: &Context<'_>, network: &Network) -> Option<Load> {
    let acls: Vec<bool> = network.network_acls.iter().map(|acl| acl.main).collect();
    let undrawn = usize::from(!acls.contains(&true));
    in_vpc(cx, network, &limits::NETWORK_ACLS_PER_VPC, acls.len() + undrawn).filter(|_| !acls.is_empty())
}

/// Routes of each table by family, without the local ones.
pub(super) fn routes(cx: &Context<'_>, network: &Network) -> Vec<Load> {
    let mut loads = Vec::new();
    for table in &network.tables {
        for (family, word) in [(Family::V4, "IPv4"), (Family::V6, "IPv6")] {
            let of_family = |route: &&crate::model::kinds::Route| {
                route.target.object().is_some() && route.destination.get().is_some_and(|d| d.family() == family)
            };
            let used = table.routes.iter().filter(of_family).count();
            if used > 0 {
                let load = in_vpc(cx, network, &limits::ROUTES_PER_ROUTE_TABLE, used);
                let place = format!("{} ({word})", table.name());
                loads.extend(load.map(|load| Load { place, objects: vec![table.id.into()], ..load }));
            }
        }
    }
    loads
}

/// Elastic IPs of each public NAT gateway; of a regional one in each of its zones.
pub(super) fn nat_addresses(cx: &Context<'_>, network: &Network) -> Vec<Load> {
    let mut loads = Vec::new();
    for nat in network.nat_gateways.iter().filter(|nat| nat.connectivity == Connectivity::Public) {
        let objects = vec![nat.id.into()];
        if !nat.is_regional() {
            let load = in_vpc(cx, network, &limits::ELASTIC_IPS_PER_PUBLIC_NAT_GATEWAY, nat.elastic_ips.len());
            loads.extend(load.map(|load| Load { place: nat.name(), objects, ..load }));
            continue;
        }
        for zone in &nat.zone_addresses {
            let limit = &limits::ADDRESSES_PER_AZ_REGIONAL_NAT_GATEWAY;
            let place = format!("{} in {}", nat.name(), zone.zone);
            let load = in_vpc(cx, network, limit, zone.elastic_ips.len());
            loads.extend(load.map(|load| Load { place, objects: objects.clone(), ..load }));
        }
    }
    loads
}

const DIRECTIONS: [(Direction, &str); 2] = [(Direction::Ingress, "inbound"), (Direction::Egress, "outbound")];

/// Rules of each security group by direction and family. One that names a group counts in both families, one that names a
/// prefix list as often as the list has room.
pub(super) fn group_rules(cx: &Context<'_>, network: &Network) -> Vec<Load> {
    let mut loads = Vec::new();
    for group in &network.security_groups {
        for (direction, way) in DIRECTIONS {
            for (family, word) in [(Family::V4, "IPv4"), (Family::V6, "IPv6")] {
                let weight = |rule: &SecurityGroupRule| match &rule.peer {
                    RulePeer::Block(block) => usize::from(block.get().is_some_and(|block| block.family() == family)),
                    RulePeer::Group(_) => 1,
                    RulePeer::PrefixList(list) => cx.get(*list).map_or(1, |list| {
                        let of_family = (list.family == ListFamily::Ipv4) == (family == Family::V4);
                        if of_family { list_weight(list) } else { 0 }
                    }),
                };
                let used = group.rules.iter().filter(|rule| rule.direction == direction).map(weight).sum();
                if used > 0 {
                    let load = in_vpc(cx, network, &limits::RULES_PER_SECURITY_GROUP, used);
                    let place = format!("{} ({way} {word})", group.name());
                    loads.extend(load.map(|load| Load { place, objects: vec![group.id.into()], ..load }));
                }
            }
        }
    }
    loads
}

fn list_weight(list: &PrefixList) -> usize {
    match managed_prefix_list(&list.service) {
        Some(managed) => usize::from(managed.weight),
        None => list.weight() as usize,
    }
}

/// Entries of each network ACL by direction.
pub(super) fn acl_entries(cx: &Context<'_>, network: &Network) -> Vec<Load> {
    let mut loads = Vec::new();
    for acl in &network.network_acls {
        for (direction, way) in DIRECTIONS {
            let used = acl.entries.iter().filter(|entry| entry.direction == direction).count();
            if used > 0 {
                let load = in_vpc(cx, network, &limits::RULES_PER_NETWORK_ACL, used);
                let place = format!("{} ({way})", acl.name());
                loads.extend(load.map(|load| Load { place, objects: vec![acl.id.into()], ..load }));
            }
        }
    }
    loads
}

/// What is counted by account and Region: the objects, grouped.
pub(super) type Groups<'a> = BTreeMap<(Option<AccountId>, &'a str), Vec<EntityId>>;

/// A load for each group.
pub(super) fn by_region(
    cx: &Context<'_>,
    groups: Groups<'_>,
    limit: &'static Limit,
    used: impl Fn(&[EntityId]) -> usize,
) -> Vec<Load> {
    let load = |((account, region), mut objects): ((Option<AccountId>, &str), Vec<EntityId>)| {
        let quota = cx.quota(account, region, limit)?;
        let used = used(&objects);
        objects.extend(account.map(EntityId::from));
        let place = if region.is_empty() { "the Region that is not chosen yet" } else { region };
        Some(Load { quota, used, place: format!("{place}{}", cx.in_account(account)), objects })
    };
    groups.into_iter().filter_map(load).collect()
}

/// VPCs by account and Region.
pub(super) fn vpcs(cx: &Context<'_>) -> Vec<Load> {
    let mut groups = Groups::new();
    for vpc in cx.census().vpcs() {
        groups.entry((cx.account(vpc), &vpc.region)).or_default().push(vpc.id.into());
    }
    by_region(cx, groups, &limits::VPCS_PER_REGION, <[_]>::len)
}

/// Internet gateways by account and Region. AWS raises their quota with the one for VPCs.
pub(super) fn internet_gateways(cx: &Context<'_>) -> Vec<Load> {
    let census = cx.census();
    let mut groups = Groups::new();
    for vpc in census.vpcs().filter(|vpc| vpc.internet_gateways > 0) {
        groups.entry((cx.account(vpc), &vpc.region)).or_default().push(vpc.id.into());
    }
    let with_vpcs: BTreeMap<_, _> = groups
        .keys()
        .filter_map(|(account, region)| {
            let quota = cx.quota(*account, region, &limits::VPCS_PER_REGION).filter(|quota| quota.raised)?;
            Some((format!("{region}{}", cx.in_account(*account)), quota.allowed))
        })
        .collect();
    let of = |id: &EntityId| id.typed().and_then(|vpc| census.vpc(vpc)).map_or(0, |vpc| vpc.internet_gateways);
    let mut loads = by_region(cx, groups, &limits::INTERNET_GATEWAYS_PER_REGION, |vpcs| vpcs.iter().map(of).sum());
    for load in loads.iter_mut().filter(|load| !load.quota.raised) {
        if let Some(allowed) = with_vpcs.get(&load.place) {
            load.quota.allowed = load.quota.allowed.max(*allowed);
        }
    }
    loads
}

/// Security groups by account and Region, where any is drawn; the default one of each VPC counts, drawn or not.
pub(super) fn security_groups(cx: &Context<'_>) -> Vec<Load> {
    let census = cx.census();
    let mut groups = Groups::new();
    for vpc in census.vpcs() {
        groups.entry((cx.account(vpc), &vpc.region)).or_default().push(vpc.id.into());
    }
    let of = |id: &EntityId| id.typed().and_then(|vpc| census.vpc(vpc)).map_or(0, |vpc| vpc.security_groups);
    groups.retain(|_, vpcs| vpcs.iter().any(|vpc| of(vpc) > 1));
    by_region(cx, groups, &limits::SECURITY_GROUPS_PER_REGION, |vpcs| vpcs.iter().map(of).sum())
}

/// Elastic IPs by account and Region.
pub(super) fn elastic_ips(cx: &Context<'_>) -> Vec<Load> {
    let mut groups = Groups::new();
    for (id, eip) in cx.all::<ElasticIp>() {
        groups.entry((eip.account, &eip.region)).or_default().push(id.into());
    }
    by_region(cx, groups, &limits::ELASTIC_IPS_PER_REGION, <[_]>::len)
}

/// NAT gateways by account and zone.
pub(super) fn nat_gateways(cx: &Context<'_>) -> Vec<Load> {
    let mut groups: BTreeMap<(Option<AccountId>, &str, &str), Vec<EntityId>> = BTreeMap::new();
    for vpc in cx.census().vpcs().filter(|vpc| !vpc.nat_zones.is_empty()) {
        let account = cx.account(vpc);
        for (nat, zone) in &vpc.nat_zones {
            groups.entry((account, &vpc.region, zone)).or_default().push((*nat).into());
        }
    }
    let load = |((account, region, zone), objects): ((Option<AccountId>, &str, &str), Vec<EntityId>)| {
        let quota = cx.quota(account, region, &limits::NAT_GATEWAYS_PER_AZ)?;
        let place = format!("{zone}{}", cx.in_account(account));
        Some(Load { quota, used: objects.len(), place, objects })
    };
    groups.into_iter().filter_map(load).collect()
}

/// Tells of each quota of which four fifths are used, once for all places with the same numbers. Of fewer than five one
/// more is all: that is no news. Internet and egress-only gateways follow the quota of VPCs.
pub(super) fn near(loads: Vec<Load>, found: &mut Findings) {
    let follows = [limits::INTERNET_GATEWAYS_PER_REGION.id, limits::EGRESS_ONLY_INTERNET_GATEWAYS_PER_REGION.id];
    let news = |load: &Load| {
        let limit = load.quota.limit;
        // What is fixed and small is a choice made with open eyes, like the addresses of a resolver endpoint.
        let room = if limit.adjustable { 5 } else { 20 };
        load.is_near() && load.quota.allowed >= room && !follows.contains(&limit.id)
    };
    let mut alike: BTreeMap<(&str, u32, usize), Vec<Load>> = BTreeMap::new();
    for load in loads.into_iter().filter(news) {
        alike.entry((load.quota.limit.id, load.quota.allowed, load.used)).or_default().push(load);
    }
    for ((_, allowed, used), loads) in alike {
        let Some(quota) = loads.first().map(|load| load.quota) else { continue };
        let places = list(loads.iter().map(|load| &load.place));
        let message = format!("{}: {used} of {allowed} used in {places}; {}.", quota.limit.name, quota.in_words());
        let mut objects: Vec<EntityId> = Vec::new();
        for object in loads.into_iter().flat_map(|load| load.objects) {
            if !objects.contains(&object) {
                objects.push(object);
            }
        }
        found.on_all(objects, message);
    }
}
