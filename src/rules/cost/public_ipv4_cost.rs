use crate::aws::price::{NAT_GATEWAY_HOUR, PUBLIC_IPV4_HOUR};
use crate::model::VpcId;
use crate::model::kinds::{Vpc, Workload};
use crate::rules::words::list;
use crate::rules::workloads::subnets_of;
use crate::rules::{Context, Findings, Held, rule};

rule! {
    /// So many workloads have public IPv4 addresses that a NAT gateway would cost less.
    ///
    /// ## Why it matters
    /// AWS charges for every public IPv4 address by the hour, in use or not. A NAT gateway needs one address for all hosts
    /// behind it. From about ten hosts on their addresses cost more than the gateway, before traffic; and each of them can be
    /// reached from the internet wherever a security group lets it.
    ///
    /// ## What to do
    /// Keep public addresses for what is called from the internet by its own address. Put the rest into private subnets,
    /// behind a load balancer and a NAT gateway, or use IPv6.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   route_table rt main { 0.0.0.0/0 -> igw:main }
    ///   tier web public { subnet web-a a 10.20.0.0/24 }
    ///   workload web tier=web count=24 public_address=true
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   route_table rt main { 0.0.0.0/0 -> igw:main }
    ///   tier web public { subnet web-a a 10.20.0.0/24 }
    ///   workload web tier=web count=4 public_address=true
    /// }
    /// ```
    "cost/public-ipv4-cost" {
        severity: Advice,
        sources: [
            "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html",
            "https://aws.amazon.com/vpc/pricing/",
        ],
        each: Vpc,
    }
}

fn check(cx: &Context<'_>, id: VpcId, _: &Vpc, found: &mut Findings) {
    let (Some(address), Some(gateway)) = (PUBLIC_IPV4_HOUR.per_month(), NAT_GATEWAY_HOUR.per_month()) else { return };
    let Some(network) = cx.network(id) else { return };
    let is_public = |workload: &&Held<Workload>| {
        let subnets = subnets_of(network, workload);
        workload.public_address || !subnets.is_empty() && subnets.iter().all(|subnet| subnet.auto_public_ip)
    };
    let public: Vec<&Held<Workload>> = network.workloads.iter().filter(is_public).collect();
    let addresses: u32 = public.iter().map(|workload| workload.count.unwrap_or(1)).fold(0, u32::saturating_add);
    let (cost, instead) = (f64::from(addresses) * address, gateway + address);
    if cost <= instead {
        return;
    }
    let message = format!(
        "The {addresses} public IPv4 addresses of {} in {} cost about ${cost:.0} a month. A NAT gateway in their place costs \
         about ${instead:.0} before traffic.",
        list(public.iter().map(|workload| workload.name())),
        network.name()
    );
    found.at(id, message).with(public.iter().map(|workload| workload.id));
}
