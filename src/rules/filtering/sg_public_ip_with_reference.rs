use crate::model::kinds::{Balancer, Direction, LoadBalancer, RulePeer, Scheme, SecurityGroup};
use crate::model::{EntityId, SecurityGroupId};
use crate::rules::filters::wearers;
use crate::rules::words::list;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A public load balancer is to be reached by members of a group, who come from public addresses.
    ///
    /// ## Why it matters
    /// A rule that names a group stands for the private addresses of its members. The name of an internet-facing load
    /// balancer leads to public addresses, inside the VPC too: clients go out by a NAT gateway or an internet gateway and
    /// come back in from a public address, which the rule does not fit.
    ///
    /// ## What to do
    /// Put an internal load balancer beside it for the clients inside, or allow the addresses of their NAT gateways.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   route_table rt { 0.0.0.0/0 -> igw:main }
    ///   tier web public { subnet web-a a 10.20.0.0/24 route_table=rt; subnet web-b b 10.20.1.0/24 route_table=rt }
    ///   tier app private { subnet app-a a 10.20.2.0/24 }
    ///   workload clients tier=app security_groups=[clients]
    ///   lb front subnets=[web-a, web-b] security_groups=[front]
    ///   sg clients
    ///   sg front rules=[{peer: sg:clients, protocol: tcp, ports: 443}]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.2.0/24; subnet app-b b 10.20.3.0/24 }
    ///   workload clients tier=app security_groups=[clients]
    ///   lb inner scheme=internal subnets=[app-a, app-b] security_groups=[inner]
    ///   sg clients
    ///   sg inner rules=[{peer: sg:clients, protocol: tcp, ports: 443}]
    /// }
    /// ```
    "filtering/sg-public-ip-with-reference" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"],
        each: SecurityGroup,
    }
}

fn check(cx: &Context<'_>, id: SecurityGroupId, group: &SecurityGroup, found: &mut Findings) {
    let named = |rule: &crate::model::kinds::SecurityGroupRule| match rule.peer {
        RulePeer::Group(peer) if rule.direction == Direction::Ingress && peer != id => Some(peer),
        _ => None,
    };
    let mut peers: Vec<SecurityGroupId> = group.rules.iter().filter_map(named).collect();
    peers.dedup();
    if peers.is_empty() {
        return;
    }
    let public =
        |balancer: &LoadBalancer| balancer.scheme == Scheme::InternetFacing && balancer.balancer != Balancer::Gateway;
    let fronts: Vec<EntityId> =
        cx.referring::<LoadBalancer>(id).filter(|(_, lb)| public(lb)).map(|(lb, _)| lb.into()).collect();
    // What else wears it may well be reached by private addresses.
    if fronts.is_empty() || wearers(cx, id).len() != fronts.len() {
        return;
    }
    let message = format!(
        "Group {} lets members of {} in, but {} is internet-facing: they come from public addresses, which no group stands for.",
        cx.name(id),
        list(peers.iter().map(|peer| cx.name(*peer))),
        list(fronts.iter().map(|front| cx.name(*front)))
    );
    found.at(id, message).with(fronts).with(peers).field("rules");
}
