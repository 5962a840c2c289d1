use crate::model::kinds::{Direction, PortRange, SecurityGroup, SecurityGroupRule};
use crate::model::{Edit, SecurityGroupId, Written};
use crate::rules::filters::{permission, way};
use crate::rules::{Context, Findings, Fix, Safety, rule};

rule! {
    /// A security group rule has ports, a protocol or an ICMP type that is none.
    ///
    /// ## Why it matters
    /// Ports are numbers from 0 to 65535, a range has the lower one first, and an ICMP code belongs to a type. AWS refuses
    /// anything else. Two ends in the wrong order are the slip that is made most often.
    ///
    /// ## What to do
    /// Write one port (443), or a range with the lower port first (1024-65535). For every code of ICMP leave the code out.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { sg app rules=[{peer: 10.20.0.0/16, protocol: tcp, ports: 8090-8080}] }
    /// ```
    /// ```design,finds
    /// vpc main 10.20.0.0/16 { sg app rules=[{peer: 10.20.0.0/16, protocol: icmp, icmp_code: 4}] }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   sg app rules=[
    ///     {peer: 10.20.0.0/16, protocol: tcp, ports: 8080-8090},
    ///     {peer: 10.20.0.0/16, protocol: icmp, icmp_type: 3, icmp_code: 4}
    ///   ]
    /// }
    /// ```
    "filtering/sg-rule-ports-invalid" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html",
            "https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html",
        ],
        each: SecurityGroup,
    }
}

/// "8090-8080" read from the other end.
fn turned(text: &str) -> Option<PortRange> {
    let (first, last) = text.split_once('-')?;
    format!("{}-{}", last.trim(), first.trim()).parse().ok()
}

fn check(cx: &Context<'_>, id: SecurityGroupId, group: &SecurityGroup, found: &mut Findings) {
    let name = cx.name(id);
    let mut told: Vec<(Direction, String)> = Vec::new();
    for rule in &group.rules {
        let way = way(rule.direction);
        let mut tell = |message: String, instead: Option<(String, Safety, SecurityGroupRule)>| {
            if !told.contains(&(rule.direction, message.clone())) {
                found.at(id, message.clone()).field("rules").fix(
                    instead
                        .and_then(|(title, safety, instead)| write_instead(title, safety, (id, group), rule, instead)),
                );
                told.push((rule.direction, message));
            }
        };
        if let Some(Written::Unsound(text)) = &rule.ports {
            let right = turned(text).map(|ports| {
                let instead = SecurityGroupRule { ports: Some(ports.into()), ..rule.clone() };
                (format!("Write {ports}"), Safety::Safe, instead)
            });
            tell(format!("{name}: \"{text}\" of an {way} rule is no port and no range of ports."), right);
        }
        if let Some(Written::Unsound(text)) = &rule.protocol {
            tell(
                format!(
                    "{name}: \"{text}\" of an {way} rule is no protocol. Write all, tcp, udp, icmp, icmpv6 or a number to 255."
                ),
                None,
            );
        }
        if let SecurityGroupRule { icmp_type: None, icmp_code: Some(code), .. } = rule {
            let all = SecurityGroupRule { icmp_code: None, ..rule.clone() };
            tell(
                format!("{name}: an {way} rule has ICMP code {code} of no type: AWS takes a code with its type only."),
                Some(("Allow every type and code".to_owned(), Safety::NeedsChoice, all)),
            );
        }
    }
}

/// Writes what is wrong in `rule` as it is in `instead`, wherever the group has the same. Not where that would make one
/// rule twice.
fn write_instead(
    title: String,
    safety: Safety,
    (id, group): (SecurityGroupId, &SecurityGroup),
    rule: &SecurityGroupRule,
    instead: SecurityGroupRule,
) -> Option<Fix> {
    let wrong = (rule.direction, rule.ports.clone(), rule.icmp_code);
    let is_wrong = move |own: &SecurityGroupRule| (own.direction, own.ports.clone(), own.icmp_code) == wrong;
    let mend = move |own: &SecurityGroupRule| SecurityGroupRule {
        ports: instead.ports.clone(),
        icmp_code: instead.icmp_code,
        ..own.clone()
    };
    let after: Vec<SecurityGroupRule> =
        group.rules.iter().map(|own| permission(&if is_wrong(own) { mend(own) } else { own.clone() })).collect();
    let twice = (1..after.len()).any(|at| after[..at].contains(&after[at]));
    (!twice).then(|| {
        Fix::new(
            title,
            safety,
            [Edit::change(id, move |group: &mut SecurityGroup| {
                for own in group.rules.iter_mut().filter(|own| is_wrong(own)) {
                    *own = mend(own);
                }
            })],
        )
    })
}
