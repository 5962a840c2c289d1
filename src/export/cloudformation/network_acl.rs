//! Network ACLs, their entries, and which subnets have them.

use std::collections::BTreeSet;

use super::draft::Draft;
use super::resource::{Home, Key, Part, Resource};
use super::value::Value;
use crate::addressing::Family;
use crate::model::kinds::{AclAction, Direction, NetworkAcl, NetworkAclEntry, PortRange, Protocol, Subnet};
use crate::model::{NetworkAclId, SubnetId, VpcId, Written};
use crate::ordering::Ordered;

/// An ACL and its entries.
pub(super) fn write(draft: &mut Draft<'_>, id: NetworkAclId, noun: &NetworkAcl) {
    let Some(home) = draft.home(id, noun.vpc) else { return };
    let Some(vpc) = draft.id_of(noun.vpc) else { return };
    let word = draft.word(id);
    let tags = draft.tags(id, &home);
    draft.add(
        Resource::new(Key::of(id), "AWS::EC2::NetworkAcl", format!("{word}NetworkAcl"), home.clone())
            .part(Part::Filters)
            .property("VpcId", vpc)
            .list("Tags", tags),
    );
    if noun.main {
        draft.remark(
            id,
            "CloudFormation cannot make an ACL the default one: subnets that follow it are associated with it by name.",
        );
    }
    let mut entries: Vec<&NetworkAclEntry> = noun.entries.iter().collect();
    entries.order_by_key(|entry| (entry.direction == Direction::Egress, entry.number));
    let mut seen = BTreeSet::new();
    for entry in entries {
        let way = if entry.direction == Direction::Egress { "Egress" } else { "Ingress" };
        let number = entry.number;
        if !seen.insert((way, number)) {
            draft.left_out(id, format!("A second {} entry {number} is left out.", way.to_lowercase()));
            continue;
        }
        let name = format!("{word}NetworkAcl{way}{number}");
        match one(draft, id, entry, name, home.clone()) {
            Some(resource) => draft.add(resource),
            None => draft.left_out(
                id,
                format!(
                    "The {} entry {number} is left out: its block, protocol, ports or number is none that AWS takes.",
                    way.to_lowercase()
                ),
            ),
        }
    }
}

fn one(draft: &Draft<'_>, id: NetworkAclId, entry: &NetworkAclEntry, name: String, home: Home) -> Option<Resource> {
    let block = entry.block.get()?;
    let protocol = protocol(entry.protocol.as_ref())?;
    let ports = ports(entry.ports.as_ref())?;
    let typed = entry.icmp_type.is_some() || entry.icmp_code.is_some();
    if (ports.is_some() && !protocol.has_ports()) || (typed && !protocol.has_types()) {
        return None;
    }
    let number = match protocol {
        Protocol::All => Value::Number(-1),
        Protocol::Number(number) => Value::Number(number.into()),
    };
    if !(1..=32766).contains(&entry.number) {
        return None;
    }
    let family = match block.family() {
        Family::V4 => "CidrBlock",
        Family::V6 => "Ipv6CidrBlock",
    };
    let egress = entry.direction == Direction::Egress;
    let range = protocol.has_ports().then(|| {
        let ports = ports.unwrap_or(PortRange::ALL);
        Value::map([("From", Value::Number(ports.first.into())), ("To", Value::Number(ports.last.into()))])
    });
    let any = |value: Option<u8>| value.map_or(Value::Number(-1), |value| Value::Number(value.into()));
    let icmp = matches!(protocol, Protocol::ICMP | Protocol::ICMPV6)
        .then(|| Value::map([("Type", any(entry.icmp_type)), ("Code", any(entry.icmp_code))]));
    let action = if entry.action == AclAction::Allow { "allow" } else { "deny" };
    let role = format!("{} {}", if egress { "egress" } else { "ingress" }, entry.number);
    Some(
        Resource::new(Key::role(id, role), "AWS::EC2::NetworkAclEntry", name, home)
            .part(Part::Filters)
            .property("NetworkAclId", draft.id_of(id)?)
            .property("RuleNumber", Value::Number(entry.number.into()))
            .property("Egress", egress)
            .property("Protocol", number)
            .property("RuleAction", action)
            .property(family, Value::shown(block))
            .property_if("PortRange", range)
            .property_if("Icmp", icmp),
    )
}

/// The protocol, or every one where none is named; `None` when the text is no protocol.
pub(super) fn protocol(written: Option<&Written<Protocol>>) -> Option<Protocol> {
    written.map_or(Some(Protocol::All), Written::get)
}

/// The ports, where some are named; `None` when the text is no range.
pub(super) fn ports(written: Option<&Written<PortRange>>) -> Option<Option<PortRange>> {
    match written {
        None => Some(None),
        Some(written) => written.get().map(Some),
    }
}

/// The ACL of subnets that name none.
fn main(draft: &Draft<'_>, vpc: VpcId) -> Option<NetworkAclId> {
    draft.design.referring::<NetworkAcl>(vpc).find(|(_, noun)| noun.vpc == vpc && noun.main).map(|(id, _)| id)
}

/// Which ACL a subnet has. Both are there already.
pub(super) fn write_associations(draft: &mut Draft<'_>, id: SubnetId, noun: &Subnet) {
    let Some(subnet) = draft.id_of(id) else { return };
    let Some(acl) = noun.network_acl.or_else(|| main(draft, noun.vpc)) else { return };
    let own = draft.vpc_of(acl) == Some(noun.vpc);
    let Some(acl) = draft.id_of(acl).filter(|_| own) else {
        draft.left_out(id, format!("The network ACL {acl} is not one of its VPC: the subnet has the default one."));
        return;
    };
    let name = format!("{}NetworkAclAssociation", draft.word(id));
    draft.add(
        Resource::new(Key::role(id, "network-acl"), "AWS::EC2::SubnetNetworkAclAssociation", name, Home::Vpc(noun.vpc))
            .part(Part::Rules)
            .property("SubnetId", subnet)
            .property("NetworkAclId", acl),
    );
}
