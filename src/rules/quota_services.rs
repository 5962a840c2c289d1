//! How many there are of what stands before workloads and answers for them: load balancers, VPC Lattice, DNS.

use std::collections::BTreeMap;

use super::context::Context;
use super::network::Network;
use super::quota::{Groups, Load, by_region, in_vpc};
use super::quota_beyond::of_census;
use crate::aws::limits::{self, Limit};
use crate::model::kinds::{Balancer, LoadBalancer, PrivateZone, ServiceNetwork};
use crate::model::{AccountId, EntityId};

/// Loads of what is counted in the load balancers and resolver endpoints of a VPC.
pub(super) fn of_services(cx: &Context<'_>, network: &Network) -> Vec<Load> {
    let mut loads = Vec::new();
    let mut add = |limit: &'static Limit, used: usize, place: String, object: EntityId| {
        let load = in_vpc(cx, network, limit, used).filter(|load| load.used > 0);
        loads.extend(load.map(|load| Load { place, objects: vec![object], ..load }));
    };
    for balancer in &network.load_balancers {
        let (id, name) = (balancer.entity_id(), balancer.name());
        match balancer.balancer {
            Balancer::Application => {
                add(&limits::LISTENERS_PER_ALB, balancer.listeners.len(), name.clone(), id);
                add(&limits::TARGETS_PER_ALB, targets(cx, balancer), name, id);
            }
            Balancer::Network => add(&limits::LISTENERS_PER_NLB, balancer.listeners.len(), name, id),
            Balancer::Gateway => {}
        }
    }
    for resolver in &network.resolver_endpoints {
        let (id, name) = (resolver.entity_id(), resolver.name());
        add(&limits::RESOLVER_IPS_PER_ENDPOINT, resolver.subnets.len(), name.clone(), id);
        for rule in &resolver.rules {
            let place = format!("{name} ({})", rule.domain);
            add(&limits::RESOLVER_IPS_PER_RULE, rule.servers.len(), place, id);
        }
    }
    loads
}

/// Instances of its target workloads, and addresses.
fn targets(cx: &Context<'_>, balancer: &LoadBalancer) -> usize {
    let instances = balancer.targets.iter().filter_map(|target| cx.get(*target));
    let instances: u32 = instances.map(|workload| workload.count.unwrap_or(1)).fold(0, u32::saturating_add);
    instances as usize + balancer.target_addresses.len()
}

/// Load balancers and resolver endpoints by account and Region, and what is counted in VPC Lattice and private zones.
pub(super) fn services(cx: &Context<'_>) -> Vec<Load> {
    let of = |kind: Balancer| move |vpc: &super::Brief| vpc.balancers.get(&kind).copied().unwrap_or(0);
    let mut loads = of_census(cx, &limits::ALBS_PER_REGION, of(Balancer::Application));
    loads.extend(of_census(cx, &limits::NLBS_PER_REGION, of(Balancer::Network)));
    loads.extend(of_census(cx, &limits::GWLBS_PER_REGION, of(Balancer::Gateway)));
    loads.extend(of_census(cx, &limits::RESOLVER_ENDPOINTS, |vpc| vpc.resolver_endpoints));
    loads.extend(of_census(cx, &limits::RESOLVER_RULES, |vpc| vpc.resolver_rules));
    loads.extend(of_census(cx, &limits::RESOLVER_RULE_ASSOCIATIONS, |vpc| vpc.resolver_associations));
    loads.extend(of_census(cx, &limits::TM_SESSIONS_PER_ACCOUNT, |vpc| vpc.mirror_sessions));
    loads.extend(interfaces(cx));
    let mut add = |limit: &'static Limit, account: Option<AccountId>, region: &str, used: usize, id: EntityId| {
        let quota = cx.quota(account, region, limit).filter(|_| used > 0);
        loads.extend(quota.map(|quota| Load { quota, used, place: cx.name(id), objects: vec![id] }));
    };
    let mut networks = Groups::new();
    let mut offered = Groups::new();
    for (id, fields) in cx.all::<ServiceNetwork>() {
        let (id, account, region) = (EntityId::from(id), fields.account, fields.region.as_str());
        networks.entry((account, region)).or_default().push(id);
        if !fields.services.is_empty() {
            offered.entry((account, region)).or_default().push(id);
        }
        add(&limits::LATTICE_SERVICE_ASSOCIATIONS, account, region, fields.services.len(), id);
        add(&limits::LATTICE_VPC_ASSOCIATIONS, account, region, fields.associations.len(), id);
        let most = fields.associations.iter().map(|association| association.security_groups.len()).max();
        add(&limits::LATTICE_SGS_PER_ASSOCIATION, account, region, most.unwrap_or(0), id);
    }
    for (id, zone) in cx.all::<PrivateZone>() {
        add(&limits::PHZ_VPCS, zone.account, "", zone.vpcs.len(), id.into());
    }
    loads.extend(by_region(cx, networks, &limits::LATTICE_SERVICE_NETWORKS, <[_]>::len));
    let services = |networks: &[EntityId]| -> usize {
        let fields = networks.iter().filter_map(|id| cx.get(id.typed::<crate::model::ServiceNetworkId>()?));
        fields.map(|network| network.services.len()).sum()
    };
    loads.extend(by_region(cx, offered, &limits::LATTICE_SERVICES, services));
    loads
}

/// Network interfaces by account and zone, at least.
fn interfaces(cx: &Context<'_>) -> Vec<Load> {
    type Zone<'a> = (Option<AccountId>, &'a str, &'a str);
    let mut groups: BTreeMap<Zone<'_>, (usize, Vec<EntityId>)> = BTreeMap::new();
    for vpc in cx.census().vpcs() {
        let account = cx.account(vpc);
        for (zone, count) in &vpc.interfaces {
            let (used, vpcs) = groups.entry((account, &vpc.region, zone)).or_default();
            *used += count;
            vpcs.push(vpc.id.into());
        }
    }
    let mut loads = Vec::new();
    for ((account, region, zone), (used, objects)) in groups {
        let quota = cx.quota(account, region, &limits::NETWORK_INTERFACES_PER_AZ);
        let place = format!("{zone}{}", cx.in_account(account));
        loads.extend(quota.map(|quota| Load { quota, used, place, objects }));
    }
    loads
}
