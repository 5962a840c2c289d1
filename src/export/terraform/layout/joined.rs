//! What joins VPCs or is shared by them: the same in both layouts, but for how it names the VPCs.

use super::super::account::{Place, Providers};
use super::super::hcl::Body;
use super::super::home::Home;
use super::super::network::Network;
use super::super::sight::Sight;
use super::super::{block_public_access, endpoint, listener, route, security_group, traffic_mirror_session};
use crate::export::Pace;

/// The files of what is joined, by name without ending, and the `import` blocks.
pub(super) struct Joined {
    pub(super) files: Vec<(&'static str, Body)>,
    pub(super) imports: Body,
}

/// Writes what is shared. Sorted by what a reader looks for first.
pub(super) async fn write(sight: &mut Sight<'_>, pace: Pace<'_>) -> Joined {
    let network = sight.network;
    let (mut lists, mut peerings, mut transit, mut hybrid) = (Body::new(), Body::new(), Body::new(), Body::new());
    let (mut balancers, mut services, mut imports) = (Body::new(), Body::new(), Body::new());
    for list in &network.shared.lists {
        lists.append(list.write(sight));
        imports.append(list.imports());
    }
    for (number, peering) in network.shared.peerings.iter().enumerate() {
        pace.part(0.0, 0.5).done(number, network.shared.peerings.len()).await;
        peerings.append(peering.write(sight));
        imports.append(peering.imports(network.is_across(peering)));
    }
    pace.done(5, 10).await;
    for gateway in &network.shared.transit.gateways {
        transit.append(gateway.write(sight));
        imports.append(gateway.imports());
    }
    for table in &network.shared.transit.tables {
        transit.append(table.write(sight));
        imports.append(table.imports());
    }
    for (number, attachment) in network.shared.transit.attachments.iter().enumerate() {
        pace.part(0.5, 0.8).done(number, network.shared.transit.attachments.len()).await;
        transit.append(attachment.write(sight));
        imports.append(attachment.imports());
    }
    pace.done(8, 10).await;
    for customer in &network.shared.customers {
        hybrid.append(customer.write(sight));
        imports.append(customer.imports());
    }
    for vpn in &network.shared.vpns {
        hybrid.append(vpn.write(sight));
        imports.append(vpn.imports());
    }
    for gateway in &network.shared.direct_connects {
        hybrid.append(gateway.write(sight));
        imports.append(gateway.imports());
    }
    for balancer in &network.shared.balancers {
        balancers.append(balancer.write(sight));
        imports.append(balancer.imports());
    }
    for service in &network.shared.services {
        services.append(service.write(sight));
        imports.append(service.imports());
    }
    pace.done(9, 10).await;
    let mut dns = Body::new();
    for resolver in &network.shared.resolvers {
        dns.append(resolver.write(sight));
        imports.append(resolver.imports());
    }
    for zone in &network.shared.zones {
        dns.append(zone.write(sight));
        imports.append(zone.imports());
    }
    let (mut lattice, mut mirrors) = (Body::new(), Body::new());
    for service_network in &network.shared.service_networks {
        lattice.append(service_network.write(sight));
        imports.append(service_network.imports());
    }
    for session in &network.shared.mirrors {
        mirrors.append(session.write(sight));
        imports.append(session.imports());
    }
    let public_access = block_public_access::write(sight);
    let mut variables = listener::variables(&network.shared.balancers);
    variables.append(traffic_mirror_session::variables(&network.shared.mirrors));
    let files = vec![
        ("peering", peerings),
        ("transit", transit),
        ("hybrid", hybrid),
        ("prefix_lists", lists),
        ("load_balancers", balancers),
        ("endpoint_services", services),
        ("dns", dns),
        ("lattice", lattice),
        ("traffic_mirroring", mirrors),
        ("block_public_access", public_access),
        ("variables", variables),
    ];
    Joined { files, imports }
}

/// What of the VPCs is part of `connections`: routes, rules and endpoints that lead out of their VPC.
pub(super) async fn outward(sight: &mut Sight<'_>, pace: Pace<'_>) -> Joined {
    let network: &Network = sight.network;
    let (mut routes, mut rules, mut endpoints, mut imports) = (Body::new(), Body::new(), Body::new(), Body::new());
    for (number, vpc) in network.vpcs.iter().enumerate() {
        pace.done(number, network.vpcs.len()).await;
        endpoints.append(endpoint::write(vpc, sight, false));
        routes.append(route::write(vpc, sight, true));
        rules.append(security_group::rules(vpc, sight, true));
        let home = Home::Flat { label: vpc.label.clone() };
        imports.append(route::imports(vpc, network, &home, |route| !route.is_inside(vpc)));
        imports.append(endpoint::imports(vpc, &home, Some(false)));
    }
    Joined { files: vec![("routes", routes), ("filters", rules), ("endpoints", endpoints)], imports }
}

/// The accounts and Regions that `connections` is about: found by writing it once with the providers of all.
pub(super) async fn places(network: &Network, pace: Pace<'_>) -> Vec<Place> {
    let all = Providers::new(&network.accounts, network.places());
    let mut sight = Sight::new(network, &all, true);
    write(&mut sight, pace.part(0.0, 0.5)).await;
    outward(&mut sight, pace.part(0.5, 1.0)).await;
    sight.places.into_iter().collect()
}
