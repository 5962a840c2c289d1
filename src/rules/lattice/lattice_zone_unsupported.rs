use crate::aws::region::{ZonalService, is_missing_from, region_of_zone_name};
use crate::model::kinds::{Runs, ServiceNetwork};
use crate::model::{EntityId, ServiceNetworkId};
use crate::rules::words::list;
use crate::rules::workloads::subnets_of;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A target of a service network is in a zone that VPC Lattice is not in.
    ///
    /// ## Why it matters
    /// A few zones of the oldest Regions have no VPC Lattice. Targets there cannot be registered, and clients there find no
    /// service. Zones are told by their ids (euc1-az2): letters differ from account to account in some Regions, where
    /// nothing can be said here.
    ///
    /// ## What to do
    /// Keep targets to the other zones of the Region.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 region=eu-central-1 {
    ///   tier app private { subnet app-a a 10.20.0.0/24; subnet app-b b 10.20.1.0/24 }
    ///   workload orders tier=app count=2
    /// }
    /// lattice shop eu-central-1 services=[{service: orders, targets: [workload:orders]}]
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 region=eu-central-1 {
    ///   tier app private { subnet app-b b 10.20.0.0/24; subnet app-c c 10.20.1.0/24 }
    ///   workload orders tier=app count=2
    /// }
    /// lattice shop eu-central-1 services=[{service: orders, targets: [workload:orders]}]
    /// ```
    "lattice/lattice-zone-unsupported" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/vpc-lattice/latest/ug/quotas.html",
            "https://docs.aws.amazon.com/global-infrastructure/latest/regions/az-ids.html",
        ],
        each: ServiceNetwork,
    }
}

fn check(cx: &Context<'_>, id: ServiceNetworkId, network: &ServiceNetwork, found: &mut Findings) {
    let mut targets: Vec<_> = network.services.iter().flat_map(|service| service.targets.iter().copied()).collect();
    targets.dedup();
    for target in targets {
        // A function is called over the API of Lambda, whatever its zones.
        let Some(workload) = cx.get(target).filter(|workload| workload.runs != Runs::Functions) else { continue };
        let Some(vpc) = cx.network(workload.vpc) else { continue };
        let without: Vec<_> = subnets_of(vpc, workload)
            .into_iter()
            .filter_map(|subnet| {
                let (region, letter) = region_of_zone_name(&subnet.zone)?;
                let zone = region.zone_id(letter).filter(|zone| is_missing_from(ZonalService::VpcLattice, zone))?;
                Some((subnet, zone))
            })
            .collect();
        if without.is_empty() {
            continue;
        }
        let message = format!(
            "{} runs in {}, where there is no VPC Lattice: {} cannot reach it there.",
            cx.name(target),
            list(without.iter().map(|(subnet, zone)| format!("{} ({}, {zone})", subnet.name(), subnet.zone))),
            cx.name(id)
        );
        let subnets = without.iter().map(|(subnet, _)| EntityId::from(subnet.id));
        found.at(id, message).with([EntityId::from(target)]).with(subnets).field("services");
    }
}
