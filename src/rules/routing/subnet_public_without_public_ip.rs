use crate::addressing::CidrBlock;
use crate::model::kinds::{Role, RouteTable, Runs, Subnet, Tier, Workload};
use crate::model::{Edit, EntityId, Kind, WorkloadId};
use crate::rules::network::{goes_to, longest_match};
use crate::rules::words::list;
use crate::rules::workloads::subnets_of;
use crate::rules::{Context, Findings, Fix, Held, Network, Safety, rule};

rule! {
    /// A workload in a public subnet has no public IPv4 address.
    ///
    /// ## Why it matters
    /// An internet gateway translates each private address to the public one that belongs to it, and drops what has none.
    /// The route is there, but the hosts cannot reach the internet, not even for updates; nor does a NAT gateway serve them,
    /// because their default route leads elsewhere.
    ///
    /// ## What to do
    /// Move it to a private subnet behind a NAT gateway, or give it public addresses.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   route_table rt main { 0.0.0.0/0 -> igw:main }
    ///   tier web public { subnet web-a a 10.20.0.0/24 }
    ///   workload web tier=web
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   route_table rt main { 0.0.0.0/0 -> igw:main }
    ///   tier web public { subnet web-a a 10.20.0.0/24 }
    ///   workload web tier=web public_address=true
    /// }
    /// ```
    "routing/subnet-public-without-public-ip" {
        severity: Warning,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html",
            "https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html",
        ],
        each: Workload,
    }
}

fn check(cx: &Context<'_>, id: WorkloadId, workload: &Workload, found: &mut Findings) {
    // Databases are not expected to call out; functions never have public addresses, and another rule says so. What
    // forwards packets of others is a router.
    let calls_out = matches!(workload.runs, Runs::Instances | Runs::Containers);
    let forwards = cx.referring::<RouteTable>(id).next().is_some();
    if !calls_out || workload.public_address || forwards {
        return;
    }
    let Some(network) = cx.network(workload.vpc) else { return };
    let stuck: Vec<&Held<Subnet>> =
        subnets_of(network, workload).into_iter().filter(|subnet| is_stuck(network, workload, subnet)).collect();
    if stuck.is_empty() {
        return;
    }
    let name = cx.name(id);
    let message = format!(
        "{name} in {} has a route to the internet gateway but no public IPv4 address: it cannot reach the internet.",
        list(stuck.iter().map(|subnet| subnet.name()))
    );
    let finding = found.at(id, message).with(stuck.iter().map(|s| EntityId::from(s.id))).field("public_address");
    let private: Vec<&Held<Tier>> = network.tiers.iter().filter(|tier| serves(network, tier)).collect();
    if let ([tier], true) = (&private[..], workload.tier.is_some() && workload.subnets.is_empty()) {
        let to = tier.id;
        finding.fix(Fix::new(
            format!("Move {name} to {}", tier.name()),
            Safety::NeedsChoice,
            [Edit::change(id, move |workload| workload.tier = Some(to))],
        ));
    }
    finding.fix(Fix::new(
        format!("Give {name} public addresses"),
        Safety::NeedsChoice,
        [Edit::change(id, |workload| workload.public_address = true)],
    ));
}

/// Do its IPv4 packets from the subnet meet an internet gateway, with no other way out?
fn is_stuck(network: &Network, workload: &Workload, subnet: &Subnet) -> bool {
    let routes = network.association(subnet).routes();
    let leads_out = |to: CidrBlock| longest_match(routes, to).filter(|r| network.is_own_internet_gateway(r.target));
    let by_ipv6 = workload.ipv6
        && longest_match(routes, CidrBlock::any_v6())
            .is_some_and(|r| goes_to(r, Kind::EgressOnlyGateway) || network.is_own_internet_gateway(r.target));
    subnet.ipv4.is_some() && !subnet.auto_public_ip && leads_out(CidrBlock::any_v4()).is_some() && !by_ipv6
}

/// Is it a private tier that is led to a NAT gateway?
fn serves(network: &Network, tier: &Held<Tier>) -> bool {
    let behind_nat = |subnet: &Held<Subnet>| {
        let next = longest_match(network.association(subnet).routes(), CidrBlock::any_v4());
        next.is_some_and(|route| goes_to(route, Kind::NatGateway))
    };
    let mut subnets = network.subnets_of(tier.id).peekable();
    tier.role == Role::Private && subnets.peek().is_some() && subnets.all(behind_nat)
}
