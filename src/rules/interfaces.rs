//! Network interfaces: what stands in a subnet has one there.

use std::collections::BTreeMap;

use super::network::Network;
use super::workloads::subnets_of;
use crate::model::SubnetId;
use crate::model::kinds::{EndpointType, Runs};

/// How many stand in each zone of the VPC at least. Zones that are not chosen are left out; hosts count with one, and are
/// spread over their subnets evenly.
///
/// <https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-enis>
pub(super) fn by_zone(network: &Network) -> BTreeMap<String, usize> {
    let mut all: BTreeMap<String, usize> = BTreeMap::new();
    let mut add = |subnet: SubnetId, count: usize| {
        if let Some(subnet) = network.subnet(subnet).filter(|subnet| !subnet.zone.is_empty() && count > 0) {
            *all.entry(subnet.zone.clone()).or_default() += count;
        }
    };
    for workload in &network.workloads {
        let subnets = subnets_of(network, workload);
        let count = match workload.runs {
            // Functions of one subnet share theirs.
            Runs::Functions => 1,
            Runs::Instances | Runs::Containers | Runs::Databases => {
                workload.count.unwrap_or(1) as usize / subnets.len().max(1)
            }
        };
        subnets.iter().for_each(|subnet| add(subnet.id, count));
    }
    let endpoints = network.endpoints.iter().filter(|endpoint| endpoint.endpoint_type != EndpointType::Gateway);
    endpoints.flat_map(|endpoint| &endpoint.subnets).for_each(|subnet| add(*subnet, 1));
    network.load_balancers.iter().flat_map(|balancer| &balancer.subnets).for_each(|subnet| add(*subnet, 1));
    network.resolver_endpoints.iter().flat_map(|endpoint| &endpoint.subnets).for_each(|subnet| add(*subnet, 1));
    network.nat_gateways.iter().filter_map(|nat| super::nat::seat(network, nat)).for_each(|seat| add(seat.id, 1));
    all
}
