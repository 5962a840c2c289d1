use super::page::{Page, code, number, plain, words};
use crate::addressing::CidrBlock;
use crate::model::kinds::{AclAction, Direction, NetworkAcl, PortRange, Protocol, RulePeer, SecurityGroup};
use crate::model::{NetworkAclId, SecurityGroupId, Written};
use crate::ordering::Ordered;

/// What security groups allow, and the entries of network ACLs.
pub(super) fn write(page: &mut Page) {
    let design = page.design;
    let (groups, acls) = (design.all::<SecurityGroup>().count(), design.all::<NetworkAcl>().count());
    if groups + acls > 0 {
        page.heading(2, "Filters");
    }
    if groups > 0 {
        security_groups(page);
    }
    if acls > 0 {
        network_acls(page);
    }
}

fn security_groups(page: &mut Page) {
    page.heading(3, "Security groups");
    page.table(&[
        words("VPC"),
        words("Security group"),
        words("Way"),
        words("Protocol"),
        words("Ports"),
        words("From or to"),
        words("What for"),
    ]);
    let design = page.design;
    let mut all: Vec<(SecurityGroupId, &SecurityGroup)> = design.all().collect();
    all.order_by_cached_key(|(id, group)| (design.name(group.vpc), design.name(*id), *id));
    for (id, group) in all {
        let (vpc, name) = (page.name(group.vpc), page.name(id));
        let object = Some(id.into());
        if group.rules.is_empty() {
            page.row(object, [&vpc, &name, "allows nothing", "", "", "", &plain(&group.description)]);
        }
        for rule in &group.rules {
            let peer = match &rule.peer {
                RulePeer::Block(block) => block_of(block),
                RulePeer::Group(group) => page.called((*group).into()),
                RulePeer::PrefixList(list) => page.called((*list).into()),
            };
            let protocol = protocol_of(rule.protocol.as_ref());
            let ports = ports_of(rule.ports.as_ref(), rule.icmp_type, rule.icmp_code);
            let way = way(rule.direction);
            page.row(object, [&vpc, &name, way, &protocol, &ports, &peer, &plain(&rule.description)]);
        }
    }
}

fn network_acls(page: &mut Page) {
    page.heading(3, "Network ACLs");
    page.table(&[
        words("VPC"),
        words("Network ACL"),
        words("Way"),
        number("Number"),
        words("Packets"),
        words("Protocol"),
        words("Ports"),
        words("From or to"),
    ]);
    let design = page.design;
    let mut all: Vec<(NetworkAclId, &NetworkAcl)> = design.all().collect();
    all.order_by_cached_key(|(id, acl)| (design.name(acl.vpc), design.name(*id), *id));
    for (id, acl) in all {
        let vpc = page.name(acl.vpc);
        let name = format!("{}{}", page.name(id), if acl.main { " (main)" } else { "" });
        let object = Some(id.into());
        let mut entries: Vec<_> = acl.entries.iter().collect();
        entries.order_by_key(|entry| (entry.direction, entry.number));
        for entry in entries {
            let packets = match entry.action {
                AclAction::Allow => "allowed",
                AclAction::Deny => "denied",
            };
            let protocol = protocol_of(entry.protocol.as_ref());
            let ports = ports_of(entry.ports.as_ref(), entry.icmp_type, entry.icmp_code);
            let (way, number) = (way(entry.direction), entry.number.to_string());
            page.row(object, [&vpc, &name, way, &number, packets, &protocol, &ports, &block_of(&entry.block)]);
        }
        for way in ["in", "out"] {
            page.row(object, [&vpc, &name, way, "\\*", "denied", "all", "", "everything else"]);
        }
    }
}

fn way(direction: Direction) -> &'static str {
    match direction {
        Direction::Ingress => "in",
        Direction::Egress => "out",
    }
}

fn block_of(block: &Written<CidrBlock>) -> String {
    code(&block.to_string())
}

fn protocol_of(protocol: Option<&Written<Protocol>>) -> String {
    protocol.map_or_else(|| "all".to_owned(), |protocol| plain(&protocol.to_string()))
}

fn ports_of(ports: Option<&Written<PortRange>>, icmp_type: Option<u8>, icmp_code: Option<u8>) -> String {
    let icmp = icmp_type.map(|kind| match icmp_code {
        Some(code) => format!("type {kind}, code {code}"),
        None => format!("type {kind}"),
    });
    ports.map(|ports| plain(&ports.to_string())).or(icmp).unwrap_or_default()
}
