//! Every quota is counted, looked at by a rule, or listed here with the reason why not.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use cidraw::aws::limits::{LIMITS, Limit};

/// Why the limits whose ids begin so are not counted.
const NOT_COUNTED: &[(&str, &str)] = &[
    ("carrier-gateways", "Carrier gateways and Wavelength Zones are not drawn."),
    ("connections-per-nat-address", TRAFFIC),
    ("db-subnet-groups", "Databases are drawn as workloads; their subnet groups are not."),
    ("dhcp-dns-servers", "DHCP option sets are not drawn."),
    ("dns-firewall", "DNS Firewall is not drawn."),
    ("dns-packets", TRAFFIC),
    ("dx-connections", LINES),
    ("dx-lags", LINES),
    ("dx-prefixes-public", LINES),
    ("dx-transit-vifs", LINES),
    ("dx-vifs", LINES),
    ("egress-only-internet-gateways-per-vpc", "gateways/eigw-two-per-vpc"),
    ("endpoint-bandwidth", TRAFFIC),
    ("endpoint-policy-size", "Endpoint policies are not drawn."),
    ("instance-connect-endpoints", "EC2 Instance Connect Endpoints are not drawn."),
    ("internet-gateways-per-vpc", "gateways/igw-two-per-vpc"),
    ("ipam", "IPAM is not drawn: address pools are the design's own plan."),
    ("ipv6-cidr-blocks-per-subnet", "A subnet has one field for it."),
    ("lattice-service-networks-per-vpc", "lattice/lattice-vpc-two-networks"),
    ("lattice-", "Of VPC Lattice only service networks, their services' names and their VPCs are drawn."),
    ("nat-gateway-bandwidth", TRAFFIC),
    ("nat-gateway-pps", TRAFFIC),
    ("nat-gateways-per-vpc", UNPUBLISHED),
    ("outstanding-peering-requests", MOMENT),
    ("participant-accounts", SHARED),
    ("peering-request-expiry", MOMENT),
    ("peerings-per-vpc-pair", "peering/peering-duplicate"),
    ("prefix-list-references", "Counts every object of the account, drawn or not."),
    ("prefix-list-versions", MOMENT),
    ("private-ips-per-nat-gateway", "Secondary private addresses of NAT gateways are not drawn."),
    ("resolver-qps", TRAFFIC),
    ("resolver-query-log", "Query logging is not drawn."),
    ("resource-endpoints", "Resource endpoints are not drawn."),
    ("route-server", "Route servers are not drawn."),
    ("route53-profile", "Route 53 Profiles are not drawn."),
    ("routes-per-route-server", "Route servers are not drawn."),
    (
        "security-group-rules-product",
        "Two quotas that are counted multiply to it: it cannot be passed without one of them.",
    ),
    ("security-group-vpc-associations", UNPUBLISHED),
    ("service-network-endpoints", "Service network endpoints are not drawn."),
    ("shared-subnets", SHARED),
    ("subnets-per-az-interface-endpoint", "endpoints/ife-two-subnets-same-az"),
    ("subnets-per-db-subnet-group", "Databases are drawn as workloads; their subnet groups are not."),
    ("subnets-per-gwlb-endpoint", "endpoints/gwlbe-subnet"),
    (
        "target-groups-per-region",
        "A load balancer is drawn with its targets: into how many groups they fall is not said.",
    ),
    ("tgw-attachments-per-vpc-and-tgw", "transit/tgw-vpc-attached-twice"),
    ("tgw-bandwidth", TRAFFIC),
    ("tgw-connect", "Connect attachments are not drawn."),
    ("tgw-multicast", "Multicast is not drawn."),
    ("tgw-peering-pending", MOMENT),
    ("tgw-peering-per-pair", "transit/tgw-peering-duplicate"),
    (
        "tgw-per-dx-gateway",
        "Another page's name for the transit gateways of a Direct Connect gateway, which are counted.",
    ),
    ("tgw-pps", TRAFFIC),
    ("tgw-static-routes-per-prefix", "A table is drawn as a map from prefix to one attachment."),
    ("tgw-vpn-concentrators", CONCENTRATORS),
    ("tm-filters", "Each session is drawn with a filter of its own: never more than sessions, which are counted."),
    ("tm-targets", "Never more than sessions, which are counted."),
    ("virtual-private-gateways-per-vpc", "hybrid/vgw-two-per-vpc"),
    ("vpc-bpa-exclusions", "VPC Block Public Access is drawn for each VPC; exclusions of subnets are not."),
    ("vpn-concentrators", CONCENTRATORS),
    ("vpn-large-bandwidth", "The bandwidth of tunnels is not drawn."),
    ("vpn-mtu", TRAFFIC),
    ("vpn-routes-out", "What AWS announces is not drawn: it follows from the other side's filters."),
    ("vpn-sites", CONCENTRATORS),
    ("vpn-tunnel", TRAFFIC),
];

const TRAFFIC: &str = "A measure of traffic, which no drawing has.";
const LINES: &str = "Connections and virtual interfaces of Direct Connect are not drawn, only its gateways.";
const UNPUBLISHED: &str = "AWS does not publish the default.";
const MOMENT: &str = "A state of a moment, not of a design.";
const SHARED: &str = "With whom subnets are shared is not drawn.";
const CONCENTRATORS: &str = "VPN concentrators are not drawn.";

fn reason(id: &str) -> Option<&'static str> {
    NOT_COUNTED.iter().find(|(start, _)| id.starts_with(start)).map(|(_, reason)| *reason)
}

/// Every name in capitals in the code outside the tables of limits: constants are called like the ids of their limits.
fn constants() -> BTreeSet<String> {
    fn gather(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() && !entry.ends_with("aws/limits") {
                gather(&entry, found);
            } else if entry.is_file() {
                let text = fs::read_to_string(entry).unwrap();
                let words = text.split(|c: char| c != '_' && !c.is_ascii_alphanumeric());
                found
                    .extend(words.filter(|word| word.starts_with(|c: char| c.is_ascii_uppercase())).map(str::to_owned));
            }
        }
    }
    let mut found = BTreeSet::new();
    gather(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    found
}

/// Is the limit named by any code?
fn is_used(limit: &Limit, constants: &BTreeSet<String>) -> bool {
    constants.contains(&limit.id.to_uppercase().replace('-', "_"))
}

#[test]
fn every_quota_is_counted_or_says_why_not() {
    let all = constants();
    let mut silent = Vec::new();
    for limit in LIMITS {
        match (is_used(limit, &all), reason(limit.id)) {
            (false, None) => silent.push(format!("{} is neither counted nor explained", limit.id)),
            (true, Some(why)) if !limit.id.starts_with("lattice-") => {
                silent.push(format!("{} is used, and said not to be: {why}", limit.id))
            }
            _ => {}
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
    for (start, reason) in NOT_COUNTED {
        assert!(LIMITS.iter().any(|limit| limit.id.starts_with(start)), "no limit is called {start}");
        if reason.contains('/') && !reason.contains(' ') {
            assert!(cidraw::rules::rule(reason).is_some(), "no rule is called {reason}");
        }
    }
}

/// The chapter of the page about them.
pub fn chapter(page: &mut String) {
    let all = constants();
    let (used, unused): (Vec<&Limit>, Vec<&Limit>) = LIMITS.iter().copied().partition(|limit| is_used(limit, &all));
    writeln!(page, "## Quotas\n").unwrap();
    writeln!(page, "{} of the {} limits are counted or held to by a rule. The others:\n", used.len(), LIMITS.len())
        .unwrap();
    writeln!(page, "| limit | why it is not counted |\n|---|---|").unwrap();
    for limit in unused {
        let why = reason(limit.id).unwrap_or_default();
        let why = if why.contains(' ') { why.to_owned() } else { format!("A rule of its own: {why}.") };
        writeln!(page, "| {} | {why} |", limit.name).unwrap();
    }
    writeln!(page).unwrap();
}
