use crate::model::kinds::{Subnet, Vpc};
use crate::model::{Edit, SubnetId, VpcId};
use crate::rules::words::list;
use crate::rules::workloads::{kubernetes, subnets_of};
use crate::rules::{Context, Findings, Fix, Held, Safety, rule};

rule! {
    /// No subnet of a VPC with Kubernetes nodes says that load balancers may be put into it.
    ///
    /// ## Why it matters
    /// The controller that makes load balancers for Kubernetes looks for subnets by their tags:
    /// kubernetes.io/role/elb for public ones, kubernetes.io/role/internal-elb for private ones. Without tags older
    /// versions find none, and newer ones guess by the routes.
    ///
    /// ## What to do
    /// Tag one subnet in each zone with the value 1, and keep tools that own all tags from taking it away.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 dns_hostnames=true {
    ///   igw main
    ///   tier web public { subnet web-a a 10.20.32.0/24 route_table=public; subnet web-b b 10.20.33.0/24 route_table=public }
    ///   tier app private {
    ///     subnet app-a a 10.20.0.0/20 tags={kubernetes.io/role/internal-elb: 1}
    ///     subnet app-b b 10.20.16.0/20 tags={kubernetes.io/role/internal-elb: 1}
    ///   }
    ///   route_table public { 0.0.0.0/0 -> igw:main }
    ///   workload nodes containers tier=app count=4 pods=20
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 dns_hostnames=true {
    ///   tier app private {
    ///     subnet app-a a 10.20.0.0/20 tags={kubernetes.io/role/internal-elb: 1}
    ///     subnet app-b b 10.20.16.0/20 tags={kubernetes.io/role/internal-elb: 1}
    ///   }
    ///   workload nodes containers tier=app count=4 pods=20
    /// }
    /// ```
    "managed/k8s-subnet-tags-missing" {
        severity: Advice,
        sources: [
            "https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html",
            "https://docs.aws.amazon.com/eks/latest/userguide/alb-ingress.html",
        ],
        each: Vpc,
    }
}

const PUBLIC: &str = "kubernetes.io/role/elb";
const INTERNAL: &str = "kubernetes.io/role/internal-elb";

fn check(cx: &Context<'_>, id: VpcId, _: &Vpc, found: &mut Findings) {
    let Some(network) = cx.network(id) else { return };
    let nodes = kubernetes(network);
    if nodes.is_empty() {
        return;
    }
    let tagged = |tag: &str| {
        let has =
            |s: &Held<Subnet>| cx.entity(s.id).is_some_and(|entity| entity.head.tags.iter().any(|(key, _)| key == tag));
        network.subnets.iter().any(has)
    };
    // Public load balancers go into public subnets, internal ones to the nodes: one subnet a zone.
    let public: Vec<&Held<Subnet>> = network.subnets.iter().filter(|s| network.leads_to_internet(s)).collect();
    let inner = nodes.iter().flat_map(|nodes| subnets_of(network, nodes));
    let inner: Vec<&Held<Subnet>> = inner.filter(|s| !network.leads_to_internet(s)).collect();
    for (tag, role, subnets) in [(PUBLIC, "public", public), (INTERNAL, "internal", inner)] {
        let one_a_zone = one_a_zone(&subnets);
        if one_a_zone.is_empty() || tagged(tag) {
            continue;
        }
        let message = format!(
            "No subnet of {} has the tag {tag}: {role} load balancers of Kubernetes may find none.",
            network.name()
        );
        let names = list(one_a_zone.iter().map(|subnet| cx.name(*subnet)));
        let edits = one_a_zone.iter().map(|subnet| {
            Edit::change_entity(*subnet, move |entity| {
                entity.head.tags.insert(tag.to_owned(), "1".to_owned());
            })
        });
        let fix = Fix::new(format!("Tag {names} with {tag}"), Safety::Safe, edits.collect::<Vec<_>>());
        found.at(id, message).with(one_a_zone.iter().copied()).with(nodes.iter().map(|node| node.id)).fix(fix);
    }
}

/// The first subnet in each zone.
fn one_a_zone(subnets: &[&Held<Subnet>]) -> Vec<SubnetId> {
    let mut zones: Vec<&str> = Vec::new();
    let mut first = Vec::new();
    for subnet in subnets {
        if !zones.contains(&subnet.zone.as_str()) {
            zones.push(&subnet.zone);
            first.push(subnet.id);
        }
    }
    first
}
