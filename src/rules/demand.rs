//! How many addresses a subnet needs for what is drawn in it.

use std::collections::BTreeMap;

use super::context::Context;
use super::network::Network;
use super::workloads::subnets_of;
use crate::addressing::{Family, usable_addresses};
use crate::aws::demand::{ALB, EKS_CLUSTER, NLB};
use crate::model::kinds::{Balancer, EndpointType, ReservationType, Runs, TransitGatewayAttachment};
use crate::model::{EntityId, Kind, SubnetId};

/// IPv4 addresses of a prefix that an interface is given.
const PER_PREFIX: u64 = 16;

/// What a subnet needs, at the least: IPv4 addresses of what certainly stands in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Demand {
    /// Addresses that are given out one by one.
    pub(super) singles: u64,
    /// Addresses in prefixes for pods.
    pub(super) in_prefixes: u64,
    /// Who needs them, the most needy first.
    pub(super) consumers: Vec<(EntityId, u64)>,
    /// Who grows by itself and wants so many addresses beside its own.
    pub(super) wants_free: Option<(EntityId, u32)>,
}

impl Demand {
    /// All addresses.
    pub(super) fn total(&self) -> u64 {
        self.singles + self.in_prefixes
    }

    fn add(&mut self, who: impl Into<EntityId>, singles: u64, in_prefixes: u64) {
        self.singles += singles;
        self.in_prefixes += in_prefixes;
        if singles + in_prefixes > 0 {
            self.consumers.push((who.into(), singles + in_prefixes));
        }
    }

    fn wants(&mut self, who: impl Into<EntityId>, free: u32) {
        if self.wants_free.is_none_or(|(_, other)| other < free) {
            self.wants_free = Some((who.into(), free));
        }
    }
}

/// What a subnet has to give.
#[derive(Clone, Copy, Debug)]
pub(super) struct Supply {
    /// Its IPv4 addresses, without the five that AWS keeps.
    pub(super) usable: u64,
    /// Those of them that a reservation keeps for prefixes.
    pub(super) for_prefixes: u64,
}

/// What each subnet of the VPC that has a sound IPv4 block has to give and needs.
pub(super) fn by_subnet(cx: &Context<'_>, network: &Network) -> BTreeMap<SubnetId, (Supply, Demand)> {
    let mut all: BTreeMap<SubnetId, (Supply, Demand)> = BTreeMap::new();
    let drawn = |kind: Kind| cx.household(network.id.into()).is_some_and(|home| !home.of_kind(kind).is_empty());
    let kinds = [Kind::Workload, Kind::LoadBalancer, Kind::Endpoint, Kind::ResolverEndpoint, Kind::NatGateway];
    if !kinds.into_iter().any(drawn) {
        return all;
    }
    for subnet in &network.subnets {
        // What stands in the field of the other family is the finding of another rule.
        if let Some(block) = subnet.ipv4_block().filter(|block| block.family() == Family::V4) {
            let usable = u64::try_from(usable_addresses(block)).unwrap_or(u64::MAX);
            all.insert(subnet.id, (Supply { usable, for_prefixes: 0 }, Demand::default()));
        }
    }
    for reservation in &network.reservations {
        let kept = reservation.block.as_ref().and_then(|block| block.get());
        let block = network.subnet(reservation.subnet).and_then(|subnet| subnet.ipv4_block());
        if reservation.reservation == ReservationType::Prefix
            && let Some(kept) = kept.zip(block).and_then(|(kept, block)| kept.intersection(block))
            && let Some((supply, _)) = all.get_mut(&reservation.subnet)
        {
            supply.for_prefixes += u64::try_from(kept.addresses()).unwrap_or(u64::MAX).min(supply.usable);
        }
    }
    let mut at = |subnet: SubnetId, add: &dyn Fn(&mut Demand)| {
        if let Some((_, demand)) = all.get_mut(&subnet) {
            add(demand);
        }
    };
    for workload in &network.workloads {
        let id = workload.id;
        let subnets = subnets_of(network, workload);
        // Spread evenly, each subnet has at least so many of them.
        let members = u64::from(workload.count.unwrap_or(1)) / u64::try_from(subnets.len().max(1)).unwrap_or(1);
        let pods = u64::from(workload.pods.unwrap_or(0));
        let (singles, in_prefixes) = match workload.runs {
            // Functions share an interface for each subnet and set of groups.
            Runs::Functions => (1, 0),
            // Pods of a cluster with IPv6 have no IPv4 addresses.
            _ if pods == 0 || workload.ipv6 => (members, 0),
            _ if workload.prefix_delegation => (members, members * pods.div_ceil(PER_PREFIX) * PER_PREFIX),
            _ => (members * (1 + pods), 0),
        };
        for subnet in subnets {
            at(subnet.id, &|demand| {
                demand.add(id, singles, in_prefixes);
                if pods > 0 && members > 0 {
                    demand.wants(id, EKS_CLUSTER.min_free_addresses);
                }
            });
        }
    }
    for balancer in &network.load_balancers {
        let id = balancer.id;
        let free = match balancer.balancer {
            Balancer::Application => ALB.min_free_addresses,
            Balancer::Network | Balancer::Gateway => NLB.min_free_addresses,
        };
        for subnet in &balancer.subnets {
            at(*subnet, &|demand| {
                demand.add(id, 1, 0);
                demand.wants(id, free);
            });
        }
    }
    for endpoint in &network.endpoints {
        let id = endpoint.id;
        for subnet in endpoint.subnets.iter().filter(|_| endpoint.endpoint_type != EndpointType::Gateway) {
            at(*subnet, &|demand| demand.add(id, 1, 0));
        }
    }
    for endpoint in &network.resolver_endpoints {
        let id = endpoint.id;
        for subnet in &endpoint.subnets {
            at(*subnet, &|demand| demand.add(id, 1, 0));
        }
    }
    for nat in &network.nat_gateways {
        if let Some(seat) = super::nat::seat(network, nat) {
            at(seat.id, &|demand| demand.add(nat.id, 1, 0));
        }
    }
    for (id, attachment) in cx.referring::<TransitGatewayAttachment>(network.id) {
        for subnet in &attachment.subnets {
            at(*subnet, &|demand| demand.add(id, 1, 0));
        }
    }
    for (_, demand) in all.values_mut() {
        crate::ordering::Ordered::order_by_key(&mut demand.consumers[..], |(_, needs)| std::cmp::Reverse(*needs));
    }
    all
}
