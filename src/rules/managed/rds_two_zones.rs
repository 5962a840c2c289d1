use crate::aws::demand::RDS_SUBNET_GROUP;
use crate::model::WorkloadId;
use crate::model::kinds::{Runs, Workload};
use crate::rules::workloads::{Engine, engine, in_other_zones, subnets_of, zones_of};
use crate::rules::{Context, Findings, rule};

rule! {
    /// The subnets of a database are in one zone.
    ///
    /// ## Why it matters
    /// A database of RDS is put into a group of subnets, and AWS takes no group that covers one zone, even for a single
    /// instance: it would have nowhere to fail over to. DocumentDB and Neptune ask for the same, a Multi-AZ cluster for
    /// three zones. (A cache of ElastiCache may be in one.)
    ///
    /// ## What to do
    /// Give it subnets in two zones or more. They cost nothing while nothing is in them.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier data isolated { subnet data-a a 10.20.0.0/24; subnet data-b b 10.20.1.0/24 }
    ///   workload orders databases subnets=[data-a] listens=[{ports: 5432}]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier data isolated { subnet data-a a 10.20.0.0/24; subnet data-b b 10.20.1.0/24 }
    ///   workload orders databases tier=data listens=[{ports: 5432}]
    ///   workload cache databases subnets=[data-a] listens=[{ports: 6379}]
    /// }
    /// ```
    "managed/rds-two-zones" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
            "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBSubnetGroup.html",
        ],
        aws_error: "DBSubnetGroupDoesNotCoverEnoughAZs",
        each: Workload,
    }
}

fn check(cx: &Context<'_>, id: WorkloadId, workload: &Workload, found: &mut Findings) {
    if workload.runs != Runs::Databases || engine(workload) != Some(Engine::Database) {
        return;
    }
    let Some(network) = cx.network(workload.vpc) else { return };
    let subnets = subnets_of(network, workload);
    let Some(zones) = zones_of(&subnets) else { return };
    let Some(zone) = zones.first().filter(|_| zones.len() < usize::from(RDS_SUBNET_GROUP.min_zones)) else { return };
    let message = format!(
        "{} has subnets in {zone} only: the subnets of a database have to be in {} zones.",
        cx.name(id),
        RDS_SUBNET_GROUP.min_zones
    );
    let fix = in_other_zones(network, id, workload, zone);
    found.at(id, message).with(subnets.iter().map(|subnet| subnet.id)).field("subnets").fix(fix);
}
