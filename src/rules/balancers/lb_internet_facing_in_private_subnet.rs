use crate::model::kinds::{AddressFamilies, Balancer, LoadBalancer, Scheme, Subnet};
use crate::model::{Edit, LoadBalancerId, SubnetId};
use crate::rules::space::replacing;
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Held, Network, Safety, Severity, rule};

rule! {
    /// An internet-facing load balancer is in a subnet that no internet gateway leads to.
    ///
    /// ## Why it matters
    /// The node of each zone answers from its own subnet, and its name leads to all nodes in turn. Where one of the
    /// subnets has no route to an internet gateway, clients that are sent there time out: a part of them, now and then.
    /// Without any internet gateway in the VPC AWS refuses the load balancer.
    ///
    /// ## What to do
    /// Put it into the public subnets; its targets stay in private ones. Or make it internal.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   tier web public { subnet web-a a 10.20.0.0/24 route_table=public; subnet web-b b 10.20.1.0/24 route_table=public }
    ///   tier app private { subnet app-a a 10.20.2.0/24 route_table=app; subnet app-b b 10.20.3.0/24 route_table=app }
    ///   route_table public { 0.0.0.0/0 -> igw:main }
    ///   route_table app
    ///   lb front subnets=[web-a, app-b]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   tier web public { subnet web-a a 10.20.0.0/24 route_table=public; subnet web-b b 10.20.1.0/24 route_table=public }
    ///   route_table public { 0.0.0.0/0 -> igw:main }
    ///   lb front subnets=[web-a, web-b]
    /// }
    /// ```
    "balancers/lb-internet-facing-in-private-subnet" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html",
            "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html",
        ],
        each: LoadBalancer,
    }
}

fn check(cx: &Context<'_>, id: LoadBalancerId, balancer: &LoadBalancer, found: &mut Findings) {
    // With IPv6 addresses only it is another route that counts.
    let public = balancer.scheme == Scheme::InternetFacing && balancer.addresses != AddressFamilies::Ipv6;
    let Some(network) = cx.network(balancer.vpc).filter(|_| public && balancer.balancer != Balancer::Gateway) else {
        return;
    };
    let without_gateway = network.internet_gateways.is_empty();
    let hidden: Vec<&Held<Subnet>> = balancer
        .subnets
        .iter()
        .filter_map(|subnet| network.subnet(*subnet))
        .filter(|subnet| {
            without_gateway || network.association(subnet).is_known() && !network.leads_to_internet(subnet)
        })
        .collect();
    if hidden.is_empty() {
        return;
    }
    let names = list(hidden.iter().map(|subnet| subnet.name()));
    let message = match without_gateway {
        true => format!(
            "{} is internet-facing, but {} has no internet gateway: AWS refuses it.",
            cx.name(id),
            network.name()
        ),
        false => format!(
            "{} is internet-facing, but {names} {} no route to an internet gateway: clients that are sent there time out.",
            cx.name(id),
            if hidden.len() == 1 { "has" } else { "have" }
        ),
    };
    let finding = found.at(id, message).with(hidden.iter().map(|subnet| subnet.id)).field("subnets");
    if without_gateway {
        finding.severity = Severity::Error;
    }
    finding.fix(move_to_public(cx, network, id, balancer, &hidden));
    if balancer.elastic_ips.is_empty() {
        let anew = replacing([(id.into(), cx.exists_in_aws(id))]);
        let safety = if anew == Safety::Safe { Safety::NeedsChoice } else { anew };
        finding.fix(Fix::new(
            format!("Make {} internal", cx.name(id)),
            safety,
            [Edit::change(id, |balancer| balancer.scheme = Scheme::Internal)],
        ));
    }
}

/// A public subnet of the same zone for each hidden one, when there is one for all.
fn move_to_public(
    cx: &Context<'_>,
    network: &Network,
    id: LoadBalancerId,
    balancer: &LoadBalancer,
    hidden: &[&Held<Subnet>],
) -> Option<Fix> {
    let public = |from: &&Held<Subnet>| {
        let fits = |s: &&Held<Subnet>| {
            s.zone == from.zone && !balancer.subnets.contains(&s.id) && network.leads_to_internet(s)
        };
        network.subnets.iter().find(fits).map(|to| (from.id, to.id))
    };
    let moves: Vec<(SubnetId, SubnetId)> = hidden.iter().map(public).collect::<Option<_>>()?;
    let title = format!("Put {} into {}", cx.name(id), list(moves.iter().map(|(_, to)| cx.name(*to))));
    let edit = Edit::change(id, move |balancer: &mut LoadBalancer| {
        for subnet in &mut balancer.subnets {
            if let Some((_, to)) = moves.iter().find(|(from, _)| from == subnet) {
                *subnet = *to;
            }
        }
    });
    Some(Fix::new(title, Safety::ChangesTraffic, [edit]))
}
