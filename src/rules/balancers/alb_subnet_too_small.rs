use crate::addressing::Family;
use crate::aws::demand::ALB;
use crate::model::LoadBalancerId;
use crate::model::kinds::{Balancer, LoadBalancer};
use crate::rules::space::{free_for_subnet, readdress_subnet};
use crate::rules::words::list;
use crate::rules::{Context, Findings, rule};

rule! {
    /// An Application Load Balancer is in a subnet that is too small for it to grow.
    ///
    /// ## Why it matters
    /// The load balancer adds nodes under load and replaces them at any time, each with an address of its own. AWS asks for
    /// subnets of /27 or larger with eight addresses free. In a smaller one it runs out just when traffic is highest.
    ///
    /// ## What to do
    /// Give it a subnet of /27 or larger; a /26 or /25 where much traffic is expected.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier edge private { subnet edge-a a 10.20.0.0/28; subnet edge-b b 10.20.0.32/27 }
    ///   lb front scheme=internal subnets=[edge-a, edge-b]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier edge private { subnet edge-a a 10.20.0.0/27; subnet edge-b b 10.20.0.32/27 }
    ///   lb front scheme=internal subnets=[edge-a, edge-b]
    /// }
    /// ```
    "balancers/alb-subnet-too-small" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html",
        ],
        each: LoadBalancer,
    }
}

fn check(cx: &Context<'_>, id: LoadBalancerId, balancer: &LoadBalancer, found: &mut Findings) {
    let Some(network) = cx.network(balancer.vpc).filter(|_| balancer.balancer == Balancer::Application) else { return };
    let subnets = balancer.subnets.iter().filter_map(|subnet| network.subnet(*subnet));
    let small: Vec<_> = subnets
        .filter(|s| s.ipv4_block().is_some_and(|b| b.family() == Family::V4 && b.length() > ALB.longest_prefix))
        .collect();
    let Some(first) = small.first() else { return };
    let sizes = small.iter().filter_map(|s| Some(format!("{} (/{})", s.name(), s.ipv4_block()?.length())));
    let message = format!(
        "{} is in {}: an Application Load Balancer needs /{} or larger to grow.",
        cx.name(id),
        list(sizes),
        ALB.longest_prefix
    );
    let finding = found.at(id, message).with(small.iter().map(|subnet| subnet.id)).field("subnets");
    if small.len() == 1 {
        let block = free_for_subnet(network, Family::V4, ALB.longest_prefix, Some(first));
        finding.fix(block.and_then(|block| readdress_subnet(cx, first, block)));
    }
}
