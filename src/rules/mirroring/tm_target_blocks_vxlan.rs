use crate::addressing::CidrBlock;
use crate::model::kinds::{
    Balancer, Direction, Listener, ListenerProtocol, LoadBalancer, PortRange, Protocol, RulePeer, SecurityGroup,
    TrafficMirrorSession, Workload,
};
use crate::model::{Edit, EntityId, LoadBalancerId, TrafficMirrorSessionId, WorkloadId};
use crate::rules::acls::{lets_any, of_ports, of_subnet};
use crate::rules::filters::{add_rules, in_words, lets, may_be, rule_for, rules_together};
use crate::rules::workloads::{blocks_of, subnets_of};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// The target of a mirror session does not take in the copies.
    ///
    /// ## Why it matters
    /// Copies come as VXLAN: UDP to port 4789, from the source's address, by the routes of its subnet. Outbound rules of
    /// the source do not hold them back, but the groups and the ACL of the target do, and a Network Load Balancer needs a
    /// listener for them. What is dropped is dropped in silence.
    ///
    /// ## What to do
    /// Allow UDP 4789 in at the target; before a Network Load Balancer listen on UDP 4789.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   workload orders tier=app
    ///   workload probe tier=app security_groups=[probe]
    ///   sg probe rules=[{peer: 10.20.0.0/16, protocol: tcp, ports: 22}]
    /// }
    /// mirror web orders target=workload:probe
    /// ```
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24; subnet app-b b 10.20.1.0/24 }
    ///   workload orders tier=app
    ///   lb probes network scheme=internal subnets=[app-a, app-b] listeners=[{protocol: tcp, port: 4789}]
    /// }
    /// mirror web orders target=lb:probes
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   workload orders tier=app
    ///   workload probe tier=app security_groups=[probe]
    ///   sg probe rules=[{peer: 10.20.0.0/16, protocol: udp, ports: 4789}]
    /// }
    /// mirror web orders target=workload:probe
    /// ```
    "mirroring/tm-target-blocks-vxlan" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/mirroring/traffic-mirroring-targets.html",
            "https://docs.aws.amazon.com/vpc/latest/mirroring/traffic-mirroring-security.html",
        ],
        each: TrafficMirrorSession,
    }
}

const VXLAN: u16 = 4789;

fn check(cx: &Context<'_>, id: TrafficMirrorSessionId, session: &TrafficMirrorSession, found: &mut Findings) {
    let Some(source) = cx.get(session.source) else { return };
    let from = cx.network(source.vpc).map(|network| blocks_of(&subnets_of(network, source))).unwrap_or_default();
    let Some(target) = session.target.filter(|_| !from.is_empty()) else { return };
    let says =
        |why: String| format!("{} does not take in the copies of {}: {why}.", cx.name(target), cx.name(session.source));
    if let Some(balancer) = target.typed::<LoadBalancerId>() {
        let Some(fields) = cx.get(balancer).filter(|fields| fields.balancer == Balancer::Network) else { return };
        let takes = |listener: &Listener| {
            let udp = matches!(listener.protocol, ListenerProtocol::Udp | ListenerProtocol::TcpUdp);
            udp && listener.port == VXLAN
        };
        if !fields.listeners.iter().any(takes) {
            let message = says(format!("it has no listener for UDP {VXLAN}"));
            found.at(id, message).with([target]).field("target").fix(listen(cx, balancer));
        }
        return;
    }
    let Some(fields) = target.typed::<WorkloadId>().and_then(|workload| cx.get(workload)) else { return };
    if let Some(rules) = rules_together(cx, &fields.security_groups, Direction::Ingress) {
        let admits = rules.iter().any(|rule| {
            lets(rule, Protocol::UDP, PortRange::one(VXLAN)) && may_be(cx, &rule.peer, &source.security_groups, &from)
        });
        if let Some(group) = fields.security_groups.first().filter(|_| !admits) {
            let groups = in_words(cx, &fields.security_groups);
            let message = says(format!("nothing in {groups} lets UDP {VXLAN} in from there"));
            let rules = from.iter().map(|block| {
                let peer = RulePeer::Block((*block).into());
                rule_for(Direction::Ingress, Protocol::UDP, PortRange::one(VXLAN), peer)
            });
            let title = format!("Allow UDP {VXLAN} from {} in {}", cx.name(session.source), cx.name(*group));
            let fix = cx.get(*group).and_then(|own: &SecurityGroup| add_rules(title, *group, own, rules.collect()));
            let groups = fields.security_groups.iter().map(|group| EntityId::from(*group));
            found.at(id, message).with([target]).with(groups).field("target").fix(fix);
            return;
        }
    }
    if let Some(acl) = shut_acl(cx, fields, &from) {
        let message = says(format!("{} lets no UDP {VXLAN} into its subnet", cx.name(acl)));
        found.at(id, message).with([target, acl]).field("target");
    }
}

fn listen(cx: &Context<'_>, id: LoadBalancerId) -> Fix {
    Fix::new(
        format!("Listen on UDP {VXLAN} in {}", cx.name(id)),
        Safety::ChangesTraffic,
        [Edit::change(id, |balancer: &mut LoadBalancer| {
            // A port has one listener: one for TCP becomes one for both.
            match balancer.listeners.iter_mut().find(|listener| listener.port == VXLAN) {
                Some(listener) => listener.protocol = ListenerProtocol::TcpUdp,
                None => {
                    let protocol = ListenerProtocol::Udp;
                    balancer.listeners.push(Listener { protocol, port: VXLAN, target_port: None });
                }
            }
        })],
    )
}

/// The ACL of the target's subnets that drops the copies, where each of them has one that does.
fn shut_acl(cx: &Context<'_>, target: &Workload, from: &[CidrBlock]) -> Option<EntityId> {
    let network = cx.network(target.vpc)?;
    let mut shut = None;
    for subnet in subnets_of(network, target) {
        let acl = of_subnet(network, subnet)?;
        // Copies within a subnet do not pass its ACL.
        let inside = from.iter().any(|block| subnet.blocks().any(|own| own.overlaps(*block)));
        let open = |block: &CidrBlock| {
            lets_any(acl, Direction::Ingress, *block, of_ports(Protocol::UDP, PortRange::one(VXLAN)))
        };
        if inside || from.iter().any(open) {
            return None;
        }
        shut = Some(acl.entity_id());
    }
    shut
}
