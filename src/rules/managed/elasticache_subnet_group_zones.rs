use crate::model::WorkloadId;
use crate::model::kinds::Workload;
use crate::rules::workloads::{Engine, engine, in_other_zones, subnets_of, zones_of};
use crate::rules::{Context, Findings, Severity, rule};

rule! {
    /// All nodes of a cache are in one zone.
    ///
    /// ## Why it matters
    /// Replicas are there for the day on which a node or its zone fails. With subnets in one zone they fail together, and
    /// Multi-AZ cannot be turned on.
    ///
    /// ## What to do
    /// Give the cache subnets in other zones: subnets can be added to its group later, but not taken out while in use.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier data isolated { subnet data-a a 10.20.0.0/24; subnet data-b b 10.20.1.0/24 }
    ///   workload cache databases subnets=[data-a] count=3 listens=[{ports: 6379}]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier data isolated { subnet data-a a 10.20.0.0/24; subnet data-b b 10.20.1.0/24 }
    ///   workload cache databases tier=data count=3 listens=[{ports: 6379}]
    /// }
    /// ```
    "managed/elasticache-subnet-group-zones" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/SubnetGroups.html",
            "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoFailover.html",
        ],
        each: Workload,
    }
}

fn check(cx: &Context<'_>, id: WorkloadId, workload: &Workload, found: &mut Findings) {
    let Some(nodes) = workload.count.filter(|nodes| *nodes > 1 && engine(workload) == Some(Engine::Cache)) else {
        return;
    };
    let Some(network) = cx.network(workload.vpc) else { return };
    let subnets = subnets_of(network, workload);
    let Some(zones) = zones_of(&subnets).filter(|zones| zones.len() == 1) else { return };
    let Some(zone) = zones.first() else { return };
    let message = format!("All {nodes} nodes of {} are in {zone}: they fail together.", cx.name(id));
    let fix = in_other_zones(network, id, workload, zone);
    let severity = cx.resilience(network, Severity::Warning);
    let finding = found.at(id, message).with(subnets.iter().map(|subnet| subnet.id)).field("subnets").fix(fix);
    finding.severity = severity;
}
