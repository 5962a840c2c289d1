use crate::addressing::CidrBlock;
use crate::model::kinds::{AclAction, Direction, NetworkAcl, NetworkAclEntry};
use crate::model::{Edit, NetworkAclId};
use crate::rules::acls::{guarded, next_number};
use crate::rules::filters::way;
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A network ACL with subnets allows nothing at all in one direction.
    ///
    /// ## Why it matters
    /// The ACL that a VPC is born with lets everything pass; a new one denies everything until entries allow it. A subnet
    /// that is given such an ACL is cut off at once, replies included: an ACL keeps no state.
    ///
    /// ## What to do
    /// Write its entries for both directions before subnets name it.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 network_acl=inner }
    ///   acl inner entries=[{number: 100, block: 10.20.0.0/16}]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 network_acl=inner }
    ///   acl inner entries=[{number: 100, block: 10.20.0.0/16}, {direction: egress, number: 100, block: 10.20.0.0/16}]
    ///   acl not-used-yet
    /// }
    /// ```
    "filtering/nacl-custom-empty" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html"],
        each: NetworkAcl,
    }
}

fn check(cx: &Context<'_>, id: NetworkAclId, acl: &NetworkAcl, found: &mut Findings) {
    let Some(network) = cx.network(acl.vpc) else { return };
    let subnets = guarded(network, id, acl);
    let allows =
        |direction| acl.entries.iter().any(|entry| entry.direction == direction && entry.action == AclAction::Allow);
    let shut: Vec<Direction> =
        [Direction::Ingress, Direction::Egress].into_iter().filter(|way| !allows(*way)).collect();
    if subnets.is_empty() || shut.is_empty() {
        return;
    }
    let message = format!(
        "{} denies everything {} of {}: it has no entry that allows any of it.",
        cx.name(id),
        list(shut.iter().map(|direction| way(*direction))),
        list(subnets.iter().map(|subnet| subnet.name()))
    );
    let entry = |direction: Direction| {
        Some(NetworkAclEntry::all(direction, next_number(acl, direction)?, AclAction::Allow, CidrBlock::any_v4()))
    };
    let entries: Vec<NetworkAclEntry> = shut.iter().filter_map(|direction| entry(*direction)).collect();
    let ways = list(shut.iter().map(|direction| way(*direction)));
    let fix = (entries.len() == shut.len()).then(|| {
        Fix::new(
            format!("Let all IPv4 packets pass {ways}"),
            Safety::ChangesTraffic,
            [Edit::change(id, move |acl| acl.entries.extend(entries.iter().cloned()))],
        )
    });
    found.at(id, message).with(subnets.iter().map(|subnet| subnet.id)).field("entries").fix(fix);
}
