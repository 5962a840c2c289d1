use crate::addressing::CidrBlock;
use crate::model::kinds::{
    Balancer, Direction, ListenerProtocol, LoadBalancer, PortRange, Protocol, RulePeer, Scheme, SecurityGroup,
    SecurityGroupRule,
};
use crate::model::{Edit, Entity, LoadBalancerId, SecurityGroupId};
use crate::rules::filters::{is_free_name, rule_for, without_refused};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A new Network Load Balancer has no security group, and can never get one.
    ///
    /// ## Why it matters
    /// AWS takes groups for a Network Load Balancer only when it is made: one made without stays without. Then nothing
    /// filters at its front, targets cannot name it in their rules, and they have to let its clients in by address.
    ///
    /// ## What to do
    /// Give it a group from the start, even one that lets everything in: its rules can be changed at any time.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24; subnet app-b b 10.20.1.0/24 }
    ///   lb front network scheme=internal subnets=[app-a, app-b] listeners=[{protocol: tcp, port: 5432}]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24; subnet app-b b 10.20.1.0/24 }
    ///   lb front network scheme=internal subnets=[app-a, app-b] security_groups=[front]
    ///   lb old network scheme=internal subnets=[app-a, app-b] aws_id=arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/net/old/1
    ///   sg front rules=[{peer: 10.20.0.0/16, protocol: tcp, ports: 5432}, {direction: egress, peer: 10.20.0.0/16}]
    /// }
    /// ```
    "balancers/nlb-no-security-group" {
        severity: Advice,
        sources: [
            "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html",
        ],
        each: LoadBalancer,
    }
}

fn check(cx: &Context<'_>, id: LoadBalancerId, balancer: &LoadBalancer, found: &mut Findings) {
    // Nothing can be done for one that AWS has already.
    if balancer.balancer != Balancer::Network || !balancer.security_groups.is_empty() || cx.exists_in_aws(id) {
        return;
    }
    let Some(network) = cx.network(balancer.vpc) else { return };
    let message = format!(
        "{} has no security group. AWS adds none to a Network Load Balancer later: targets could never name it.",
        cx.name(id)
    );
    let name = format!("nlb-{}", without_refused(&cx.name(id), 200));
    let clients: Vec<CidrBlock> = match balancer.scheme {
        Scheme::InternetFacing => vec![CidrBlock::any_v4()],
        Scheme::Internal => network.blocks().collect(),
    };
    let rule = |direction, protocol, ports, block: &CidrBlock| {
        rule_for(direction, protocol, ports, RulePeer::Block((*block).into()))
    };
    let mut rules: Vec<SecurityGroupRule> = Vec::new();
    for listener in &balancer.listeners {
        let protocols: &[Protocol] = match listener.protocol {
            ListenerProtocol::Udp => &[Protocol::UDP],
            ListenerProtocol::TcpUdp => &[Protocol::TCP, Protocol::UDP],
            _ => &[Protocol::TCP],
        };
        for (protocol, block) in protocols.iter().flat_map(|protocol| clients.iter().map(move |b| (*protocol, b))) {
            let one = rule(Direction::Ingress, protocol, PortRange::one(listener.port), block);
            if !rules.contains(&one) {
                rules.push(one);
            }
        }
    }
    rules.extend(network.blocks().map(|block| rule(Direction::Egress, Protocol::All, PortRange::ALL, &block)));
    let fix = is_free_name(cx, balancer.vpc, &name).then(|| {
        let group: SecurityGroupId = cx.new_id(&name);
        let description = format!("In front of {}", without_refused(&cx.name(id), 200));
        let body = SecurityGroup { description, rules, ..SecurityGroup::new(balancer.vpc) };
        let wear = Edit::change(id, move |balancer| balancer.security_groups.push(group));
        Fix::new(
            format!("Give it group {name}, which allows its listeners"),
            Safety::NeedsChoice,
            [Edit::add(group, Entity::new(name, body)), wear],
        )
    });
    found.at(id, message).field("security_groups").fix(fix);
}
