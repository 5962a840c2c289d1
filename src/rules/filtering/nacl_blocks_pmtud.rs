use crate::addressing::CidrBlock;
use crate::model::kinds::{AclAction, Direction, NetworkAcl, NetworkAclEntry, Protocol, RouteTarget};
use crate::model::{Edit, EntityId, Kind, NetworkAclId, PeeringId, VpcId, Written};
use crate::rules::acls::{Speaks, guarded, lets_any, next_number};
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A network ACL drops the messages that say a packet was too big.
    ///
    /// ## Why it matters
    /// Inside a VPC packets may have 9,001 bytes; over a transit gateway and between Regions 8,500, over a VPN some 1,400.
    /// Who sends a packet that is too big is told so by an ICMP message (type 3, code 4). Where an ACL drops it,
    /// connections open as usual and hang at the first large transfer.
    ///
    /// ## What to do
    /// Allow ICMP type 3 code 4 in from everywhere (for IPv6: ICMPv6 type 2).
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 route_table=app network_acl=inner }
    ///   route_table app { 192.168.0.0/16 -> vgw:main }
    ///   vgw main
    ///   acl inner entries=[
    ///     {number: 100, block: 192.168.0.0/16, protocol: tcp},
    ///     {direction: egress, number: 100, block: 192.168.0.0/16, protocol: tcp}
    ///   ]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 route_table=app network_acl=inner }
    ///   route_table app { 192.168.0.0/16 -> vgw:main }
    ///   vgw main
    ///   acl inner entries=[
    ///     {number: 100, block: 192.168.0.0/16, protocol: tcp},
    ///     {number: 110, block: 0.0.0.0/0, protocol: icmp, icmp_type: 3, icmp_code: 4},
    ///     {direction: egress, number: 100, block: 192.168.0.0/16, protocol: tcp}
    ///   ]
    /// }
    /// ```
    "filtering/nacl-blocks-pmtud" {
        severity: Advice,
        sources: [
            "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/network_mtu.html",
            "https://docs.aws.amazon.com/vpc/latest/userguide/nacl-path-mtu-discovery.html",
        ],
        each: NetworkAcl,
    }
}

/// Does the entry speak of "fragmentation needed"?
fn speaks(protocol: Protocol, entry: &NetworkAclEntry) -> Speaks {
    let kind = entry.icmp_type.is_none_or(|kind| kind == 3) && entry.icmp_code.is_none_or(|code| code == 4);
    if protocol == Protocol::All || protocol == Protocol::ICMP && kind { Speaks::OfAll } else { Speaks::No }
}

fn check(cx: &Context<'_>, id: NetworkAclId, acl: &NetworkAcl, found: &mut Findings) {
    let Some(network) = cx.network(acl.vpc) else { return };
    let allows = |entry: &NetworkAclEntry| entry.direction == Direction::Ingress && entry.action == AclAction::Allow;
    if !acl.entries.iter().any(allows) || lets_any(acl, Direction::Ingress, CidrBlock::any_v4(), speaks) {
        return;
    }
    let subnets = guarded(network, id, acl);
    let mut narrow: Vec<EntityId> = Vec::new();
    for route in subnets.iter().flat_map(|subnet| network.association(subnet).routes()) {
        let RouteTarget::To(target) = route.target else { continue };
        if !narrow.contains(&target) && is_narrow(cx, acl.vpc, target) {
            narrow.push(target);
        }
    }
    if narrow.is_empty() {
        return;
    }
    let message = format!(
        "{} drops \"fragmentation needed\" messages: large packets to {} may hang.",
        cx.name(id),
        list(narrow.iter().map(|target| cx.name(*target)))
    );
    let fix = next_number(acl, Direction::Ingress).map(|number| {
        let entry = NetworkAclEntry {
            protocol: Some(Written::Sound(Protocol::ICMP)),
            icmp_type: Some(3),
            icmp_code: Some(4),
            ..NetworkAclEntry::all(Direction::Ingress, number, AclAction::Allow, CidrBlock::any_v4())
        };
        Fix::new(
            "Let ICMP type 3 code 4 in from everywhere",
            Safety::ChangesTraffic,
            [Edit::change(id, move |acl| acl.entries.push(entry.clone()))],
        )
    });
    // A deny in front of it would decide first.
    let fix = fix.filter(|_| acl.entries.iter().all(|entry| entry.action == AclAction::Allow));
    found.at(id, message).with(narrow).field("entries").fix(fix);
}

/// Is the way over it narrower than the VPC?
fn is_narrow(cx: &Context<'_>, vpc: VpcId, target: EntityId) -> bool {
    if matches!(target.kind, Kind::TransitGateway | Kind::VpnGateway) {
        return cx.exists(target);
    }
    target.typed::<PeeringId>().and_then(|peering| cx.get(peering)).is_some_and(|peering| {
        let region = |vpc: VpcId| cx.get(vpc).map(|vpc| vpc.region.clone());
        peering.other_end(vpc).and_then(region).is_some_and(|there| region(vpc) != Some(there))
    })
}
