//! Load balancers, with their listeners and target groups.

use std::net::IpAddr;

use super::access::certificate;
use super::draft::Draft;
use super::gateways::attachments;
use super::resource::{Home, Key, Part, Resource};
use super::value::Value;
use crate::model::LoadBalancerId;
use crate::model::kinds::{
    AddressFamilies, Balancer, CrossZone, Listener, ListenerProtocol, LoadBalancer, Scheme, Vpc,
};

pub(super) fn write(draft: &mut Draft<'_>, id: LoadBalancerId, noun: &LoadBalancer) {
    let Some(home) = draft.home(id, noun.vpc) else { return };
    let subnets = draft.ids_in(noun.vpc, id, "subnet", &noun.subnets);
    if subnets.is_empty() || (noun.balancer == Balancer::Application && subnets.len() < 2) {
        draft.left_out(id, "The load balancer is left out: it needs a subnet, an Application Load Balancer two.");
        return;
    }
    one(draft, id, noun, home, subnets);
}

fn one(draft: &mut Draft<'_>, id: LoadBalancerId, noun: &LoadBalancer, home: Home, subnets: Vec<Value>) {
    let word = draft.word(id);
    let public = noun.scheme == Scheme::InternetFacing && noun.balancer != Balancer::Gateway;
    let kind = match noun.balancer {
        Balancer::Application => "application",
        Balancer::Network => "network",
        Balancer::Gateway => "gateway",
    };
    let scheme =
        (noun.balancer != Balancer::Gateway).then(|| Value::text(if public { "internet-facing" } else { "internal" }));
    let families = (noun.addresses != AddressFamilies::Ipv4).then(|| Value::text("dualstack"));
    let groups = match noun.balancer {
        Balancer::Gateway if !noun.security_groups.is_empty() => {
            draft.left_out(id, "Its security groups are left out: a Gateway Load Balancer has none.");
            Vec::new()
        }
        _ => draft.ids_in(noun.vpc, id, "security group", &noun.security_groups),
    };
    let attributes = match (noun.balancer, noun.cross_zone) {
        // It is always on at an Application Load Balancer; its target groups switch it off.
        (_, CrossZone::Usual) | (Balancer::Application, _) => Vec::new(),
        (_, cross) => vec![attribute(cross)],
    };
    let fixed = noun.balancer == Balancer::Network && public && !noun.elastic_ips.is_empty();
    if !fixed && !noun.elastic_ips.is_empty() {
        draft.left_out(id, "Its elastic IPs are left out: only an internet-facing Network Load Balancer has them.");
    }
    let eips = if fixed { draft.ids_of(id, "elastic IP", &noun.elastic_ips) } else { Vec::new() };
    let tags = draft.tags(id, &home);
    let after = if public { attachments(draft, noun.vpc) } else { Vec::new() };
    let balancer = Resource::new(
        Key::of(id),
        "AWS::ElasticLoadBalancingV2::LoadBalancer",
        format!("{word}LoadBalancer"),
        home.clone(),
    )
    .part(Part::Services)
    .property("Type", kind)
    .property_if("Scheme", scheme)
    .property_if("IpAddressType", families);
    // Fixed addresses are one for each subnet.
    let balancer = match eips.len() == subnets.len() {
        true => {
            let mapping = |(subnet, eip)| Value::map([("SubnetId", subnet), ("AllocationId", eip)]);
            balancer.list("SubnetMappings", subnets.into_iter().zip(eips).map(mapping).collect())
        }
        false => {
            if !eips.is_empty() {
                draft.left_out(id, "Its elastic IPs are left out: there has to be one for each subnet.");
            }
            balancer.list("Subnets", subnets)
        }
    };
    draft.add(
        balancer
            .list("SecurityGroups", groups)
            .list("LoadBalancerAttributes", attributes)
            .list("Tags", tags)
            .after(after),
    );
    if !noun.targets.is_empty() {
        draft.left_out(id, "Workloads are not written: its target groups wait for whoever registers with them.");
    }
    let mut ports = std::collections::BTreeSet::new();
    for each in &noun.listeners {
        if !ports.insert(each.port) {
            draft.left_out(id, format!("A second listener on port {} is left out.", each.port));
        } else if each.port == 0 {
            draft.left_out(id, "A listener on port 0 is left out.");
        } else if !fits(noun.balancer, each.protocol) {
            draft.left_out(
                id,
                format!("The listener on port {} is left out: it is of another sort of load balancer.", each.port),
            );
        } else {
            listener(draft, id, noun, each, &word, home.clone());
        }
    }
}

fn attribute(cross: CrossZone) -> Value {
    let on = if cross == CrossZone::On { "true" } else { "false" };
    Value::map([("Key", "load_balancing.cross_zone.enabled".into()), ("Value", Value::text(on))])
}

fn fits(balancer: Balancer, protocol: ListenerProtocol) -> bool {
    use ListenerProtocol::{Geneve, Http, Https, Tcp, TcpUdp, Tls, Udp};
    match balancer {
        Balancer::Application => matches!(protocol, Http | Https),
        Balancer::Network => matches!(protocol, Tcp | Udp | TcpUdp | Tls),
        Balancer::Gateway => protocol == Geneve,
    }
}

/// The protocol of a listener, and that of its targets: whoever ends TLS speaks plainly to them.
fn protocols(protocol: ListenerProtocol) -> (&'static str, &'static str) {
    match protocol {
        ListenerProtocol::Https => ("HTTPS", "HTTP"),
        ListenerProtocol::Http => ("HTTP", "HTTP"),
        ListenerProtocol::Tcp => ("TCP", "TCP"),
        ListenerProtocol::Udp => ("UDP", "UDP"),
        ListenerProtocol::TcpUdp => ("TCP_UDP", "TCP_UDP"),
        ListenerProtocol::Tls => ("TLS", "TCP"),
        ListenerProtocol::Geneve => ("GENEVE", "GENEVE"),
    }
}

fn listener(draft: &mut Draft<'_>, id: LoadBalancerId, noun: &LoadBalancer, each: &Listener, word: &str, home: Home) {
    let gateway = noun.balancer == Balancer::Gateway;
    let (protocol, of_targets) = protocols(each.protocol);
    let port = if gateway { 6081 } else { each.target_port.unwrap_or(each.port) };
    let (Some(vpc), Some(balancer)) = (draft.id_of(noun.vpc), draft.id_of(id)) else { return };
    let targets = targets(draft, id, noun);
    let key = Key::role(id, format!("targets {}", each.port));
    let off = noun.balancer == Balancer::Application && noun.cross_zone == CrossZone::Off;
    let tags = draft.tags(id, &home);
    draft.add(
        Resource::new(
            key.clone(),
            "AWS::ElasticLoadBalancingV2::TargetGroup",
            format!("{word}TargetGroup{}", each.port),
            home.clone(),
        )
        .part(Part::Services)
        .property("VpcId", vpc)
        .property("TargetType", "ip")
        .property("Protocol", of_targets)
        .property("Port", Value::Number(port.into()))
        .list("Targets", targets)
        .list("TargetGroupAttributes", if off { vec![attribute(CrossZone::Off)] } else { Vec::new() })
        .list("Tags", tags),
    );
    let Some(group) = draft.of(&key, super::value::Attribute::Ref) else { return };
    let action = Value::map([("Type", "forward".into()), ("TargetGroupArn", group)]);
    let name = format!("{word}Listener{}", each.port);
    let mut listener = Resource::new(
        Key::role(id, format!("listener {}", each.port)),
        "AWS::ElasticLoadBalancingV2::Listener",
        name.clone(),
        home.clone(),
    )
    .part(Part::Services)
    .property("LoadBalancerArn", balancer);
    if !gateway {
        listener = listener.property("Port", Value::Number(each.port.into())).property("Protocol", protocol);
    }
    if matches!(each.protocol, ListenerProtocol::Https | ListenerProtocol::Tls) {
        let prefix = match &home {
            Home::Vpc(vpc) => draft.scopes.get(vpc).map_or(String::new(), |scope| scope.prefix.clone()),
            Home::Shared(_) | Home::Between(_) => String::new(),
        };
        let input =
            certificate(&name, &format!("{prefix}{name}"), &format!("{} on port {}", draft.design.name(id), each.port));
        let arn = Value::Input(input.clone());
        let arn = Value::map([("CertificateArn", arn)]);
        listener = listener.property("Certificates", Value::List(vec![arn])).when(input);
        let text = format!("Its listener on port {} is made once its certificate is given as a parameter.", each.port);
        draft.remark(id, text);
    }
    draft.add(listener.property("DefaultActions", Value::List(vec![action])));
}

fn targets(draft: &mut Draft<'_>, id: LoadBalancerId, noun: &LoadBalancer) -> Vec<Value> {
    let vpc: Option<&Vpc> = draft.design.get(noun.vpc);
    let blocks: Vec<_> = vpc.map(|vpc| vpc.ipv4_blocks().collect()).unwrap_or_default();
    let mut targets = Vec::new();
    for written in &noun.target_addresses {
        let Some(IpAddr::V4(address)) = written.get() else {
            draft.left_out(id, format!("The target \"{written}\" is left out: it is no IPv4 address."));
            continue;
        };
        let inside = blocks.iter().any(|block| block.contains(IpAddr::V4(address)));
        let mut target = vec![("Id", Value::shown(address))];
        if !inside {
            // Beyond the VPC: no zone is its own.
            target.push(("AvailabilityZone", "all".into()));
        }
        targets.push(Value::map(target));
    }
    targets
}
