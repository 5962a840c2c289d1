use crate::aws::ports::MANAGEMENT_PORTS;
use crate::model::SecurityGroupId;
use crate::model::kinds::SecurityGroup;
use crate::rules::exposure::{opened, remove};
use crate::rules::words::list;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A security group lets the whole internet reach a management port.
    ///
    /// ## Why it matters
    /// Scanners find an open SSH or RDP port within minutes and try passwords and known faults from then on. The rule is
    /// legal and it works, which is what makes it dangerous.
    ///
    /// ## What to do
    /// Name the addresses that you manage from, or remove the rule and use Session Manager or an EC2 Instance Connect
    /// endpoint, which need no open port.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   sg app rules=[{peer: 0.0.0.0/0, protocol: tcp, ports: 22}]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   sg app rules=[{peer: 0.0.0.0/0, protocol: tcp, ports: 443}, {peer: 192.0.2.0/24, protocol: tcp, ports: 22}]
    /// }
    /// ```
    "filtering/sg-admin-port-open" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html"],
        each: SecurityGroup,
    }
}

fn check(cx: &Context<'_>, id: SecurityGroupId, group: &SecurityGroup, found: &mut Findings) {
    for rule in &group.rules {
        let services = opened(rule, MANAGEMENT_PORTS);
        if services.is_empty() {
            continue;
        }
        let ports = rule.ports.as_ref().map(ToString::to_string).unwrap_or_default();
        let message = format!(
            "{} lets everybody on the internet reach {} (TCP {ports} from {}).",
            cx.name(id),
            list(services.iter().map(|known| known.service)),
            rule.peer
        );
        found.at(id, message).field("rules").fix(remove(id, rule));
    }
}
