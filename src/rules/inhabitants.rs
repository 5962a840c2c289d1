//! What stands in a VPC besides its subnets and tables, and in which subnets.

use super::context::Context;
use super::household::Held;
use super::network::Network;
use crate::model::kinds::{Subnet, Workload};
use crate::model::{Noun, SubnetId, VpcId};

/// The objects of kind `N` in a VPC, by id. Only for kinds that live in VPCs.
pub(super) fn standing_in<N: Noun>(cx: &Context<'_>, vpc: VpcId) -> Vec<Held<N>> {
    let members = cx.household(vpc.into()).map_or(&[][..], |home| home.of_kind(N::KIND));
    members.iter().filter_map(|(id, entity)| Held::new(*id, entity)).collect()
}

/// The subnets that a workload is in: those that it names, or those of its tier.
pub(super) fn subnets_of<'n>(network: &'n Network, workload: &Workload) -> Vec<&'n Held<Subnet>> {
    if workload.subnets.is_empty() {
        return workload.tier.into_iter().flat_map(|tier| network.subnets_of(tier)).collect();
    }
    workload.subnets.iter().filter_map(|id| network.subnet(*id)).collect()
}

/// The workloads in a subnet.
pub(super) fn workloads_in<'w>(
    network: &Network,
    workloads: &'w [Held<Workload>],
    subnet: SubnetId,
) -> Vec<&'w Held<Workload>> {
    workloads.iter().filter(|workload| subnets_of(network, workload).iter().any(|s| s.id == subnet)).collect()
}
