use crate::model::kinds::{NetworkAcl, PortRange, Protocol, TrafficMirrorSession, Workload};
use crate::model::{Entity, EntityId, Written};
use crate::rules::{Context, Findings, rule};

rule! {
    /// Ports or a protocol are written in a way that cannot be read.
    ///
    /// ## Why it matters
    /// Ports are numbers from 0 to 65535, and a range has the lower one first. What cannot be read is neither compared with
    /// other rules nor exported, and AWS would refuse it.
    ///
    /// ## What to do
    /// Write one port (443), or a range with the lower port first (1024-65535). Leave ports out for all of them.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { acl edge entries=[{number: 100, block: 0.0.0.0/0, protocol: tcp, ports: https}] }
    /// ```
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { workload orders listens=[{ports: 8090-8080}] }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   acl edge entries=[{number: 100, block: 0.0.0.0/0, protocol: tcp, ports: 443}]
    ///   workload orders listens=[{ports: 8080-8090}]
    /// }
    /// ```
    "filtering/ports-malformed" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAclEntry.html",
            "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTrafficMirrorFilterRule.html",
        ],
        each_of: [NetworkAcl, Workload, TrafficMirrorSession],
    }
}

type Ports<'a> = Option<&'a Written<PortRange>>;
type Named<'a> = Option<&'a Written<Protocol>>;

fn check(cx: &Context<'_>, id: EntityId, entity: &Entity, found: &mut Findings) {
    let (field, all): (_, Vec<(Named<'_>, Ports<'_>)>) = if let Some(acl) = entity.as_noun::<NetworkAcl>() {
        ("entries", acl.entries.iter().map(|entry| (entry.protocol.as_ref(), entry.ports.as_ref())).collect())
    } else if let Some(workload) = entity.as_noun::<Workload>() {
        ("listens", workload.listens.iter().map(|own| (own.protocol.as_ref(), own.ports.as_ref())).collect())
    } else if let Some(session) = entity.as_noun::<TrafficMirrorSession>() {
        let from = session.filter.iter().map(|rule| (rule.protocol.as_ref(), rule.source_ports.as_ref()));
        ("filter", from.chain(session.filter.iter().map(|rule| (None, rule.destination_ports.as_ref()))).collect())
    } else {
        return;
    };
    let mut told: Vec<&str> = Vec::new();
    for (protocol, ports) in all {
        if let Some(Written::Unsound(text)) = ports
            && !told.contains(&&**text)
        {
            told.push(text);
            let message = format!("{}: \"{text}\" is no port and no range of ports.", cx.name(id));
            found.at(id, message).field(field);
        }
        if let Some(Written::Unsound(text)) = protocol
            && !told.contains(&&**text)
        {
            told.push(text);
            let message = format!(
                "{}: \"{text}\" is no protocol. Write all, tcp, udp, icmp, icmpv6 or a number to 255.",
                cx.name(id)
            );
            found.at(id, message).field(field);
        }
    }
}
