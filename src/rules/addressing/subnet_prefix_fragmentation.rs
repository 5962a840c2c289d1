use crate::addressing::{CidrBlock, Family};
use crate::model::kinds::{Endpoint, LoadBalancer, ReservationType, Subnet, SubnetReservation, Workload};
use crate::model::{Edit, Entity, EntityId, SubnetReservationId, WorkloadId};
use crate::rules::demand::by_subnet;
use crate::rules::words::list;
use crate::rules::workloads::subnets_of;
use crate::rules::{Context, Findings, Fix, Held, Safety, rule};

rule! {
    /// Pods take prefixes from a subnet in which others take single addresses.
    ///
    /// ## Why it matters
    /// A prefix is a block of 16 addresses that begins at a multiple of 16. One address of somebody else in it is enough
    /// to spoil it: in a subnet that both use, prefixes run out while hundreds of addresses are free, and pods stay
    /// pending.
    ///
    /// ## What to do
    /// Reserve a part of the subnet for prefixes, or give the pods subnets of their own.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 dns_hostnames=true {
    ///   tier app private { subnet app-a a 10.20.0.0/20; subnet app-b b 10.20.16.0/20 { reservation pods-b 10.20.24.0/21 } }
    ///   workload nodes containers tier=app count=4 pods=30 prefix_delegation=true
    ///   workload batch tier=app count=10
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 dns_hostnames=true {
    ///   tier app private { subnet app-a a 10.20.0.0/20 { reservation pods-a 10.20.8.0/21 }; subnet app-b b 10.20.16.0/20 { reservation pods-b 10.20.24.0/21 } }
    ///   workload nodes containers tier=app count=4 pods=30 prefix_delegation=true
    ///   workload batch tier=app count=10
    /// }
    /// ```
    "addressing/subnet-prefix-fragmentation" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-prefix-eni.html",
            "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-cidr-reservation.html",
        ],
        each: Workload,
    }
}

fn check(cx: &Context<'_>, id: WorkloadId, workload: &Workload, found: &mut Findings) {
    if !workload.prefix_delegation || workload.pods.is_none_or(|pods| pods == 0) || workload.ipv6 {
        return;
    }
    let Some(network) = cx.network(workload.vpc) else { return };
    let mut mixed: Vec<&Held<Subnet>> = Vec::new();
    let mut others: Vec<EntityId> = Vec::new();
    for subnet in subnets_of(network, workload).into_iter().filter(|subnet| is_v4(subnet)) {
        let reserved = cx
            .referring::<SubnetReservation>(subnet.id)
            .any(|(_, reservation)| reservation.reservation == ReservationType::Prefix);
        if reserved {
            continue;
        }
        let there = |other: &Workload| subnets_of(network, other).iter().any(|s| s.id == subnet.id);
        let others_there = network.workloads.iter().filter(|other| other.id != id && !other.prefix_delegation);
        let mut singles: Vec<EntityId> =
            others_there.filter(|other| there(other)).map(|other| other.entity_id()).collect();
        singles.extend(cx.referring::<LoadBalancer>(subnet.id).map(|(balancer, _)| EntityId::from(balancer)));
        singles.extend(cx.referring::<Endpoint>(subnet.id).map(|(endpoint, _)| EntityId::from(endpoint)));
        if !singles.is_empty() {
            mixed.push(subnet);
            others.extend(singles.into_iter().filter(|single| !others.contains(single)).collect::<Vec<_>>());
        }
    }
    if mixed.is_empty() {
        return;
    }
    let names = list(mixed.iter().map(|subnet| subnet.name()));
    let message = format!(
        "{} takes prefixes from {names}, where {} single addresses: prefixes will run out while addresses are free.",
        cx.name(id),
        match &others[..] {
            [one] => format!("{} takes", cx.name(*one)),
            several => format!("{} take", list(several.iter().map(|other| cx.name(*other)))),
        }
    );
    let fix = reserve(cx, workload, &mixed);
    found.at(id, message).with(mixed.iter().map(|subnet| subnet.id)).with(others).fix(fix);
}

fn is_v4(subnet: &Subnet) -> bool {
    subnet.ipv4_block().is_some_and(|block| block.family() == Family::V4)
}

/// Keeps the upper half of each subnet for prefixes, where it is free of reservations and of addresses that are named.
fn reserve(cx: &Context<'_>, workload: &Workload, subnets: &[&Held<Subnet>]) -> Option<Fix> {
    let network = cx.network(workload.vpc)?;
    let demand = by_subnet(cx, network);
    let upper = |subnet: &&Held<Subnet>| -> Option<(Edit, CidrBlock)> {
        let (_, half) = subnet.ipv4_block()?.halves().filter(|(_, half)| half.length() <= 28)?;
        let reserved = |r: &SubnetReservation| r.block.as_ref().and_then(|b| b.get()).is_none_or(|b| b.overlaps(half));
        let named = |w: &Workload| w.addresses.iter().filter_map(|a| a.get()).any(|address| half.contains(address));
        let free = !cx.referring::<SubnetReservation>(subnet.id).any(|(_, r)| reserved(r))
            && !network.workloads.iter().any(|workload| named(workload));
        let enough = demand
            .get(&subnet.id)
            .is_some_and(|(supply, demand)| u128::from(demand.singles) + half.addresses() <= u128::from(supply.usable));
        let name = format!("{}-prefixes", subnet.name());
        let id: SubnetReservationId = cx.new_id(&name);
        let body = SubnetReservation { block: Some(half.into()), ..SubnetReservation::new(subnet.id) };
        (free && enough).then(|| (Edit::add(id, Entity::new(name, body)), half))
    };
    let all: Vec<(Edit, CidrBlock)> = subnets.iter().map(upper).collect::<Option<_>>()?;
    let blocks = list(all.iter().map(|(_, block)| block));
    Some(Fix::new(format!("Reserve {blocks} for prefixes"), Safety::NeedsChoice, all.into_iter().map(|(edit, _)| edit)))
}
