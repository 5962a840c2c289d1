use crate::addressing::CidrBlock;
use crate::model::kinds::{
    Direction, ListFamily, PortRange, PrefixList, Protocol, RulePeer, Runs, SecurityGroup, ServiceNetwork,
};
use crate::model::{Edit, Entity, EntityId, PrefixListId, ServiceNetworkId};
use crate::rules::filters::{add_rules, in_words, lets, listened, rule_for, rules_together, service};
use crate::rules::words::list;
use crate::rules::{Context, Findings, rule};

rule! {
    /// The security groups of a target do not let VPC Lattice in.
    ///
    /// ## Why it matters
    /// Lattice ends the client's connection and opens its own to the target, from addresses of its own. A rule that names
    /// the clients' group fits nothing: requests and health checks are dropped, and the target is called unhealthy.
    ///
    /// ## What to do
    /// Allow the prefix list com.amazonaws.REGION.vpc-lattice on the port of the target.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   workload orders tier=app listens=[{ports: 8080}] security_groups=[orders]
    ///   sg clients
    ///   sg orders rules=[{peer: sg:clients, protocol: tcp, ports: 8080}]
    /// }
    /// lattice shop us-east-1 services=[{service: orders, targets: [workload:orders]}]
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   workload orders tier=app listens=[{ports: 8080}] security_groups=[orders]
    ///   sg orders rules=[{peer: prefix_list:lattice, protocol: tcp, ports: 8080}]
    /// }
    /// prefix_list lattice region=us-east-1 service=com.amazonaws.us-east-1.vpc-lattice
    /// lattice shop us-east-1 services=[{service: orders, targets: [workload:orders]}]
    /// ```
    "lattice/lattice-target-rule" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpc-lattice/latest/ug/security-groups.html"],
        each: ServiceNetwork,
    }
}

/// Where Lattice comes from.
const LATTICE: [CidrBlock; 2] =
    [CidrBlock::v4([169, 254, 171, 0], 24), CidrBlock::v6([0xfd00, 0xec2, 0x80, 0, 0, 0, 0, 0], 64)];

fn is_lattice(list: &PrefixList) -> bool {
    list.service.ends_with(".vpc-lattice")
}

fn check(cx: &Context<'_>, id: ServiceNetworkId, network: &ServiceNetwork, found: &mut Findings) {
    let from_lattice = |peer: &RulePeer| match peer {
        RulePeer::Block(block) => block.get().is_none_or(|block| LATTICE.iter().any(|own| own.overlaps(block))),
        RulePeer::Group(_) => false,
        RulePeer::PrefixList(list) => cx.get(*list).is_none_or(|fields| {
            is_lattice(fields) || fields.blocks().any(|block| LATTICE.iter().any(|own| own.overlaps(block)))
        }),
    };
    let mut targets: Vec<_> = network.services.iter().flat_map(|service| service.targets.iter().copied()).collect();
    targets.dedup();
    for target in targets {
        // A function is called over the API of Lambda, not over the network.
        let Some(workload) = cx.get(target).filter(|workload| workload.runs != Runs::Functions) else { continue };
        let Some(rules) = rules_together(cx, &workload.security_groups, Direction::Ingress) else { continue };
        let mut ports: Vec<(Protocol, PortRange)> = workload.listens.iter().filter_map(listened).collect();
        if ports.is_empty() {
            ports.push((Protocol::TCP, PortRange::ALL));
        }
        let admitted = |(protocol, ports): &(Protocol, PortRange)| {
            rules.iter().any(|rule| lets(rule, *protocol, *ports) && from_lattice(&rule.peer))
        };
        let Some(group) = workload.security_groups.first().filter(|_| !ports.iter().any(admitted)) else { continue };
        let groups = in_words(cx, &workload.security_groups);
        let what = list(ports.iter().map(|(protocol, ports)| service(*protocol, *ports)));
        let message = format!(
            "{} hands requests to {}, but nothing in {groups} lets the addresses of VPC Lattice in on {what}.",
            cx.name(id),
            cx.name(target)
        );
        // The list that AWS keeps, drawn already or drawn by the fix.
        let region = cx.get(workload.vpc).map(|vpc| vpc.region.clone()).unwrap_or_default();
        let name = format!("com.amazonaws.{region}.vpc-lattice");
        let drawn = cx.all::<PrefixList>().find(|(_, list)| list.service == name && list.family == ListFamily::Ipv4);
        let known = drawn.map(|(list, _)| list);
        let list_id: PrefixListId = known.unwrap_or_else(|| cx.new_id("lattice"));
        let new: Vec<_> = ports
            .iter()
            .map(|(p, ports)| rule_for(Direction::Ingress, *p, *ports, RulePeer::PrefixList(list_id)))
            .collect();
        let title = format!("Allow {what} from {name} in {}", cx.name(*group));
        let fix = cx.get(*group).and_then(|fields: &SecurityGroup| add_rules(title, *group, fields, new));
        // A group of another VPC is not for this workload, and may be of another Region than the list.
        let own = cx.get(*group).is_some_and(|fields| fields.vpc == workload.vpc);
        let fix = fix.filter(|_| own && !region.is_empty()).map(|mut fix| {
            if known.is_none() {
                let body = PrefixList { region, service: name.clone(), ..PrefixList::default() };
                fix.edits.insert(0, Edit::add(list_id, Entity::new(name, body)));
            }
            fix
        });
        let groups = workload.security_groups.iter().map(|group| EntityId::from(*group));
        found.at(id, message).with([EntityId::from(target)]).with(groups).field("services").fix(fix);
    }
}
