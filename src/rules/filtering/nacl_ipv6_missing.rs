use crate::addressing::{CidrBlock, Family};
use crate::model::kinds::{AclAction, Direction, NetworkAcl, NetworkAclEntry};
use crate::model::{Edit, NetworkAclId};
use crate::rules::acls::guarded;
use crate::rules::words::list;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A network ACL guards subnets with IPv6, and allows IPv4 only.
    ///
    /// ## Why it matters
    /// An entry holds for the family of its block. When a VPC gets IPv6, AWS adds entries for it to the default ACL, as long
    /// as nobody changed that; never to one of your own. IPv6 packets of these subnets are then dropped one and all.
    ///
    /// ## What to do
    /// Write the same entries for IPv6, or take the IPv6 block from the subnets.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 2600:1f18:20:3000::/56 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 2600:1f18:20:3000::/64 network_acl=inner }
    ///   acl inner entries=[{number: 100, block: 0.0.0.0/0}, {direction: egress, number: 100, block: 0.0.0.0/0}]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 2600:1f18:20:3000::/56 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 2600:1f18:20:3000::/64 network_acl=inner }
    ///   acl inner entries=[
    ///     {number: 100, block: 0.0.0.0/0}, {direction: egress, number: 100, block: 0.0.0.0/0},
    ///     {number: 101, block: ::/0}, {direction: egress, number: 101, block: ::/0}
    ///   ]
    /// }
    /// ```
    "filtering/nacl-ipv6-missing" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html"],
        each: NetworkAcl,
    }
}

fn allows(entry: &NetworkAclEntry, family: Family) -> bool {
    entry.action == AclAction::Allow && entry.block.get().is_some_and(|block| block.family() == family)
}

fn check(cx: &Context<'_>, id: NetworkAclId, acl: &NetworkAcl, found: &mut Findings) {
    let entries = &acl.entries;
    if !entries.iter().any(|e| allows(e, Family::V4)) || entries.iter().any(|e| allows(e, Family::V6)) {
        return;
    }
    // What AWS wrote itself it keeps up itself.
    if acl.main
        && entries.len() <= 2
        && entries.iter().all(|e| e.number == 100 && e.block.get() == Some(CidrBlock::any_v4()))
    {
        return;
    }
    let Some(network) = cx.network(acl.vpc) else { return };
    let with_v6: Vec<_> = guarded(network, id, acl).into_iter().filter(|s| s.ipv6_block().is_some()).collect();
    if with_v6.is_empty() {
        return;
    }
    let message = format!(
        "{} allows nothing over IPv6, but {} IPv6 addresses.",
        cx.name(id),
        match &with_v6[..] {
            [one] => format!("{} has", one.name()),
            several => format!("{} have", list(several.iter().map(|subnet| subnet.name()))),
        }
    );
    let missing = twins(acl);
    let both =
        [Direction::Ingress, Direction::Egress].into_iter().all(|way| missing.iter().any(|e| e.direction == way));
    let fix = both.then(|| {
        Fix::new(
            "Allow over IPv6 what it allows everyone over IPv4",
            Safety::ChangesTraffic,
            [Edit::change(id, move |acl| acl.entries.extend(missing.iter().cloned()))],
        )
    });
    found.at(id, message).with(with_v6.iter().map(|subnet| subnet.id)).field("entries").fix(fix);
}

/// For each entry that allows 0.0.0.0/0 the same for ::/0, at the next number that is free.
fn twins(acl: &NetworkAcl) -> Vec<NetworkAclEntry> {
    let mut twins: Vec<NetworkAclEntry> = Vec::new();
    let open =
        acl.entries.iter().filter(|e| e.action == AclAction::Allow && e.block.get() == Some(CidrBlock::any_v4()));
    // ICMP is another protocol in IPv6.
    for entry in open.filter(|entry| entry.icmp_type.is_none()) {
        let taken = |number: u16| {
            let mut all = acl.entries.iter().chain(&twins);
            all.any(|other| other.direction == entry.direction && other.number == number)
        };
        let free = (1..10).filter_map(|n| entry.number.checked_add(n)).find(|number| !taken(*number));
        twins.extend(free.map(|number| NetworkAclEntry { number, block: CidrBlock::any_v6().into(), ..entry.clone() }));
    }
    twins
}
