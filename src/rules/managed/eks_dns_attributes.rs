use crate::model::kinds::Vpc;
use crate::model::{Edit, VpcId};
use crate::rules::words::list;
use crate::rules::workloads::kubernetes;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A VPC has Kubernetes nodes, and its DNS is not fully on.
    ///
    /// ## Why it matters
    /// Nodes of EKS find the API server by a private name. With DNS support or DNS hostnames off, AWS makes the cluster
    /// without complaint, and then no node registers: it looks like a fault in permissions and is none.
    ///
    /// ## What to do
    /// Turn DNS support and DNS hostnames on: both cost nothing.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/20; subnet app-b b 10.20.16.0/20 }
    ///   workload nodes containers tier=app count=3 pods=20
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 dns_hostnames=true {
    ///   tier app private { subnet app-a a 10.20.0.0/20; subnet app-b b 10.20.16.0/20 }
    ///   workload nodes containers tier=app count=3 pods=20
    /// }
    /// ```
    "managed/eks-dns-attributes" {
        severity: Error,
        sources: ["https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html"],
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, vpc: &Vpc, found: &mut Findings) {
    if vpc.dns_support && vpc.dns_hostnames {
        return;
    }
    let nodes: Vec<_> = cx.network(id).into_iter().flat_map(kubernetes).map(|workload| workload.id).collect();
    if nodes.is_empty() {
        return;
    }
    let off = match (vpc.dns_support, vpc.dns_hostnames) {
        (false, false) => "DNS support and DNS hostnames are",
        (false, true) => "DNS support is",
        _ => "DNS hostnames is",
    };
    let name = cx.name(id);
    let names = list(nodes.iter().map(|node| cx.name(*node)));
    let message = format!("{off} off in {name}: {names} cannot register with their cluster.");
    let on = Edit::change(id, |vpc| {
        vpc.dns_support = true;
        vpc.dns_hostnames = true;
    });
    let fix = Fix::new(format!("Turn both DNS switches of {name} on"), Safety::Safe, [on]);
    found.at(id, message).with(nodes).field("dns_hostnames").fix(fix);
}
