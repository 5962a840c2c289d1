use std::net::IpAddr;

use crate::addressing::CidrBlock;
use crate::model::kinds::{LoadBalancer, ResolverEndpoint, RouteTable};
use crate::model::{Body, Entity, EntityId, RouteTableId, SubnetId, VpcId, Written};
use crate::rules::network::longest_match;
use crate::rules::ranges::is_never_public;
use crate::rules::remove::remove_route;
use crate::rules::words::list;
use crate::rules::{Context, Findings, Network, rule};

rule! {
    /// Packets for private addresses are led to an internet gateway.
    ///
    /// ## Why it matters
    /// An internet gateway drops what is for RFC 1918 or 100.64.0.0/10: the internet knows no way to it. Where a route to a
    /// peer or an office is missing, its packets follow the default route there and vanish without an error.
    ///
    /// ## What to do
    /// Lead the private range to the peering, transit gateway or VPN gateway behind which it is.
    ///
    /// ```design,finds
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   route_table rt main { 0.0.0.0/0 -> igw:main; 192.168.0.0/16 -> igw:main }
    /// }
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 {
    ///   igw main
    ///   route_table rt main { 0.0.0.0/0 -> igw:main; 192.168.0.0/16 -> tgw:hub }
    /// }
    /// tgw hub us-east-1
    /// attachment main hub resource=vpc:main
    /// ```
    /// ```design,clean
    /// vpc main 10.20.0.0/16 dns_hostnames=true {
    ///   igw main
    ///   route_table rt main { 0.0.0.0/0 -> igw:main }
    ///   tier web public { subnet web-a a 10.20.0.0/24; subnet web-b b 10.20.1.0/24 }
    ///   resolver out outbound subnets=[web-a, web-b] rules=[{domain: example.com, servers: [198.51.100.53]}]
    /// }
    /// ```
    "gateways/igw-private-destination" {
        severity: Warning,
        sources: ["https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html"],
        each_of: [RouteTable, LoadBalancer, ResolverEndpoint],
    }
}

fn check(cx: &Context<'_>, id: EntityId, entity: &Entity, found: &mut Findings) {
    match &entity.body {
        Body::RouteTable(table) => routes(cx, id, table, found),
        Body::LoadBalancer(LoadBalancer { vpc, subnets, target_addresses, .. }) => {
            let targets: Vec<&Written<IpAddr>> = target_addresses.iter().collect();
            addresses(cx, id, *vpc, subnets, &targets, "target_addresses", found);
        }
        Body::ResolverEndpoint(ResolverEndpoint { vpc, subnets, rules, .. }) => {
            let servers: Vec<&Written<IpAddr>> = rules.iter().flat_map(|rule| &rule.servers).collect();
            addresses(cx, id, *vpc, subnets, &servers, "rules", found);
        }
        _ => {}
    }
}

/// Routes that lead private ranges outside the VPC to its internet gateway.
fn routes(cx: &Context<'_>, id: EntityId, table: &RouteTable, found: &mut Findings) {
    let (Some(network), Some(table_id)) = (cx.network(table.vpc), id.typed::<RouteTableId>()) else { return };
    for route in &table.routes {
        let Some(destination) = route.destination.get().filter(|d| is_never_public(*d)) else { continue };
        let inside = network.blocks().any(|block| block.covers(destination));
        let Some(gateway) = route.target.object().filter(|_| !inside && network.is_own_internet_gateway(route.target))
        else {
            continue;
        };
        let message = format!(
            "{} leads {destination} to {}, which drops packets for private addresses.",
            cx.name(id),
            cx.name(gateway)
        );
        found.at(id, message).with([gateway]).field("routes").fix(remove_route(table_id, route));
    }
}

/// Private addresses that something in these subnets sends to, and that only the default route covers.
fn addresses(
    cx: &Context<'_>,
    id: EntityId,
    vpc: VpcId,
    subnets: &[SubnetId],
    written: &[&Written<IpAddr>],
    field: &'static str,
    found: &mut Findings,
) {
    let Some(network) = cx.network(vpc) else { return };
    let hosts = written.iter().filter_map(|address| address.get()).map(|address| match address {
        IpAddr::V4(_) => CidrBlock::containing(address, 32),
        IpAddr::V6(_) => CidrBlock::containing(address, 128),
    });
    let private = |host: &CidrBlock| is_never_public(*host) && !network.blocks().any(|block| block.covers(*host));
    let hosts: Vec<CidrBlock> = hosts.filter(private).collect();
    let lost = |subnet: &SubnetId| -> Vec<(EntityId, IpAddr)> {
        let Some(subnet) = network.subnet(*subnet) else { return Vec::new() };
        hosts.iter().filter_map(|host| Some((leads_out(network, subnet, *host)?, host.first()))).collect()
    };
    let lost: Vec<(SubnetId, Vec<(EntityId, IpAddr)>)> = subnets.iter().map(|id| (*id, lost(id))).collect();
    let mut away: Vec<IpAddr> = Vec::new();
    for (_, host) in lost.iter().flat_map(|(_, lost)| lost) {
        if !away.contains(host) {
            away.push(*host);
        }
    }
    let Some((gateway, _)) = lost.iter().flat_map(|(_, lost)| lost).next() else { return };
    let from: Vec<SubnetId> = lost.iter().filter(|(_, lost)| !lost.is_empty()).map(|(subnet, _)| *subnet).collect();
    let message = format!(
        "{}: the way from {} to {} is {}, which drops packets for private addresses.",
        cx.name(id),
        list(from.iter().map(|subnet| cx.name(*subnet))),
        list(&away),
        cx.name(*gateway)
    );
    found.at(id, message).with([*gateway]).with(from).field(field);
}

/// The internet gateway that packets of the subnet to the host meet.
fn leads_out(network: &Network, subnet: &crate::model::kinds::Subnet, host: CidrBlock) -> Option<EntityId> {
    let table = network.association(subnet).table()?;
    // A range that a VPN gateway propagates may well be the one.
    if !table.propagating_gateways.is_empty() || table.routes.iter().any(|r| r.destination.prefix_list().is_some()) {
        return None;
    }
    let route = longest_match(&table.routes, host)?;
    route.target.object().filter(|_| network.is_own_internet_gateway(route.target))
}
