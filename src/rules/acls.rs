//! What network ACLs let through, and which subnets they guard.

use super::context::Context;
use super::filters::{ports_of, protocol_of};
use super::household::Held;
use super::network::Network;
use crate::addressing::CidrBlock;
use crate::aws::limits;
use crate::model::NetworkAclId;
use crate::model::kinds::{AclAction, Direction, NetworkAcl, NetworkAclEntry, PortRange, Protocol, Subnet};
use crate::ordering::Ordered;

/// The subnets of the VPC at whose border the ACL stands.
pub(super) fn guarded<'n>(network: &'n Network, id: NetworkAclId, acl: &NetworkAcl) -> Vec<&'n Held<Subnet>> {
    let by = |subnet: &&Held<Subnet>| subnet.network_acl.map_or(acl.main, |own| own == id);
    network.subnets.iter().filter(by).collect()
}

/// The ACL at the border of a subnet, where one is drawn.
pub(super) fn of_subnet<'a>(
    cx: &Context<'a>,
    network: &Network,
    subnet: &Subnet,
) -> Option<(NetworkAclId, &'a NetworkAcl)> {
    match subnet.network_acl {
        Some(id) => Some((id, cx.get(id)?)),
        None => cx.members::<NetworkAcl>(network.id).find(|(_, acl)| acl.main),
    }
}

/// The entries of a direction, as they are tried.
pub(super) fn in_order(acl: &NetworkAcl, direction: Direction) -> Vec<&NetworkAclEntry> {
    let mut entries: Vec<&NetworkAclEntry> = acl.entries.iter().filter(|entry| entry.direction == direction).collect();
    entries.order_by_key(|entry| entry.number);
    entries
}

/// Do any packets of this protocol and port pass, from or to any address of `block`? What cannot be read may let them.
pub(super) fn lets_any(
    acl: &NetworkAcl,
    direction: Direction,
    block: CidrBlock,
    fits: impl Fn(Protocol, &NetworkAclEntry) -> bool,
) -> bool {
    for entry in in_order(acl, direction) {
        let Some((own, protocol)) = entry.block.get().zip(protocol_of(entry.protocol.as_ref())) else { return true };
        if !own.overlaps(block) || !fits(protocol, entry) {
            continue;
        }
        match entry.action {
            AclAction::Allow => return true,
            AclAction::Deny if own.covers(block) => return false,
            AclAction::Deny => {}
        }
    }
    false
}

/// Does the entry speak of this port of TCP or UDP?
pub(super) fn fits_port(of: Protocol, port: u16) -> impl Fn(Protocol, &NetworkAclEntry) -> bool {
    move |protocol, entry| {
        let ports = || ports_of(entry.ports.as_ref()).is_none_or(|ports: PortRange| ports.contains(port));
        protocol == Protocol::All || protocol == of && ports()
    }
}

/// A number behind every entry of the direction; none when there is no room.
pub(super) fn next_number(acl: &NetworkAcl, direction: Direction) -> Option<u16> {
    let last = acl.entries.iter().filter(|entry| entry.direction == direction).map(|entry| entry.number).max();
    let number = (last.unwrap_or(0) / 10).checked_add(1)?.checked_mul(10)?;
    let highest = limits::NETWORK_ACL_RULE_NUMBER_MAX.default?;
    (u32::from(number) <= highest).then_some(number)
}
