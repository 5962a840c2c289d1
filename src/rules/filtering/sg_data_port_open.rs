use crate::aws::ports::DATA_PORTS;
use crate::model::SecurityGroupId;
use crate::model::kinds::SecurityGroup;
use crate::rules::exposure::{opened, remove};
use crate::rules::words::list;
use crate::rules::{Context, Findings, rule};

rule! {
    /// A security group lets the whole internet reach a database, cache or file system.
    ///
    /// ## Why it matters
    /// Such services are for your own applications. Even in a private subnet, where nothing from outside arrives, one
    /// wrong route association is all that keeps the data from everybody.
    ///
    /// ## What to do
    /// Name the security group of the application as the source.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   sg app rules=[{peer: 0.0.0.0/0, protocol: tcp, ports: 5432}]
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   sg app rules=[{peer: 0.0.0.0/0, protocol: tcp, ports: 443}, {peer: 192.0.2.0/24, protocol: tcp, ports: 5432}]
    /// }
    /// ```
    "filtering/sg-data-port-open" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html"],
        each: SecurityGroup,
    }
}

fn check(cx: &Context<'_>, id: SecurityGroupId, group: &SecurityGroup, found: &mut Findings) {
    for rule in &group.rules {
        let services = opened(rule, DATA_PORTS);
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
