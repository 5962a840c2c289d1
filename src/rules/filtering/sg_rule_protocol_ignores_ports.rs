use crate::model::kinds::{PortRange, Protocol, SecurityGroup, SecurityGroupRule};
use crate::model::{Edit, SecurityGroupId, Written};
use crate::rules::filters::{permission, protocol_of, way};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A security group rule has ports, and a protocol that has none.
    ///
    /// ## Why it matters
    /// Only TCP and UDP have ports. For every other protocol, and for "all", AWS lets the ports go by without a word and
    /// allows the whole protocol: a rule that reads like one port opens everything. Terraform refuses ports beside "all".
    ///
    /// ## What to do
    /// Say TCP or UDP if the ports are what is meant. ICMP has types and codes instead.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { sg app rules=[{peer: 10.20.0.0/16, ports: 443}] }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   sg app rules=[{peer: 10.20.0.0/16, protocol: tcp, ports: 443}, {peer: 10.20.4.0/24, protocol: all}]
    /// }
    /// ```
    "filtering/sg-rule-protocol-ignores-ports" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html",
            "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
        ],
        each: SecurityGroup,
    }
}

fn check(cx: &Context<'_>, id: SecurityGroupId, group: &SecurityGroup, found: &mut Findings) {
    let known: Vec<SecurityGroupRule> = group.rules.iter().map(permission).collect();
    let mut told: Vec<SecurityGroupRule> = Vec::new();
    for rule in &known {
        let Some(protocol) = protocol_of(rule.protocol.as_ref()).filter(|protocol| !protocol.has_ports()) else {
            continue;
        };
        let Some(ports) = rule.ports.as_ref().filter(|ports| ports.get() != Some(PortRange::ALL)) else { continue };
        if told.contains(rule) {
            continue;
        }
        told.push(rule.clone());
        let word = match protocol {
            Protocol::All => "every protocol".to_owned(),
            protocol => protocol.to_string(),
        };
        let all = match protocol {
            Protocol::All => "everything".to_owned(),
            protocol => format!("all of {protocol}"),
        };
        let peer = rule.peer.object().map_or_else(|| rule.peer.to_string(), |peer| cx.name(peer));
        let kind = match (rule.icmp_type, rule.icmp_code) {
            (None, None) => String::new(),
            (Some(kind), None) => format!(" (type {kind})"),
            (None, Some(code)) => format!(" (code {code})"),
            (Some(kind), Some(code)) => format!(" (type {kind}, code {code})"),
        };
        let message = format!(
            "{}: an {} rule with {peer} is for {word}{kind}, so port {ports} means nothing: {all} passes.",
            cx.name(id),
            way(rule.direction)
        );
        // Two peers may have one name.
        let finding = found.at(id, message).with(rule.peer.object()).field("rules");
        let tcp = SecurityGroupRule {
            protocol: Some(Written::Sound(Protocol::TCP)),
            icmp_type: None,
            icmp_code: None,
            ..rule.clone()
        };
        let bare = SecurityGroupRule { ports: None, ..rule.clone() };
        let ways = [
            (format!("Allow TCP port {ports} only"), Safety::ChangesTraffic, tcp),
            (format!("Leave the ports out: {all} passes, as it does now"), Safety::NeedsChoice, bare),
        ];
        for (title, safety, instead) in ways {
            if known.contains(&instead) {
                continue;
            }
            let wrong = rule.clone();
            finding.fix(Fix::new(
                title,
                safety,
                [Edit::change(id, move |group: &mut SecurityGroup| {
                    for own in group.rules.iter_mut().filter(|own| permission(own) == wrong) {
                        *own = SecurityGroupRule { description: own.description.clone(), ..instead.clone() };
                    }
                })],
            ));
        }
    }
}
