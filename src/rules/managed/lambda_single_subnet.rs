use crate::model::kinds::{Runs, Workload};
use crate::model::{Edit, SubnetId, WorkloadId};
use crate::rules::words::list;
use crate::rules::workloads::{subnets_of, zones_of};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A function is attached to one zone.
    ///
    /// ## Why it matters
    /// Lambda runs in every zone by itself. Attached to subnets of one, the function stops when that zone does, and costs
    /// the same.
    ///
    /// ## What to do
    /// Attach it to a subnet in each zone.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.2.0/24; subnet app-b b 10.20.3.0/24 }
    ///   workload hook functions subnets=[app-a]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.2.0/24; subnet app-b b 10.20.3.0/24 }
    ///   workload hook functions tier=app
    /// }
    /// ```
    "managed/lambda-single-subnet" {
        severity: Advice,
        sources: ["https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html"],
        each: Workload,
    }
}

fn check(cx: &Context<'_>, id: WorkloadId, workload: &Workload, found: &mut Findings) {
    if workload.runs != Runs::Functions {
        return;
    }
    let Some(network) = cx.network(workload.vpc) else { return };
    let subnets = subnets_of(network, workload);
    let Some(zones) = zones_of(&subnets).filter(|zones| zones.len() == 1) else { return };
    let (Some(zone), Some(first)) = (zones.first(), subnets.first()) else { return };
    // A tier that is in one zone as a whole is the finding of another rule.
    let more: Vec<SubnetId> = network
        .subnets_of(first.tier)
        .filter(|subnet| !subnet.zone.is_empty() && subnet.zone != **zone)
        .map(|subnet| subnet.id)
        .collect();
    if more.is_empty() {
        return;
    }
    let names = list(more.iter().map(|subnet| cx.name(*subnet)));
    let message = format!("{} depends on {zone} alone: {names} would take it as well.", cx.name(id));
    let edit = Edit::change(id, move |workload: &mut Workload| workload.subnets.extend(&more));
    let fix = workload
        .addresses
        .is_empty()
        .then(|| Fix::new(format!("Attach it to {names} too"), Safety::ChangesTraffic, [edit]));
    found.at(id, message).with(subnets.iter().map(|subnet| subnet.id)).field("subnets").fix(fix);
}
