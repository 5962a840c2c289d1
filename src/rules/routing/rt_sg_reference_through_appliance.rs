use crate::addressing::CidrBlock;
use crate::model::kinds::{Direction, EndpointType, RulePeer, SecurityGroup, SecurityGroupRule, Subnet};
use crate::model::{Edit, EndpointId, EntityId, Kind, SecurityGroupId};
use crate::ordering::Ordered;
use crate::rules::network::longest_match;
use crate::rules::words::list;
use crate::rules::workloads::subnets_of;
use crate::rules::{Context, Findings, Fix, Held, Network, Safety, rule};

rule! {
    /// A rule admits a security group whose packets arrive through an appliance.
    ///
    /// ## Why it matters
    /// A rule that names a security group matches packets that AWS saw leave an interface in that group. Where a route turns
    /// them aside through a firewall on their way, they arrive from the firewall, and the rule does not match: the
    /// connection times out although the rule looks right.
    ///
    /// ## What to do
    /// Admit the blocks of the subnets that the packets come from instead.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 route_table=rt }
    ///   tier data private { subnet data-a a 10.20.1.0/24 }
    ///   tier firewall private { subnet fw-a a 10.20.2.0/28 }
    ///   endpoint fw com.amazonaws.vpce.us-east-1.vpce-svc-1 endpoint_type=gateway_load_balancer subnets=[fw-a]
    ///   route_table rt { 10.20.1.0/24 -> endpoint:fw }
    ///   sg app
    ///   sg data rules=[{protocol: tcp, ports: 5432, peer: sg:app}]
    ///   workload app tier=app security_groups=[app]
    ///   workload db databases tier=data security_groups=[data]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 route_table=rt }
    ///   tier data private { subnet data-a a 10.20.1.0/24 }
    ///   tier firewall private { subnet fw-a a 10.20.2.0/28 }
    ///   endpoint fw com.amazonaws.vpce.us-east-1.vpce-svc-1 endpoint_type=gateway_load_balancer subnets=[fw-a]
    ///   route_table rt { 10.20.1.0/24 -> endpoint:fw }
    ///   sg app
    ///   sg data rules=[{protocol: tcp, ports: 5432, peer: 10.20.0.0/24}]
    ///   workload app tier=app security_groups=[app]
    ///   workload db databases tier=data security_groups=[data]
    /// }
    /// ```
    "routing/rt-sg-reference-through-appliance" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
            "https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html",
        ],
        each: SecurityGroup,
    }
}

fn check(cx: &Context<'_>, id: SecurityGroupId, group: &SecurityGroup, found: &mut Findings) {
    let Some(network) = cx.network(group.vpc) else { return };
    let named = group.rules.iter().filter(|rule| rule.direction == Direction::Ingress);
    let mut named: Vec<SecurityGroupId> = named.filter_map(|rule| rule.peer.object()?.typed()).collect();
    named.order();
    named.dedup();
    if named.is_empty() {
        return;
    }
    let wearing = |group: SecurityGroupId| -> Vec<&Held<Subnet>> {
        let wearers = network.workloads.iter().filter(|workload| workload.security_groups.contains(&group));
        wearers.flat_map(|workload| subnets_of(network, workload)).collect()
    };
    let targets = wearing(id);
    for peer in &named {
        let mut through: Vec<EntityId> = Vec::new();
        let mut from: Vec<CidrBlock> = Vec::new();
        for source in wearing(*peer) {
            for target in targets.iter().flat_map(|subnet| subnet.blocks()) {
                let Some(appliance) = turned_aside(cx, network, source, target) else { continue };
                let blocks = source.blocks().filter(|block| block.family() == target.family());
                for block in blocks.filter(|block| !admits(group, *block)) {
                    if !from.contains(&block) {
                        from.push(block);
                        through.push(appliance);
                    }
                }
            }
        }
        if from.is_empty() {
            continue;
        }
        through.dedup();
        let message = format!(
            "{} admits {}, but what {} sends arrives through {}, where the reference no longer matches.",
            cx.name(id),
            cx.name(*peer),
            list(&from),
            list(through.iter().map(|appliance| cx.name(*appliance)))
        );
        let (peer, blocks) = (*peer, from);
        found.at(id, message).with([EntityId::from(peer)]).with(through).field("rules").fix(Fix::new(
            format!("Admit {} as well", list(&blocks)),
            Safety::ChangesTraffic,
            [Edit::change(id, move |group: &mut SecurityGroup| {
                let named = |rule: &&SecurityGroupRule| {
                    rule.direction == Direction::Ingress && rule.peer == RulePeer::Group(peer)
                };
                let rules: Vec<SecurityGroupRule> = group.rules.iter().filter(named).cloned().collect();
                for rule in rules {
                    let admitted = blocks.iter().map(|block| RulePeer::Block((*block).into()));
                    group.rules.extend(admitted.map(|peer| SecurityGroupRule { peer, ..rule.clone() }));
                }
            })],
        ));
    }
}

/// The appliance that packets of the subnet to a block of its own VPC pass.
fn turned_aside(cx: &Context<'_>, network: &Network, from: &Subnet, to: CidrBlock) -> Option<EntityId> {
    if from.blocks().any(|block| block == to) || !network.blocks().any(|block| block.covers(to)) {
        return None;
    }
    let route = longest_match(network.association(from).routes(), to)?;
    // A route for a whole block of the VPC stands in for the local one, a wider one does not.
    let inside = route.destination.get().is_some_and(|d| network.blocks().any(|block| block.covers(d)));
    let target = route.target.object().filter(|_| inside)?;
    let endpoint = target.typed::<EndpointId>().and_then(|id| cx.get(id));
    let inspects = endpoint.is_some_and(|endpoint| endpoint.endpoint_type == EndpointType::GatewayLoadBalancer);
    (inspects || target.kind == Kind::Workload).then_some(target)
}

/// Does some rule admit the block by its addresses?
fn admits(group: &SecurityGroup, block: CidrBlock) -> bool {
    let inbound = group.rules.iter().filter(|rule| rule.direction == Direction::Ingress);
    inbound.filter_map(|rule| rule.peer.written()?.get()).any(|admitted| admitted.covers(block))
}
