use crate::addressing::CidrBlock;
use crate::model::kinds::{Connectivity, Direction, NatGateway, NetworkAcl, Protocol};
use crate::model::{EntityId, NatGatewayId, NetworkAclId};
use crate::rules::acls::{EPHEMERAL, let_pass, lets_any, of_ports, of_subnet};
use crate::rules::nat::{network_of, routed_through, seat};
use crate::rules::{Context, Findings, Fix, Held, Safety, rule};

rule! {
    /// A network ACL drops the replies that come back through a NAT gateway.
    ///
    /// ## Why it matters
    /// A NAT gateway has no security group, and uses the ports 1024 to 65535. The network ACL of its subnet sees every
    /// connection four times: from the private subnet, on to the internet, and both on the way back. The ACL of the private
    /// subnet sees the reply too, with the address of the server on the internet. What one of them does not let pass on
    /// those ports never arrives, and every connection times out.
    ///
    /// ## What to do
    /// Allow TCP 1024-65535 in the direction of the replies.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   route_table rt-public { 0.0.0.0/0 -> igw:main }
    ///   route_table rt-app { 0.0.0.0/0 -> nat:out }
    ///   tier web public { subnet web-a a 10.20.0.0/24 route_table=rt-public network_acl=edge { nat out eip-a } }
    ///   tier app private { subnet app-a a 10.20.1.0/24 route_table=rt-app }
    ///   acl edge entries=[
    ///     {number: 100, block: 0.0.0.0/0, protocol: tcp, ports: 443},
    ///     {direction: egress, number: 100, block: 0.0.0.0/0}
    ///   ]
    /// }
    /// eip eip-a region=us-east-1
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   route_table rt-public { 0.0.0.0/0 -> igw:main }
    ///   route_table rt-app { 0.0.0.0/0 -> nat:out }
    ///   tier web public { subnet web-a a 10.20.0.0/24 route_table=rt-public network_acl=edge { nat out eip-a } }
    ///   tier app private { subnet app-a a 10.20.1.0/24 route_table=rt-app }
    ///   acl edge entries=[
    ///     {number: 100, block: 0.0.0.0/0, protocol: tcp, ports: 443},
    ///     {number: 110, block: 0.0.0.0/0, protocol: tcp, ports: 1024-65535},
    ///     {direction: egress, number: 100, block: 0.0.0.0/0}
    ///   ]
    /// }
    /// eip eip-a region=us-east-1
    /// ```
    "gateways/nat-nacl-ports" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html",
            "https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html",
        ],
        each: NatGateway,
    }
}

/// A leg of a reply, that an ACL is to let pass.
struct Leg<'a> {
    acl: &'a Held<NetworkAcl>,
    subnet: EntityId,
    direction: Direction,
    block: CidrBlock,
}

fn check(cx: &Context<'_>, id: NatGatewayId, nat: &NatGateway, found: &mut Findings) {
    if nat.connectivity != Connectivity::Public {
        return;
    }
    let Some(network) = network_of(cx, id) else { return };
    let internet = CidrBlock::any_v4();
    let mut legs: Vec<Leg<'_>> = Vec::new();
    let seat = seat(network, nat);
    let clients: Vec<_> = routed_through(network, id).collect();
    if clients.is_empty() {
        return;
    }
    if let Some(seat) = seat
        && let Some(acl) = of_subnet(network, seat)
    {
        legs.push(Leg { acl, subnet: seat.entity_id(), direction: Direction::Ingress, block: internet });
        let blocks = clients.iter().filter(|client| client.id != seat.id).filter_map(|client| client.ipv4_block());
        legs.extend(blocks.map(|block| Leg { acl, subnet: seat.entity_id(), direction: Direction::Egress, block }));
    }
    for client in clients {
        if let Some(acl) = of_subnet(network, client) {
            legs.push(Leg { acl, subnet: client.entity_id(), direction: Direction::Ingress, block: internet });
        }
    }
    let mut told: Vec<(NetworkAclId, Direction)> = Vec::new();
    for Leg { acl, subnet, direction, block } in legs {
        // What lets nothing pass at all is the finding of another rule.
        let passes = acl.entries.is_empty() || lets_any(acl, direction, block, of_ports(Protocol::TCP, EPHEMERAL));
        if passes || told.contains(&(acl.id, direction)) {
            continue;
        }
        told.push((acl.id, direction));
        let way = match direction {
            Direction::Ingress => "in from",
            Direction::Egress => "out to",
        };
        let message = format!(
            "{} of {} lets no TCP {EPHEMERAL} {way} {block}: the replies through {} are dropped there.",
            acl.name(),
            cx.name(subnet),
            cx.name(id)
        );
        let title = format!("Allow TCP {EPHEMERAL} {way} {block}");
        let edit = let_pass(acl.id, acl, direction, block, EPHEMERAL);
        let fix = edit.map(|edit| Fix::new(title, Safety::ChangesTraffic, [edit]));
        found.at(acl.id, message).with([EntityId::from(id), subnet]).field("entries").fix(fix);
    }
}
