use crate::addressing::Family;
use crate::model::kinds::{NetworkAcl, NetworkAclEntry, PortRange, Protocol};
use crate::model::{Edit, NetworkAclId, Written};
use crate::rules::filters::{protocol_of, way};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// An entry of a network ACL has ports, and a protocol that has none.
    ///
    /// ## Why it matters
    /// Only TCP and UDP have ports. Beside any other protocol, and beside "all", AWS takes the entry without a word and
    /// fits every packet of that protocol: an entry that reads like one port allows, or denies, everything. In the same
    /// way ICMPv6 with an IPv4 block fits nothing.
    ///
    /// ## What to do
    /// Say TCP or UDP if the ports are what is meant.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { acl inner entries=[{number: 100, block: 10.20.0.0/16, ports: 443}] }
    /// ```
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { acl inner entries=[{number: 100, block: 0.0.0.0/0, protocol: icmpv6}] }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   acl inner entries=[
    ///     {number: 100, block: 10.20.0.0/16, protocol: tcp, ports: 443},
    ///     {number: 110, block: 10.20.0.0/16, protocol: icmp, icmp_type: 8}
    ///   ]
    /// }
    /// ```
    "filtering/nacl-ports-ignored" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAclEntry.html",
            "https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html",
        ],
        each: NetworkAcl,
    }
}

fn check(cx: &Context<'_>, id: NetworkAclId, acl: &NetworkAcl, found: &mut Findings) {
    for entry in &acl.entries {
        let Some(protocol) = protocol_of(entry.protocol.as_ref()).filter(|protocol| !protocol.has_ports()) else {
            continue;
        };
        let (name, way, number) = (cx.name(id), way(entry.direction), entry.number);
        let ports = entry.ports.as_ref().filter(|ports| ports.get() != Some(PortRange::ALL));
        let block = &entry.block;
        let family = entry.block.get().map(|block| block.family());
        if let Some(ports) = ports {
            let word = match protocol {
                Protocol::All => "every protocol".to_owned(),
                protocol => protocol.to_string(),
            };
            let all = match protocol {
                Protocol::All => "everything".to_owned(),
                protocol => format!("all of {protocol}"),
            };
            let message = format!(
                "{name}: {way} entry {number} ({block}) is for {word}, so port {ports} means nothing: it fits {all}."
            );
            let tcp = NetworkAclEntry { protocol: Some(Written::Sound(Protocol::TCP)), ..entry.clone() };
            let bare = NetworkAclEntry { ports: None, ..entry.clone() };
            found
                .at(id, message)
                .field("entries")
                .fix(write(id, entry, format!("Make it TCP port {ports}"), Safety::ChangesTraffic, tcp))
                .fix(write(
                    id,
                    entry,
                    format!("Leave the ports out: it fits {all}, as it does now"),
                    Safety::NeedsChoice,
                    bare,
                ));
        } else if protocol == Protocol::ICMPV6 && family == Some(Family::V4) {
            let message =
                format!("{name}: {way} entry {number} ({block}) is for ICMPv6 of an IPv4 block: it fits no packet.");
            let icmp = NetworkAclEntry {
                protocol: Some(Written::Sound(Protocol::ICMP)),
                icmp_type: None,
                icmp_code: None,
                ..entry.clone()
            };
            let fix = write(id, entry, "Make it ICMP, of every type".to_owned(), Safety::ChangesTraffic, icmp);
            found.at(id, message).field("entries").fix(fix);
        }
    }
}

/// Writes the entry as it is in `instead`, wherever the ACL has the very same, or one that only does the other thing: the
/// finding reads the same for both.
fn write(id: NetworkAclId, entry: &NetworkAclEntry, title: String, safety: Safety, instead: NetworkAclEntry) -> Fix {
    let wrong = entry.clone();
    Fix::new(
        title,
        safety,
        [Edit::change(id, move |acl: &mut NetworkAcl| {
            let is_wrong = |own: &NetworkAclEntry| NetworkAclEntry { action: wrong.action, ..own.clone() } == wrong;
            for own in acl.entries.iter_mut().filter(|own| is_wrong(own)) {
                *own = NetworkAclEntry { action: own.action, ..instead.clone() };
            }
        })],
    )
}
