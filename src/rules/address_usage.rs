//! Network Address Usage: what a VPC as drawn weighs towards its quota.
//!
//! <https://docs.aws.amazon.com/vpc/latest/userguide/network-address-usage.html>

use super::context::Context;
use super::network::Network;
use crate::aws::nau::{NauResource, nau_units};
use crate::model::VpcId;
use crate::model::kinds::{AddressFamilies, Balancer, EndpointType, Runs, TransitGatewayAttachment, Workload};

/// A /28 prefix holds so many addresses of pods.
const PODS_PER_PREFIX: u64 = 16;

/// The units of a VPC.
pub(super) fn of_vpc(cx: &Context<'_>, network: &Network) -> u64 {
    let times = |resource: NauResource, count: u64| u64::from(nau_units(resource)).saturating_mul(count);
    let mut units = 0_u64;
    for workload in &network.workloads {
        units = units.saturating_add(of_workload(workload));
    }
    for balancer in &network.load_balancers {
        let zones = balancer.subnets.len() as u64;
        units += match balancer.balancer {
            Balancer::Application => times(NauResource::Address, zones),
            Balancer::Network => times(NauResource::NetworkLoadBalancer, zones),
            Balancer::Gateway => times(NauResource::GatewayLoadBalancer, zones),
        };
    }
    let interfaces = network.endpoints.iter().filter(|endpoint| endpoint.endpoint_type != EndpointType::Gateway);
    units += times(NauResource::Endpoint, interfaces.map(|endpoint| endpoint.subnets.len() as u64).sum());
    units += times(NauResource::NatGateway, network.nat_gateways.len() as u64);
    for resolver in &network.resolver_endpoints {
        let each = if resolver.addresses == AddressFamilies::DualStack { 2 } else { 1 };
        units += times(NauResource::Address, resolver.subnets.len() as u64 * each);
    }
    let attached =
        cx.referring::<TransitGatewayAttachment>(network.id).filter(|(_, a)| a.resource == network.id.into());
    units + times(NauResource::TransitGatewayAttachment, attached.count() as u64)
}

fn of_workload(workload: &Workload) -> u64 {
    let count = u64::from(workload.count.unwrap_or(1));
    let address = u64::from(nau_units(NauResource::Address));
    let own = match workload.runs {
        Runs::Functions => u64::from(nau_units(NauResource::LambdaFunction)),
        Runs::Instances | Runs::Containers | Runs::Databases => address * (1 + u64::from(workload.ipv6)),
    };
    let pods = u64::from(workload.pods.unwrap_or(0));
    let pods = match workload.prefix_delegation {
        true => u64::from(nau_units(NauResource::Prefix)) * pods.div_ceil(PODS_PER_PREFIX),
        false => u64::from(nau_units(NauResource::EksPod)) * pods,
    };
    count.saturating_mul(own + pods)
}

/// The units of a VPC and of those that it is peered with in its Region.
pub(super) fn with_peers(cx: &Context<'_>, network: &Network) -> u64 {
    let region = network.vpc.as_ref().map(|vpc| &vpc.region);
    let mut peers: Vec<VpcId> = Vec::new();
    for (_, peering) in cx.peerings(network.id) {
        if let Some(peer) = peering.other_end(network.id).filter(|peer| *peer != network.id && !peers.contains(peer)) {
            peers.push(peer);
        }
    }
    let near = peers.into_iter().filter_map(|peer| cx.network(peer));
    let near = near.filter(|peer| peer.vpc.as_ref().map(|vpc| &vpc.region) == region);
    near.map(|peer| of_vpc(cx, peer)).fold(of_vpc(cx, network), u64::saturating_add)
}
