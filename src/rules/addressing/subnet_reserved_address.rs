use std::net::IpAddr;

use crate::addressing::{CidrBlock, Family, ReservedFor, reserved_in};
use crate::model::kinds::{LoadBalancer, Subnet, Workload};
use crate::model::{Edit, Entity, EntityId, Written};
use crate::rules::workloads::subnets_of;
use crate::rules::{Context, Findings, Fix, Held, Safety, rule};

rule! {
    /// A host is to have an address that AWS keeps for itself.
    ///
    /// ## Why it matters
    /// Of every subnet AWS keeps the first four addresses and the last one: the network, the router, one for DNS, one for
    /// later, and the broadcast address, which a VPC does not use. An interface cannot be given any of them.
    ///
    /// ## What to do
    /// Take another address of the subnet, or leave it to AWS.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   workload dns tier=app addresses=[10.20.0.2]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   workload dns tier=app addresses=[10.20.0.4]
    /// }
    /// ```
    "addressing/subnet-reserved-address" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html"],
        aws_error: "InvalidParameterValue",
        each_of: [Workload, LoadBalancer],
    }
}

fn check(cx: &Context<'_>, id: EntityId, entity: &Entity, found: &mut Findings) {
    let (vpc, field, named): (_, _, &[Written<IpAddr>]) = if let Some(workload) = entity.as_noun::<Workload>() {
        (workload.vpc, "addresses", &workload.addresses)
    } else if let Some(balancer) = entity.as_noun::<LoadBalancer>() {
        (balancer.vpc, "target_addresses", &balancer.target_addresses)
    } else {
        return;
    };
    let Some(network) = cx.network(vpc).filter(|_| !named.is_empty()) else { return };
    let own: Vec<&Held<Subnet>> = match entity.as_noun::<Workload>() {
        Some(workload) => subnets_of(network, workload),
        None => network.subnets.iter().collect(),
    };
    for address in named.iter().filter_map(|address| address.get()) {
        let holder = own.iter().find_map(|s| Some((s, s.blocks().find(|block| block.contains(address))?)));
        let Some((subnet, block)) = holder else { continue };
        let Some((_, why)) = reserved_in(block).into_iter().find(|(kept, _)| *kept == address) else { continue };
        let kept_for = match why {
            ReservedFor::Network => "is its first address, which names the network",
            ReservedFor::Router => "is its router",
            ReservedFor::Dns => "is kept for DNS",
            ReservedFor::FutureUse => "is kept for later use",
            ReservedFor::Broadcast => "is its last address, which is kept for broadcast",
            ReservedFor::Unspecified => "is one of the five that AWS keeps",
        };
        let message = format!("{} cannot have {address} of {}: it {kept_for}.", cx.name(id), subnet.name());
        let fix = entity.as_noun::<Workload>().and_then(|workload| {
            let free = first_free(block, |address| workload.addresses.contains(&Written::Sound(address)))?;
            let edit = Edit::change_entity(id, move |entity| {
                if let crate::model::Body::Workload(workload) = &mut entity.body {
                    for own in &mut workload.addresses {
                        if own.get() == Some(address) {
                            *own = free.into();
                        }
                    }
                }
            });
            Some(Fix::new(format!("Give it {free}"), Safety::NeedsChoice, [edit]))
        });
        found.at(id, message).with([subnet.id]).field(field).fix(fix);
    }
}

/// The first address of the subnet that AWS does not keep and that is not taken.
fn first_free(block: CidrBlock, taken: impl Fn(IpAddr) -> bool) -> Option<IpAddr> {
    let many = if block.family() == Family::V4 { block.addresses() - 1 } else { 256 };
    (4..many).filter_map(|n| block.nth(n)).find(|address| !taken(*address) && *address != block.last())
}
