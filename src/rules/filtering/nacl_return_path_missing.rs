use crate::aws::limits;
use crate::model::kinds::{AclAction, Direction, NetworkAcl, NetworkAclEntry, PortRange, Protocol, Subnet};
use crate::model::{Edit, NetworkAclId, Written};
use crate::rules::acls::EPHEMERAL;
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A network ACL lets requests pass and drops every reply.
    ///
    /// ## Why it matters
    /// A network ACL is stateless: the reply to a packet that it let in is just another packet, from the served port to a
    /// high port that the client chose (its ephemeral port), and needs an entry of its own in the other direction. Without
    /// one no connection ever opens, and a trace shows the request arriving.
    ///
    /// ## What to do
    /// Allow TCP 1024-65535 to where the requests come from, which holds for every kind of client.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   tier web public { subnet web-a a 10.20.0.0/24 network_acl=edge }
    ///   acl edge entries=[
    ///     {number: 100, block: 0.0.0.0/0, protocol: tcp, ports: 443},
    ///     {direction: egress, number: 100, block: 0.0.0.0/0, protocol: tcp, ports: 443},
    ///     {number: 110, block: 0.0.0.0/0, protocol: tcp, ports: 1024-65535}
    ///   ]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier web public { subnet web-a a 10.20.0.0/24 network_acl=edge }
    ///   acl edge entries=[
    ///     {number: 100, block: 0.0.0.0/0, protocol: tcp, ports: 443},
    ///     {direction: egress, number: 100, block: 0.0.0.0/0, protocol: tcp, ports: 1024-65535}
    ///   ]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   tier app private { subnet app-a a 10.20.0.0/24 network_acl=inner }
    ///   acl inner entries=[
    ///     {number: 100, block: 10.20.1.0/24, protocol: tcp, ports: 5432},
    ///     {direction: egress, number: 100, block: 10.20.0.0/16}
    ///   ]
    /// }
    /// ```
    "filtering/nacl-return-path-missing" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html",
            "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html",
        ],
        each: NetworkAcl,
    }
}

fn check(cx: &Context<'_>, id: NetworkAclId, acl: &NetworkAcl, found: &mut Findings) {
    if cx.referring::<Subnet>(id).next().is_none() && !acl.main {
        return;
    }
    for entry in &acl.entries {
        let Some((protocol, block)) = requests(entry).zip(entry.block.get()) else { continue };
        let back = match entry.direction {
            Direction::Ingress => Direction::Egress,
            Direction::Egress => Direction::Ingress,
        };
        // Where nothing at all is allowed back there is more amiss than replies: a finding of another rule.
        let mut allowed = acl.entries.iter().filter(|e| e.direction == back && e.action == AclAction::Allow).peekable();
        if allowed.peek().is_none() || allowed.any(|reply| carries_replies(entry, reply)) {
            continue;
        }
        let ports = entry.ports.as_ref().map_or_else(String::new, |ports| format!(" {ports}"));
        let (way, other) = match entry.direction {
            Direction::Ingress => ("in from", "out to"),
            Direction::Egress => ("out to", "in from"),
        };
        let message = format!(
            "{} lets {protocol}{ports} {way} {block}, but no reply {other} it on the client's port: no connection opens.",
            cx.name(id)
        );
        let last = acl.entries.iter().filter(|e| e.direction == back).map(|e| e.number).max().unwrap_or(0);
        let number = (last / 10 + 1) * 10;
        let fits = limits::NETWORK_ACL_RULE_NUMBER_MAX.default.is_some_and(|highest| u32::from(number) <= highest);
        let new = NetworkAclEntry {
            protocol: Some(Written::Sound(protocol)),
            ports: Some(Written::Sound(EPHEMERAL)),
            ..NetworkAclEntry::all(back, number, AclAction::Allow, block)
        };
        let fix = Fix::new(
            format!("Allow {protocol} {EPHEMERAL} {other} {block}"),
            Safety::ChangesTraffic,
            [Edit::change(id, move |acl| acl.entries.push(new.clone()))],
        );
        found.at(id, message).field("entries").fix(fits.then_some(fix));
    }
}

/// The protocol, when the entry lets requests for a TCP or UDP service pass; not for entries that are for replies.
fn requests(entry: &NetworkAclEntry) -> Option<Protocol> {
    let protocol = entry.protocol.as_ref()?.get().filter(|protocol| protocol.has_ports())?;
    let ports = entry.ports.as_ref()?.get()?;
    // A wide range of high ports is for the replies of what goes the other way.
    let for_replies = ports.first >= EPHEMERAL.first && ports.last - ports.first >= 1_000;
    (entry.action == AclAction::Allow && !for_replies && ports != PortRange::ALL).then_some(protocol)
}

/// Does `reply` let through some answers to what `entry` lets through?
fn carries_replies(entry: &NetworkAclEntry, reply: &NetworkAclEntry) -> bool {
    let (Some(from), Some(to)) = (entry.block.get(), reply.block.get()) else { return true };
    let protocol = match reply.protocol.as_ref().map(Written::get) {
        None | Some(None | Some(Protocol::All)) => true,
        Some(protocol) => protocol == entry.protocol.as_ref().and_then(Written::get),
    };
    // A single high port is a service, not the range that clients choose from.
    let ports = match reply.ports.as_ref().map(Written::get) {
        None | Some(None) => true,
        Some(Some(ports)) => ports.last > EPHEMERAL.first && ports.last - ports.first >= 1_000,
    };
    from.overlaps(to) && protocol && ports
}
