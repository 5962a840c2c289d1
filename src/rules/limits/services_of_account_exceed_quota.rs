use crate::aws::limits;
use crate::rules::{Context, Findings, Load, quota_services, rule};

rule! {
    /// There are more load balancers, network interfaces or parts of DNS or VPC Lattice than the quota allows.
    ///
    /// ## Why it matters
    /// A new account may have 50 Application and 50 Network Load Balancers in a Region, and four resolver endpoints with
    /// a thousand forwarding rules together. 5,000 network interfaces may stand in a zone: hosts, load balancers, endpoints and
    /// NAT gateways have one in each of their subnets at least. A service network takes so many services and VPCs, a private zone 300 VPCs. Creating one more fails.
    ///
    /// ## What to do
    /// Share load balancers by host names or ports, and resolver endpoints by forwarding rules that several VPCs use. Or ask
    /// AWS for a higher quota, and enter it in the account's profile here.
    ///
    /// ```design,finds
    /// account main quotas={resolver-endpoints: 1}
    /// vpc prod 10.20.0.0/16 account=main dns_hostnames=true {
    ///   tier app private { subnet app-a a 10.20.0.0/24; subnet app-b b 10.20.1.0/24 }
    ///   resolver in inbound subnets=[app-a, app-b]
    ///   resolver out outbound subnets=[app-a, app-b]
    /// }
    /// ```
    /// ```design,finds
    /// account main quotas={network-interfaces-per-az: 2}
    /// vpc prod 10.20.0.0/16 account=main {
    ///   tier app private { subnet app-a a 10.20.0.0/24 }
    ///   workload hosts tier=app count=3
    /// }
    /// ```
    /// ```design,finds
    /// account main quotas={resolver-rules: 1}
    /// vpc prod 10.20.0.0/16 account=main dns_hostnames=true {
    ///   tier app private { subnet app-a a 10.20.0.0/24; subnet app-b b 10.20.1.0/24 }
    ///   resolver out outbound subnets=[app-a, app-b] rules=[
    ///     {domain: corp.example, servers: [192.168.0.10]}, {domain: lab.example, servers: [192.168.0.10]}
    ///   ]
    /// }
    /// ```
    /// ```design,clean
    /// vpc prod 10.20.0.0/16 dns_hostnames=true {
    ///   tier app private { subnet app-a a 10.20.0.0/24; subnet app-b b 10.20.1.0/24 }
    ///   resolver in inbound subnets=[app-a, app-b]
    ///   resolver out outbound subnets=[app-a, app-b]
    /// }
    /// ```
    "limits/services-of-account-exceed-quota" {
        severity: Error,
        sources: [
            "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html",
            "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html",
            "https://docs.aws.amazon.com/vpc-lattice/latest/ug/quotas.html",
        ],
        design,
    }
}

fn check(cx: &Context<'_>, found: &mut Findings) {
    for load in quota_services::services(cx).into_iter().filter(Load::is_exceeded) {
        // lattice/lattice-association-groups tells of these, with the groups.
        if load.quota.limit.id == limits::LATTICE_SGS_PER_ASSOCIATION.id {
            continue;
        }
        let name = load.quota.limit.name;
        let message = format!("{}: {} in {}; {}.", name, load.used, load.place, load.quota.in_words());
        found.on_all(load.objects, message);
    }
}
