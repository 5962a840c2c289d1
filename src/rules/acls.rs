//! What network ACLs let through, and which subnets they guard.

use super::filters::{ports_of, protocol_of};
use super::household::Held;
use super::network::Network;
use crate::addressing::CidrBlock;
use crate::aws::limits;
use crate::model::kinds::{AclAction, Direction, NetworkAcl, NetworkAclEntry, PortRange, Protocol, Subnet};
use crate::model::{Edit, NetworkAclId, Written};
use crate::ordering::Ordered;

/// The subnets of the VPC at whose border the ACL stands.
pub(super) fn guarded<'n>(network: &'n Network, id: NetworkAclId, acl: &NetworkAcl) -> Vec<&'n Held<Subnet>> {
    let by = |subnet: &&Held<Subnet>| subnet.network_acl.map_or(acl.main, |own| own == id);
    network.subnets.iter().filter(by).collect()
}

/// The ports that clients choose from, all kinds together; NAT gateways choose from the same.
pub(super) const EPHEMERAL: PortRange = PortRange { first: 1024, last: u16::MAX };

/// The ACL at the border of a subnet, its own or the VPC's main one, where that is drawn.
pub(super) fn of_subnet<'n>(network: &'n Network, subnet: &Subnet) -> Option<&'n Held<NetworkAcl>> {
    network.network_acls.iter().find(|acl| subnet.network_acl.map_or(acl.main, |own| own == acl.id))
}

/// The entries of a direction, as they are tried.
pub(super) fn in_order(acl: &NetworkAcl, direction: Direction) -> Vec<&NetworkAclEntry> {
    let mut entries: Vec<&NetworkAclEntry> = acl.entries.iter().filter(|entry| entry.direction == direction).collect();
    entries.order_by_key(|entry| entry.number);
    entries
}

/// How much of the packets in question an entry speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Speaks {
    /// None.
    No,
    /// Of some.
    OfSome,
    /// Of all of them.
    OfAll,
}

/// Do any of the packets in question pass, from or to any address of `block`? What cannot be read may let them.
pub(super) fn lets_any(
    acl: &NetworkAcl,
    direction: Direction,
    block: CidrBlock,
    speaks: impl Fn(Protocol, &NetworkAclEntry) -> Speaks,
) -> bool {
    for entry in in_order(acl, direction) {
        let Some((own, protocol)) = entry.block.get().zip(protocol_of(entry.protocol.as_ref())) else { return true };
        match (speaks(protocol, entry), entry.action) {
            (Speaks::OfSome | Speaks::OfAll, AclAction::Allow) if own.overlaps(block) => return true,
            (Speaks::OfAll, AclAction::Deny) if own.covers(block) => return false,
            _ => {}
        }
    }
    false
}

/// How much an entry speaks of these ports of TCP or UDP. Ports that cannot be read are all.
pub(super) fn of_ports(of: Protocol, wanted: PortRange) -> impl Fn(Protocol, &NetworkAclEntry) -> Speaks {
    move |protocol, entry| {
        // AWS looks at no ports where an entry is of every protocol.
        let ports = match protocol {
            Protocol::All => PortRange::ALL,
            _ if protocol == of => ports_of(entry.ports.as_ref()).unwrap_or(PortRange::ALL),
            _ => return Speaks::No,
        };
        if ports.first <= wanted.first && wanted.last <= ports.last {
            Speaks::OfAll
        } else if ports.first <= wanted.last && wanted.first <= ports.last {
            Speaks::OfSome
        } else {
            Speaks::No
        }
    }
}

/// A number behind every entry of the direction; none when there is no room.
pub(super) fn next_number(acl: &NetworkAcl, direction: Direction) -> Option<u16> {
    let last = acl.entries.iter().filter(|entry| entry.direction == direction).map(|entry| entry.number).max();
    let number = (last.unwrap_or(0) / 10).checked_add(1)?.checked_mul(10)?;
    let highest = limits::NETWORK_ACL_RULE_NUMBER_MAX.default?;
    (u32::from(number) <= highest).then_some(number)
}

/// An entry that lets TCP with these ports pass, before the entries that deny it. None where no number is free.
pub(super) fn let_pass(
    id: NetworkAclId,
    acl: &NetworkAcl,
    direction: Direction,
    block: CidrBlock,
    ports: PortRange,
) -> Option<Edit> {
    let numbers: Vec<u16> = acl.entries.iter().filter(|e| e.direction == direction).map(|e| e.number).collect();
    let denying = acl.entries.iter().filter(|e| e.direction == direction && e.action == AclAction::Deny);
    let number = match denying.map(|entry| entry.number).min() {
        Some(deny) => (1..deny).rev().find(|number| !numbers.contains(number))?,
        None => next_number(acl, direction)?,
    };
    let entry = NetworkAclEntry {
        protocol: Some(Written::Sound(Protocol::TCP)),
        ports: Some(Written::Sound(ports)),
        ..NetworkAclEntry::all(direction, number, AclAction::Allow, block)
    };
    Some(Edit::change(id, move |acl: &mut NetworkAcl| acl.entries.push(entry.clone())))
}
