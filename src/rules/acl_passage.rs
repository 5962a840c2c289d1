//! What a network ACL lets through.

use super::context::Context;
use super::inhabitants::standing_in;
use super::network::Network;
use crate::addressing::CidrBlock;
use crate::aws::limits;
use crate::model::kinds::{AclAction, Direction, NetworkAcl, NetworkAclEntry, PortRange, Protocol, Subnet};
use crate::model::{Edit, NetworkAclId, Written};
use crate::ordering::Ordered;

/// The ports that clients choose from, all kinds together; NAT gateways choose from the same.
pub(super) const EPHEMERAL: PortRange = PortRange { first: 1024, last: u16::MAX };

/// The drawn network ACL of a subnet: its own, or the VPC's main one. Without one everything passes.
pub(super) fn acl_of<'a>(
    cx: &Context<'a>,
    network: &Network,
    subnet: &Subnet,
) -> Option<(NetworkAclId, &'a NetworkAcl)> {
    let main = || standing_in::<NetworkAcl>(cx, network.id).into_iter().find(|acl| acl.main).map(|acl| acl.id);
    let id = subnet.network_acl.or_else(main)?;
    Some((id, cx.get(id)?))
}

/// Does TCP with some port of the range pass between the subnet and some address of the block?
pub(super) fn passes_some(acl: &NetworkAcl, direction: Direction, block: CidrBlock, ports: PortRange) -> bool {
    let mut entries: Vec<&NetworkAclEntry> = acl.entries.iter().filter(|entry| entry.direction == direction).collect();
    entries.order_by_key(|entry| entry.number);
    for entry in entries {
        let tcp = match entry.protocol.as_ref().map(Written::get) {
            None | Some(Some(Protocol::All | Protocol::TCP)) => true,
            // A text that says nothing yet is not held against it.
            Some(None) => entry.action == AclAction::Allow,
            Some(Some(_)) => false,
        };
        let Some(of) = entry.block.get().filter(|_| tcp) else { continue };
        let range = entry.ports.as_ref().and_then(Written::get).unwrap_or(PortRange::ALL);
        match entry.action {
            AclAction::Allow if of.overlaps(block) && range.first <= ports.last && ports.first <= range.last => {
                return true;
            }
            AclAction::Deny if of.covers(block) && range.first <= ports.first && ports.last <= range.last => {
                return false;
            }
            AclAction::Allow | AclAction::Deny => {}
        }
    }
    false
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
    let first_deny = denying.map(|entry| entry.number).min();
    let highest = limits::NETWORK_ACL_RULE_NUMBER_MAX.default.and_then(|most| u16::try_from(most).ok())?;
    let number = match first_deny {
        Some(deny) => (1..deny).rev().find(|number| !numbers.contains(number))?,
        None => (numbers.iter().max().unwrap_or(&0) / 10 + 1).checked_mul(10).filter(|number| *number <= highest)?,
    };
    let entry = NetworkAclEntry {
        protocol: Some(Written::Sound(Protocol::TCP)),
        ports: Some(Written::Sound(ports)),
        ..NetworkAclEntry::all(direction, number, AclAction::Allow, block)
    };
    Some(Edit::change(id, move |acl: &mut NetworkAcl| acl.entries.push(entry.clone())))
}
