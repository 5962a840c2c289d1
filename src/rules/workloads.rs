//! Where workloads run, and what they are by what they listen on.

use std::collections::BTreeSet;

use super::filters::listened;
use super::finding::{Fix, Safety};
use super::household::Held;
use super::network::Network;
use super::words::list;
use crate::addressing::CidrBlock;
use crate::aws::region::region_of_zone_name;
use crate::model::kinds::{Protocol, Runs, Subnet, Workload};
use crate::model::{Edit, SubnetId, WorkloadId};

/// The subnets that the workload runs in: those that it names, else those of its tier.
pub(super) fn subnets_of<'n>(network: &'n Network, workload: &Workload) -> Vec<&'n Held<Subnet>> {
    let named: Vec<&Held<Subnet>> = workload.subnets.iter().filter_map(|id| network.subnet(*id)).collect();
    if !named.is_empty() {
        return named;
    }
    workload.tier.iter().flat_map(|tier| network.subnets_of(*tier)).collect()
}

/// Their blocks.
pub(super) fn blocks_of(subnets: &[&Held<Subnet>]) -> Vec<CidrBlock> {
    subnets.iter().flat_map(|subnet| subnet.blocks()).collect()
}

/// The Availability Zones of these subnets. None when one of them has not been chosen, is in a Local Zone or the like, or
/// is not in the VPC: nothing can be said then.
pub(super) fn zones<'n>(network: &'n Network, subnets: &[SubnetId]) -> Option<BTreeSet<&'n str>> {
    zones_of(&subnets.iter().map(|id| network.subnet(*id)).collect::<Option<Vec<_>>>()?)
}

/// See [`zones`].
pub(super) fn zones_of<'n>(subnets: &[&'n Held<Subnet>]) -> Option<BTreeSet<&'n str>> {
    let known = |zone: &&str| region_of_zone_name(zone).is_some();
    subnets.iter().map(|subnet| Some(subnet.zone.as_str()).filter(known)).collect()
}

/// Which managed data store listens on a port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Engine {
    /// One whose subnets are named in a DB subnet group: of RDS, DocumentDB or Neptune.
    Database,
    /// One of ElastiCache.
    Cache,
}

/// The default ports of managed data stores.
const ENGINES: [(u16, Engine); 9] = [
    (3306, Engine::Database),
    (5432, Engine::Database),
    (1433, Engine::Database),
    (1521, Engine::Database),
    (50_000, Engine::Database),
    (27_017, Engine::Database),
    (8182, Engine::Database),
    (6379, Engine::Cache),
    (11_211, Engine::Cache),
];

/// Which managed data store it is, by the port that it listens on. None where that does not say.
pub(super) fn engine(workload: &Workload) -> Option<Engine> {
    if workload.runs != Runs::Databases {
        return None;
    }
    let mut engines = workload.listens.iter().filter_map(listened).filter_map(|(protocol, ports)| {
        let known = ENGINES.iter().find(|(port, _)| ports.first == *port && ports.last == *port);
        known.filter(|_| protocol == Protocol::TCP).map(|(_, engine)| *engine)
    });
    let first = engines.next()?;
    engines.all(|engine| engine == first).then_some(first)
}

/// The nodes and pods of Kubernetes clusters in a VPC: what gives its pods addresses of the VPC.
pub(super) fn kubernetes(network: &Network) -> Vec<&Held<Workload>> {
    network.workloads.iter().filter(|workload| workload.pods.is_some_and(|pods| pods > 0)).collect()
}

/// The workloads in a subnet.
pub(super) fn workloads_in(network: &Network, subnet: SubnetId) -> Vec<&Held<Workload>> {
    let inside = |workload: &&Held<Workload>| subnets_of(network, workload).iter().any(|s| s.id == subnet);
    network.workloads.iter().filter(inside).collect()
}

/// Adds the subnets of the same tier in other zones than `zone` to those of a workload.
pub(super) fn in_other_zones(network: &Network, id: WorkloadId, workload: &Workload, zone: &str) -> Option<Fix> {
    let tier = subnets_of(network, workload).first()?.tier;
    let elsewhere = network.subnets_of(tier).filter(|subnet| !subnet.zone.is_empty() && subnet.zone != zone);
    let (names, more): (Vec<String>, Vec<SubnetId>) = elsewhere.map(|subnet| (subnet.name(), subnet.id)).unzip();
    // A fixed address belongs to one subnet.
    (!more.is_empty() && workload.addresses.is_empty()).then(|| {
        let edit = Edit::change(id, move |workload: &mut Workload| workload.subnets.extend(&more));
        Fix::new(format!("Add {}", list(names)), Safety::Safe, [edit])
    })
}
