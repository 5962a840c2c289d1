use crate::model::kinds::{NetworkAcl, NetworkAclEntry, PortRange, Protocol};
use crate::model::{Edit, NetworkAclId, Written};
use crate::ordering::Ordered;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// An entry of a network ACL can never decide anything.
    ///
    /// ## Why it matters
    /// Entries are tried by number, and the first that fits decides. One behind an entry that fits all the same packets is
    /// never reached; a deny in such a place looks like a wall and is none.
    ///
    /// ## What to do
    /// Give the narrower entry the lower number, or remove it.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   acl edge entries=[{number: 100, block: 0.0.0.0/0}, {number: 200, action: deny, block: 192.0.2.0/24}]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   acl edge entries=[{number: 90, action: deny, block: 192.0.2.0/24}, {number: 100, block: 0.0.0.0/0}]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   acl edge entries=[
    ///     {number: 100, block: 0.0.0.0/0, protocol: tcp, ports: 443},
    ///     {number: 200, action: deny, block: 192.0.2.0/24, protocol: tcp, ports: 400-500}
    ///   ]
    /// }
    /// ```
    "filtering/nacl-shadowed-rule" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html"],
        each: NetworkAcl,
    }
}

fn check(cx: &Context<'_>, id: NetworkAclId, acl: &NetworkAcl, found: &mut Findings) {
    let mut entries: Vec<&NetworkAclEntry> = acl.entries.iter().collect();
    entries.order_by_key(|entry| entry.number);
    for (n, entry) in entries.iter().enumerate() {
        let shadow = entries[..n]
            .iter()
            .find(|e| e.direction == entry.direction && e.number < entry.number && fits_all_of(e, entry));
        let Some(shadow) = shadow else { continue };
        let message = format!(
            "{}: entry {} is never reached: entry {} fits all of its packets first.",
            cx.name(id),
            entry.number,
            shadow.number
        );
        let gone = (*entry).clone();
        found.at(id, message).field("entries").fix(Fix::new(
            format!("Remove entry {}", entry.number),
            Safety::Safe,
            [Edit::change(id, move |acl| acl.entries.retain(|entry| *entry != gone))],
        ));
    }
}

/// Does `wide` fit every packet that `narrow` fits?
fn fits_all_of(wide: &NetworkAclEntry, narrow: &NetworkAclEntry) -> bool {
    let (Some(a), Some(b)) = (wide.block.get(), narrow.block.get()) else { return false };
    let protocol = |entry: &NetworkAclEntry| entry.protocol.as_ref().map_or(Some(Protocol::All), Written::get);
    let ports = |entry: &NetworkAclEntry| entry.ports.as_ref().map_or(Some(PortRange::ALL), Written::get);
    if !a.covers(b) {
        return false;
    }
    match (protocol(wide), protocol(narrow)) {
        (Some(Protocol::All), _) => true,
        (Some(x), Some(y)) if x == y && x.has_ports() => {
            ports(wide).zip(ports(narrow)).is_some_and(|(w, n)| w.first <= n.first && n.last <= w.last)
        }
        (Some(x), Some(y)) => x == y && wide.icmp_type.is_none(),
        _ => false,
    }
}
