use crate::addressing::CidrBlock;
use crate::aws::limits;
use crate::aws::services::parse_endpoint_service_name;
use crate::model::kinds::{
    Direction, Endpoint, EndpointType, PortRange, Protocol, RulePeer, SecurityGroup, SecurityGroupRule,
};
use crate::model::{Edit, EndpointId, Entity, EntityId, SecurityGroupId, Written};
use crate::rules::filters::{may_be_called, without_refused};
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Network, Safety, rule};

rule! {
    /// The security groups of an interface endpoint let no client in.
    ///
    /// ## Why it matters
    /// With private DNS every call of the VPC to the service goes to the endpoint from the moment it is there. Where no
    /// group of it admits the service's port, all clients are cut off at once, those included that reached the service
    /// over the internet before. The default group is a frequent cause: it admits its own members only.
    ///
    /// ## What to do
    /// Admit TCP 443 from the VPC, or from the groups of the clients.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 dns_hostnames=true {
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   sg endpoints rules=[{protocol: tcp, ports: 80, peer: 10.20.0.0/16}]
    ///   endpoint sqs com.amazonaws.us-east-1.sqs subnets=[app-a] security_groups=[endpoints]
    /// }
    /// ```
    /// ```design,finds
    /// vpc main 10.20.0.0/16 dns_hostnames=true {
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   sg app
    ///   workload app tier=app security_groups=[app]
    ///   endpoint sqs com.amazonaws.us-east-1.sqs subnets=[app-a]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 dns_hostnames=true {
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   sg endpoints rules=[{protocol: tcp, ports: 443, peer: 10.20.0.0/16}]
    ///   endpoint sqs com.amazonaws.us-east-1.sqs subnets=[app-a] security_groups=[endpoints]
    /// }
    /// ```
    "endpoints/ife-sg-blocks-clients" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html"],
        each: Endpoint,
    }
}

/// What the APIs of AWS listen on.
const HTTPS: u16 = 443;

fn check(cx: &Context<'_>, id: EndpointId, endpoint: &Endpoint, found: &mut Findings) {
    if endpoint.endpoint_type != EndpointType::Interface || endpoint.subnets.is_empty() {
        return;
    }
    let (Some(network), Some(port)) = (cx.network(endpoint.vpc), port_of(cx, endpoint)) else { return };
    let name = cx.name(id);
    let workloads = &network.workloads;
    if endpoint.security_groups.is_empty() {
        // Workloads without a group are in the default one as well.
        let clients: Vec<_> = workloads.iter().filter(|workload| !workload.security_groups.is_empty()).collect();
        if clients.is_empty() {
            return;
        }
        let message = format!(
            "{name} has no security group but the default one, which does not let {} in.",
            list(clients.iter().map(|workload| workload.name()))
        );
        let finding = found.at(id, message).with(clients.iter().map(|w| w.id)).field("security_groups");
        finding.fix(new_group(cx, id, &name, network, port));
        return;
    }
    let groups: Vec<(SecurityGroupId, &SecurityGroup)> =
        endpoint.security_groups.iter().filter_map(|group| Some((*group, cx.get(*group)?))).collect();
    // One that is not in the design may let everybody in.
    if groups.len() < endpoint.security_groups.len() {
        return;
    }
    let admitting: Vec<&SecurityGroupRule> =
        groups.iter().flat_map(|(_, group)| &group.rules).filter(|rule| admits(rule, port)).collect();
    let names = list(groups.iter().map(|(group, _)| cx.name(*group)));
    let message = if admitting.is_empty() {
        format!("{name}: {names} let nobody in on TCP {port}, where the service listens.")
    } else if !workloads.is_empty() && !admitting.iter().any(|rule| concerns(rule, network)) {
        format!("{name}: {names} let nobody of {} in on TCP {port}, where the service listens.", network.name())
    } else {
        return;
    };
    let message = if groups.len() == 1 { message.replace(" let nobody", " lets nobody") } else { message };
    let objects = groups.iter().map(|(group, _)| EntityId::from(*group));
    let finding = found.at(id, message).with(objects).field("security_groups");
    let blocks: Vec<CidrBlock> = network.blocks().collect();
    if let (Some((group, _)), false) = (groups.first().copied(), blocks.is_empty()) {
        finding.fix(Fix::new(
            format!("Admit TCP {port} from {}", list(&blocks)),
            Safety::ChangesTraffic,
            [Edit::change(group, move |group| group.rules.extend(blocks.iter().map(|block| rule_for(*block, port))))],
        ));
    }
}

/// The port that clients call the endpoint on, where the design says it.
fn port_of(cx: &Context<'_>, endpoint: &Endpoint) -> Option<u16> {
    if let Some(service) = endpoint.endpoint_service {
        let mut balancers = cx.get(service)?.load_balancers.iter().filter_map(|balancer| cx.get(*balancer));
        return balancers.find_map(|balancer| balancer.listeners.first()).map(|listener| listener.port);
    }
    let (_, service) = parse_endpoint_service_name(&endpoint.service)?;
    // Mail is not sent over HTTPS.
    (service != "email-smtp").then_some(HTTPS)
}

fn admits(rule: &SecurityGroupRule, port: u16) -> bool {
    let protocol = rule.protocol.as_ref().map(Written::get);
    let any_port = || rule.ports.as_ref().is_none_or(|ports| ports.get().is_none_or(|ports| ports.contains(port)));
    let fits = match protocol {
        // A text that says nothing yet is not held against it.
        None | Some(None | Some(Protocol::All)) => true,
        Some(Some(protocol)) => matches!(protocol, Protocol::TCP | Protocol::UDP) && any_port(),
    };
    rule.direction == Direction::Ingress && fits
}

/// Does the rule speak of somebody in the VPC?
fn concerns(rule: &SecurityGroupRule, network: &Network) -> bool {
    match &rule.peer {
        RulePeer::Block(block) => block.get().is_none_or(|block| network.blocks().any(|own| own.overlaps(block))),
        RulePeer::Group(_) | RulePeer::PrefixList(_) => true,
    }
}

fn rule_for(block: CidrBlock, port: u16) -> SecurityGroupRule {
    SecurityGroupRule {
        protocol: Some(Written::Sound(Protocol::TCP)),
        ports: Some(Written::Sound(PortRange::one(port))),
        ..SecurityGroupRule::all(Direction::Ingress, RulePeer::Block(block.into()))
    }
}

/// Gives the endpoint a group of its own that admits the VPC.
fn new_group(cx: &Context<'_>, id: EndpointId, name: &str, network: &Network, port: u16) -> Option<Fix> {
    let rules: Vec<SecurityGroupRule> = network.blocks().map(|block| rule_for(block, port)).collect();
    if rules.is_empty() {
        return None;
    }
    // AWS takes few characters in a group's name and description, and any in the names of an endpoint and a VPC.
    let longest = limits::SECURITY_GROUP_NAME_LENGTH.default.map_or(usize::MAX, |n| n as usize);
    let called = without_refused(&format!("{name}-endpoint"), longest);
    if !may_be_called(cx, network.id, &called) {
        return None;
    }
    let group: SecurityGroupId = cx.new_id(&called);
    let description = without_refused(&format!("TCP {port} from {}", network.name()), longest);
    let body = SecurityGroup { description, rules, ..SecurityGroup::new(network.id) };
    let edits = [
        Edit::add(group, Entity::new(called.clone(), body)),
        Edit::change(id, move |endpoint| endpoint.security_groups = vec![group]),
    ];
    Some(Fix::new(format!("Give it a group {called} that admits {}", network.name()), Safety::ChangesTraffic, edits))
}
