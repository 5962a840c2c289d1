use crate::model::kinds::{PortRange, SecurityGroup, SecurityGroupRule};
use crate::model::{Edit, SecurityGroupId, Written};
use crate::rules::filters::way;
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
    for (at, rule) in group.rules.iter().enumerate() {
        let name = cx.name(id);
        let way = way(rule.direction);
        if let Some(Written::Unsound(text)) = &rule.ports {
            let message = format!("{name}: \"{text}\" of an {way} rule is no port and no range of ports.");
            found.at(id, message).field("rules").fix(turned(text).map(|ports| write_ports(id, at, ports)));
        }
        if let Some(Written::Unsound(text)) = &rule.protocol {
            let message = format!(
                "{name}: \"{text}\" of an {way} rule is no protocol. Write all, tcp, udp, icmp, icmpv6 or a number to 255."
            );
            found.at(id, message).field("rules");
        }
        if let SecurityGroupRule { icmp_type: None, icmp_code: Some(code), .. } = rule {
            let message =
                format!("{name}: an {way} rule has ICMP code {code} of no type: AWS takes a code with its type only.");
            found.at(id, message).field("rules").fix(Fix::new(
                "Allow every type and code",
                Safety::NeedsChoice,
                [Edit::change(id, move |group: &mut SecurityGroup| {
                    if let Some(rule) = group.rules.get_mut(at) {
                        rule.icmp_code = None;
                    }
                })],
            ));
        }
    }
}

fn write_ports(id: SecurityGroupId, at: usize, ports: PortRange) -> Fix {
    Fix::new(
        format!("Write {ports}"),
        Safety::Safe,
        [Edit::change(id, move |group: &mut SecurityGroup| {
            if let Some(rule) = group.rules.get_mut(at) {
                rule.ports = Some(ports.into());
            }
        })],
    )
}
