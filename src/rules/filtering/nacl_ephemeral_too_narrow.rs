use crate::addressing::CidrBlock;
use crate::aws::ports::{Client, EphemeralRange, ephemeral_range};
use crate::model::kinds::{AclAction, Direction, NetworkAcl, NetworkAclEntry, PortRange, Protocol, Runs};
use crate::model::{Edit, EntityId, Kind, NetworkAclId, SubnetId};
use crate::rules::acls::guarded;
use crate::rules::filters::{ports_of, protocol_of};
use crate::rules::nat::seat;
use crate::rules::workloads::subnets_of;
use crate::rules::{Context, Findings, Fix, Network, Safety, rule};

rule! {
    /// A network ACL lets replies in on fewer ports than the clients behind it use.
    ///
    /// ## Why it matters
    /// The client chooses the port that replies go to. NAT gateways, load balancers and Lambda functions choose from
    /// 1024-65535, a Linux host from 32768-60999, a Windows host from 49152-65535. An ACL that lets in a part of what its
    /// clients use drops the replies to the rest: some connections hang, at random, and tests seldom show it.
    ///
    /// ## What to do
    /// Let TCP 1024-65535 in from where they connect to.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   tier web public { subnet web-a a 10.20.0.0/24 route_table=public network_acl=edge { nat nat-a eip-a } }
    ///   route_table public { 0.0.0.0/0 -> igw:main }
    ///   acl edge entries=[
    ///     {number: 100, block: 10.20.0.0/16},
    ///     {number: 110, block: 0.0.0.0/0, protocol: tcp, ports: 32768-65535},
    ///     {direction: egress, number: 100, block: 0.0.0.0/0}
    ///   ]
    /// }
    /// eip eip-a region=us-east-1
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   tier web public { subnet web-a a 10.20.0.0/24 route_table=public network_acl=edge { nat nat-a eip-a } }
    ///   route_table public { 0.0.0.0/0 -> igw:main }
    ///   acl edge entries=[
    ///     {number: 100, block: 10.20.0.0/16},
    ///     {number: 110, block: 0.0.0.0/0, protocol: tcp, ports: 1024-65535},
    ///     {direction: egress, number: 100, block: 0.0.0.0/0}
    ///   ]
    /// }
    /// eip eip-a region=us-east-1
    /// ```
    "filtering/nacl-ephemeral-too-narrow" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html",
            "https://docs.aws.amazon.com/vpc/latest/userguide/nacl-ephemeral-ports.html",
        ],
        each: NetworkAcl,
    }
}

fn check(cx: &Context<'_>, id: NetworkAclId, acl: &NetworkAcl, found: &mut Findings) {
    let Some(network) = cx.network(acl.vpc) else { return };
    let subnets: Vec<SubnetId> = guarded(network, id, acl).iter().map(|subnet| subnet.id).collect();
    let Some(Opener { client, ports: needed, servers }) = opener(cx, network, &subnets) else { return };
    for (at, entry) in acl.entries.iter().enumerate() {
        let Some((block, ports)) = replies(entry) else { continue };
        // A NAT gateway opens connections to the outside only.
        if client.kind == Kind::NatGateway && network.blocks().any(|own| own.covers(block)) {
            continue;
        }
        let from = servers.iter().filter_map(|server| server.intersection(block));
        let Some((from, dropped)) = from.filter_map(|from| Some((from, left_out(acl, from, needed)?))).next() else {
            continue;
        };
        let message = format!(
            "{} lets replies from {from} in on {ports}, but {} uses {}-{}: those to {}-{} are dropped.",
            cx.name(id),
            cx.name(client),
            needed.from,
            needed.to,
            dropped.first,
            dropped.last
        );
        let wide = PortRange { first: needed.from, last: needed.to };
        found.at(id, message).with([client]).field("entries").fix(Fix::new(
            format!("Let replies from {block} in on {wide}"),
            Safety::ChangesTraffic,
            [Edit::change(id, move |acl: &mut NetworkAcl| {
                if let Some(entry) = acl.entries.get_mut(at) {
                    entry.ports = Some(wide.into());
                }
            })],
        ));
        return;
    }
}

/// Who opens connections out of some subnets.
struct Opener {
    client: EntityId,
    /// The ports that it chooses from.
    ports: EphemeralRange,
    /// Where its replies come from.
    servers: Vec<CidrBlock>,
}

/// Who opens connections from these subnets with the widest choice of ports, as far as it is drawn.
fn opener(cx: &Context<'_>, network: &Network, subnets: &[SubnetId]) -> Option<Opener> {
    let inside = |id: &SubnetId| subnets.contains(id);
    let nat = network.nat_gateways.iter().find(|nat| seat(network, nat).is_some_and(|seat| inside(&seat.id)));
    if let Some(nat) = nat {
        let servers = vec![CidrBlock::any_v4()];
        return Some(Opener { client: nat.entity_id(), ports: ephemeral_range(Client::NatGateway), servers });
    }
    let mut balancers = network.load_balancers.iter();
    let balancer = balancers.find(|lb| !lb.targets.is_empty() && lb.subnets.iter().any(inside));
    if let Some(balancer) = balancer {
        let targets = balancer.targets.iter().filter_map(|target| cx.get(*target));
        let servers = targets.filter(|target| target.vpc == network.id).flat_map(|target| {
            let outside = subnets_of(network, target).into_iter().filter(|subnet| !inside(&subnet.id));
            outside.filter_map(|subnet| subnet.ipv4_block()).collect::<Vec<_>>()
        });
        let ports = ephemeral_range(Client::ElasticLoadBalancing);
        return Some(Opener { client: balancer.entity_id(), ports, servers: servers.collect() });
    }
    let mut functions = network.workloads.iter().filter(|workload| workload.runs == Runs::Functions);
    let function = functions.find(|function| subnets_of(network, function).iter().any(|s| inside(&s.id)));
    function.map(|function| Opener {
        client: function.entity_id(),
        ports: ephemeral_range(Client::Lambda),
        servers: vec![CidrBlock::any_v4()],
    })
}

/// The block and the ports, when the entry lets replies in: a wide range of high TCP ports.
fn replies(entry: &NetworkAclEntry) -> Option<(CidrBlock, PortRange)> {
    let ports = entry.ports.as_ref()?.get()?;
    let tcp = entry.protocol.as_ref()?.get() == Some(Protocol::TCP);
    let wide = ports.first >= 1024 && ports.last - ports.first >= 1_000;
    let inbound = entry.direction == Direction::Ingress && entry.action == AclAction::Allow;
    (tcp && wide && inbound).then_some((entry.block.get()?, ports))
}

/// The first ports out of `needed` that no inbound entry allows from all of `block`.
fn left_out(acl: &NetworkAcl, block: CidrBlock, needed: EphemeralRange) -> Option<PortRange> {
    let allowed = acl.entries.iter().filter(|entry| {
        let tcp = matches!(protocol_of(entry.protocol.as_ref()), Some(Protocol::All | Protocol::TCP));
        let inbound = entry.direction == Direction::Ingress && entry.action == AclAction::Allow;
        inbound && tcp && entry.block.get().is_some_and(|own| own.covers(block))
    });
    let allowed: Vec<PortRange> = allowed.filter_map(|entry| ports_of(entry.ports.as_ref())).collect();
    // The lowest port that is not allowed; each turn steps over one range.
    let mut next = needed.from;
    while let Some(range) = allowed.iter().find(|range| range.contains(next)) {
        if range.last >= needed.to {
            return None;
        }
        next = range.last + 1;
    }
    let above = allowed.iter().filter(|range| range.first > next).map(|range| range.first).min();
    Some(PortRange { first: next, last: above.map_or(needed.to, |first| (first - 1).min(needed.to)) })
}
