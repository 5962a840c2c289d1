use crate::aws::services::{endpoint_set, parse_endpoint_service_name};
use crate::model::WorkloadId;
use crate::model::kinds::{EndpointType, RouteTarget, Subnet, Workload};
use crate::rules::words::list;
use crate::rules::workloads::subnets_of;
use crate::rules::{Context, Findings, Held, Network, rule};

rule! {
    /// Kubernetes nodes have no way to the services that they need to start.
    ///
    /// ## Why it matters
    /// A node loads images from ECR, which keeps them in S3, and calls EC2, STS and EKS before it joins its cluster.
    /// Without a way out and without endpoints it waits, and the node group fails after many minutes.
    ///
    /// ## What to do
    /// Lead its subnets to a NAT gateway, or make endpoints for ec2, ecr.api, ecr.dkr, s3, sts, eks and logs.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 dns_hostnames=true {
    ///   tier app isolated { subnet app-a a 10.20.0.0/20; subnet app-b b 10.20.16.0/20 }
    ///   workload nodes containers tier=app count=3 pods=20
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 dns_hostnames=true {
    ///   igw main
    ///   tier web public { subnet web-a a 10.20.32.0/24 route_table=public { nat nat-a eip-a } }
    ///   tier app private { subnet app-a a 10.20.0.0/20 route_table=app; subnet app-b b 10.20.16.0/20 route_table=app }
    ///   route_table public { 0.0.0.0/0 -> igw:main }
    ///   route_table app { 0.0.0.0/0 -> nat:nat-a }
    ///   workload nodes containers tier=app count=3 pods=20
    /// }
    /// eip eip-a region=us-east-1
    /// ```
    "managed/eks-nodes-without-egress" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html",
            "https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html",
        ],
        each: Workload,
    }
}

fn check(cx: &Context<'_>, id: WorkloadId, workload: &Workload, found: &mut Findings) {
    if workload.pods.is_none_or(|pods| pods == 0) {
        return;
    }
    let Some(network) = cx.network(workload.vpc) else { return };
    let shut: Vec<&Held<Subnet>> =
        subnets_of(network, workload).into_iter().filter(|subnet| !leads_out(network, subnet)).collect();
    let missing = missing_services(network);
    if shut.is_empty() || missing.is_empty() {
        return;
    }
    let message = format!(
        "{} cannot start in {}: no route leads out, and there is no endpoint for {}.",
        cx.name(id),
        list(shut.iter().map(|subnet| subnet.name())),
        missing.join(", ")
    );
    found.at(id, message).with(shut.iter().map(|subnet| subnet.id));
}

/// Does any route lead out of the VPC? Over other networks endpoints or NAT gateways elsewhere may be reached.
fn leads_out(network: &Network, subnet: &Subnet) -> bool {
    let association = network.association(subnet);
    let out = |target: RouteTarget| target.object().is_some_and(|target| target.kind != crate::model::Kind::Endpoint);
    !association.is_known() || association.routes().iter().any(|route| out(route.target))
}

/// The services without which no node joins, and for which the VPC has no endpoint.
fn missing_services(network: &Network) -> Vec<&'static str> {
    // The others of the set are for some clusters only: logs, scaling, load balancers.
    const NEEDED: [&str; 4] = ["ec2", "ecr.api", "ecr.dkr", "sts"];
    let drawn: Vec<(&str, EndpointType)> = network
        .endpoints
        .iter()
        .filter_map(|endpoint| Some((parse_endpoint_service_name(&endpoint.service)?.1, endpoint.endpoint_type)))
        .collect();
    let Some(set) = endpoint_set("eks-private") else { return Vec::new() };
    let has = |service: &str| drawn.iter().any(|(id, _)| *id == service);
    let needed = set.interface.iter().filter(|service| NEEDED.contains(service)).chain(set.gateway);
    needed.filter(|service| !has(service)).copied().collect()
}
