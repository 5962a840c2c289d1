use crate::addressing::CidrBlock;
use crate::model::kinds::{
    Balancer, Direction, Listener, ListenerProtocol, LoadBalancer, PortRange, Protocol, RulePeer, Runs, Scheme,
    SecurityGroup, SecurityGroupRule, Workload,
};
use crate::model::{LoadBalancerId, SecurityGroupId};
use crate::rules::filters::{add_rules, in_words, lets, may_be, rule_for, rules_together, service};
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, rule};

rule! {
    /// The security groups of a target do not let its load balancer in.
    ///
    /// ## Why it matters
    /// An Application Load Balancer connects to its targets from its own private addresses. Where their groups do not allow
    /// it on the target port, every health check fails and clients get error 503. Targets of the other load balancers
    /// have to allow the port as well, for the clients themselves or for the load balancer.
    ///
    /// ## What to do
    /// Allow the target port from the load balancer's security group.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24; subnet app-b b 10.20.1.0/24 }
    ///   workload orders tier=app count=2 security_groups=[orders]
    ///   lb front scheme=internal subnets=[app-a, app-b] security_groups=[front] targets=[orders] listeners=[{port: 443, target_port: 8080}]
    ///   sg front rules=[{peer: 10.0.0.0/8, protocol: tcp, ports: 443}, {direction: egress, peer: 0.0.0.0/0}]
    ///   sg orders rules=[{peer: sg:front, protocol: tcp, ports: 80}, {direction: egress, peer: 0.0.0.0/0}]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24; subnet app-b b 10.20.1.0/24 }
    ///   workload orders tier=app count=2 security_groups=[orders]
    ///   lb front scheme=internal subnets=[app-a, app-b] security_groups=[front] targets=[orders] listeners=[{port: 443, target_port: 8080}]
    ///   sg front rules=[{peer: 10.0.0.0/8, protocol: tcp, ports: 443}, {direction: egress, peer: 0.0.0.0/0}]
    ///   sg orders rules=[{peer: sg:front, protocol: tcp, ports: 8080}, {direction: egress, peer: 0.0.0.0/0}]
    /// }
    /// ```
    "balancers/lb-target-sg-mismatch" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html",
            "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-register-targets.html",
        ],
        each: LoadBalancer,
    }
}

/// The port on which a Gateway Load Balancer talks to its targets.
const GENEVE: u16 = 6081;

/// What a listener sends to the targets.
fn sends(listener: &Listener) -> Vec<(Protocol, PortRange)> {
    let port = PortRange::one(listener.target_port.unwrap_or(listener.port));
    match listener.protocol {
        ListenerProtocol::Https | ListenerProtocol::Http | ListenerProtocol::Tcp | ListenerProtocol::Tls => {
            vec![(Protocol::TCP, port)]
        }
        ListenerProtocol::Udp => vec![(Protocol::UDP, port)],
        ListenerProtocol::TcpUdp => vec![(Protocol::TCP, port), (Protocol::UDP, port)],
        ListenerProtocol::Geneve => vec![(Protocol::UDP, PortRange::one(GENEVE))],
    }
}

fn check(cx: &Context<'_>, id: LoadBalancerId, balancer: &LoadBalancer, found: &mut Findings) {
    let mut needed: Vec<(Protocol, PortRange)> = Vec::new();
    for sent in balancer.listeners.iter().flat_map(sends) {
        if !needed.contains(&sent) {
            needed.push(sent);
        }
    }
    let from: Vec<CidrBlock> =
        balancer.subnets.iter().filter_map(|s| cx.get(*s)).flat_map(|subnet| subnet.blocks()).collect();
    if needed.is_empty() || from.is_empty() {
        return;
    }
    for target in &balancer.targets {
        // A function is called over the API of Lambda, not over the network.
        let Some(workload) = cx.get(*target).filter(|workload| workload.runs != Runs::Functions) else { continue };
        let Some(rules) = rules_together(cx, &workload.security_groups, Direction::Ingress) else { continue };
        // The other two may keep the address of the client, whoever that is.
        let own_address = balancer.balancer == Balancer::Application;
        let admits = |rule: &&SecurityGroupRule, (protocol, ports): &(Protocol, PortRange)| {
            lets(rule, *protocol, *ports) && (!own_address || may_be(cx, &rule.peer, &balancer.security_groups, &from))
        };
        let refused: Vec<(Protocol, PortRange)> =
            needed.iter().filter(|sent| !rules.iter().any(|rule| admits(rule, sent))).copied().collect();
        let Some(group) = workload.security_groups.first().filter(|_| !refused.is_empty()) else { continue };
        let what = list(refused.iter().map(|(protocol, ports)| service(*protocol, *ports)));
        let message = format!(
            "{} sends {what} to {}, but nothing in {} lets it in there.",
            cx.name(id),
            cx.name(*target),
            in_words(cx, &workload.security_groups)
        );
        let fix = allow(cx, (id, balancer), &from, workload, *group, &refused);
        let finding = found.at(id, message).with([*target]).with(workload.security_groups.iter().copied());
        finding.field("targets").fix(fix);
    }
}

fn allow(
    cx: &Context<'_>,
    (id, balancer): (LoadBalancerId, &LoadBalancer),
    from: &[CidrBlock],
    workload: &Workload,
    group: SecurityGroupId,
    refused: &[(Protocol, PortRange)],
) -> Option<Fix> {
    let own = balancer.security_groups.first().filter(|_| workload.vpc == balancer.vpc);
    let (peers, whom): (Vec<RulePeer>, String) = match own {
        Some(own) => (vec![RulePeer::Group(*own)], cx.name(*own)),
        // Without a group of the load balancer its clients come with their own addresses, which may be anybody's.
        None if balancer.balancer == Balancer::Network && balancer.scheme == Scheme::InternetFacing => return None,
        None => {
            let blocks = from.iter().map(|block| RulePeer::Block((*block).into()));
            (blocks.collect(), list(balancer.subnets.iter().map(|subnet| cx.name(*subnet))))
        }
    };
    let rules = refused.iter().flat_map(|(protocol, ports)| {
        peers.iter().map(|peer| rule_for(Direction::Ingress, *protocol, *ports, peer.clone()))
    });
    let what = list(refused.iter().map(|(protocol, ports)| service(*protocol, *ports)));
    let title = format!("Allow {what} from {whom} in {} for {}", cx.name(group), cx.name(id));
    cx.get(group).and_then(|fields: &SecurityGroup| add_rules(title, group, fields, rules.collect()))
}
