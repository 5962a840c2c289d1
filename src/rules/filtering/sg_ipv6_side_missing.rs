use crate::addressing::{CidrBlock, Family};
use crate::model::kinds::{
    AddressFamilies, Balancer, Direction, LoadBalancer, RulePeer, Scheme, SecurityGroup, SecurityGroupRule,
};
use crate::model::{EntityId, SecurityGroupId};
use crate::rules::filters::{add_rules, permission, rules_together};
use crate::rules::words::list;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A public service answers on IPv4 and IPv6, and its security group lets everyone in on one of them.
    ///
    /// ## Why it matters
    /// Rules hold for one address family. The name of a dual-stack load balancer leads to both kinds of addresses, and
    /// clients try IPv6 first: with no rule for ::/0 their first attempt hangs until it is given up.
    ///
    /// ## What to do
    /// Add the same rule for the other family.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 2600:1f18:20:3000::/56 {
    ///   igw main
    ///   route_table rt { 0.0.0.0/0 -> igw:main; ::/0 -> igw:main }
    ///   tier web public { subnet web-a a 10.20.0.0/24 2600:1f18:20:3000::/64 route_table=rt; subnet web-b b 10.20.1.0/24 2600:1f18:20:3001::/64 route_table=rt }
    ///   lb front addresses=dual_stack subnets=[web-a, web-b] security_groups=[front]
    ///   sg front rules=[{peer: 0.0.0.0/0, protocol: tcp, ports: 443}]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 2600:1f18:20:3000::/56 {
    ///   igw main
    ///   route_table rt { 0.0.0.0/0 -> igw:main; ::/0 -> igw:main }
    ///   tier web public { subnet web-a a 10.20.0.0/24 2600:1f18:20:3000::/64 route_table=rt; subnet web-b b 10.20.1.0/24 2600:1f18:20:3001::/64 route_table=rt }
    ///   lb front addresses=dual_stack subnets=[web-a, web-b] security_groups=[front]
    ///   sg front rules=[{peer: 0.0.0.0/0, protocol: tcp, ports: 443}, {peer: ::/0, protocol: tcp, ports: 443}]
    /// }
    /// ```
    "filtering/sg-ipv6-side-missing" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
            "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html",
        ],
        each: SecurityGroup,
    }
}

fn check(cx: &Context<'_>, id: SecurityGroupId, group: &SecurityGroup, found: &mut Findings) {
    let serves_both = |balancer: &LoadBalancer| {
        balancer.addresses == AddressFamilies::DualStack
            && balancer.scheme == Scheme::InternetFacing
            && balancer.balancer != Balancer::Gateway
    };
    let fronts: Vec<_> = cx.referring::<LoadBalancer>(id).filter(|(_, balancer)| serves_both(balancer)).collect();
    let Some((_, first)) = fronts.first() else { return };
    // Another group of theirs may have the other half.
    let Some(together) = rules_together(cx, &first.security_groups, Direction::Ingress) else { return };
    let together: Vec<SecurityGroupRule> = together.into_iter().map(permission).collect();
    let mut missing: Vec<SecurityGroupRule> = Vec::new();
    for rule in group.rules.iter().filter(|rule| rule.direction == Direction::Ingress) {
        let Some(other) = rule.peer.written().and_then(|block| other_everywhere(block.get()?)) else { continue };
        let twin = SecurityGroupRule { peer: RulePeer::Block(other.into()), ..rule.clone() };
        // ICMP is another protocol in the other family.
        let has_twin =
            rule.icmp_type.is_none() && rule.protocol.as_ref().is_none_or(|p| p.get().is_some_and(|p| p.has_ports()));
        if has_twin && !together.contains(&permission(&twin)) {
            missing.push(twin);
        }
    }
    let Some(one) = missing.first() else { return };
    let families = match &one.peer {
        RulePeer::Block(block) if block.get() == Some(CidrBlock::any_v6()) => ("IPv4", "IPv6"),
        _ => ("IPv6", "IPv4"),
    };
    let ports = one.ports.as_ref().map_or_else(String::new, |ports| format!(" to port {ports}"));
    let message = format!(
        "Group {} lets everyone in{ports} over {} only, but {} has {} addresses as well: clients that use them get no answer.",
        cx.name(id),
        families.0,
        list(fronts.iter().map(|(balancer, _)| cx.name(*balancer))),
        families.1
    );
    let peers = missing.iter().map(|rule| rule.peer.to_string()).next().unwrap_or_default();
    let fix = add_rules(format!("Allow the same from {peers}"), id, group, missing);
    found
        .at(id, message)
        .with(fronts.into_iter().map(|(balancer, _)| EntityId::from(balancer)))
        .field("rules")
        .fix(fix);
}

/// Every address of the other family, when the block is every address of one.
fn other_everywhere(block: CidrBlock) -> Option<CidrBlock> {
    (block.length() == 0).then(|| match block.family() {
        Family::V4 => CidrBlock::any_v6(),
        Family::V6 => CidrBlock::any_v4(),
    })
}
