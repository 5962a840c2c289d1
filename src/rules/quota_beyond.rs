//! How many there are of what joins VPCs to each other, to services and to networks outside.

use std::collections::BTreeMap;

use super::address_usage;
use super::context::Context;
use super::learned::{by_vpn_gateway, over_vpn};
use super::network::Network;
use super::quota::{Groups, Load, by_region, in_vpc};
use super::quota_services::{of_services, services};
use super::transit_tables::{Table, attachments, follows, propagates_into};
use super::transit_ways::ways;
use crate::addressing::{CidrBlock, Family};
use crate::aws::limits::{self, Limit};
use crate::model::kinds::{
    CustomerGateway, DirectConnectGateway, EndpointType, PrefixList, TransitGateway, TransitGatewayAttachment,
    TransitGatewayRouteTable, VpnConnection, VpnRouting,
};
use crate::model::{AccountId, EntityId, Kind, TransitGatewayId};

/// Loads of what is counted in a VPC.
pub(super) fn loads_of_vpc(cx: &Context<'_>, network: &Network) -> Vec<Load> {
    let usage = address_usage(cx, network).into_iter().chain(transit_gateways_of(cx, network));
    usage.chain(endpoints(cx, network)).chain(propagated_routes(cx, network)).chain(of_services(cx, network)).collect()
}

/// Loads of what is counted by account and Region, and in what belongs to no VPC.
pub(super) fn loads_of_design(cx: &Context<'_>) -> Vec<Load> {
    let mut loads = egress_only_gateways(cx);
    loads.extend(gateway_endpoints(cx));
    loads.extend(prefix_lists(cx));
    loads.extend(hybrid(cx));
    loads.extend(services(cx));
    loads.extend(transit_gateways(cx));
    for (id, gateway) in cx.all::<TransitGateway>() {
        loads.extend(of_transit_gateway(cx, id, gateway));
    }
    for (id, line) in cx.all::<DirectConnectGateway>() {
        loads.extend(of_line(cx, id.into(), line));
    }
    loads
}

/// Routes that VPN gateways propagate into each table.
pub(super) fn propagated_routes(cx: &Context<'_>, network: &Network) -> Vec<Load> {
    let mut loads = Vec::new();
    for table in network.tables.iter().filter(|table| !table.propagating_gateways.is_empty()) {
        let learned = table.propagating_gateways.iter().flat_map(|gateway| by_vpn_gateway(cx, *gateway));
        let mut blocks: Vec<CidrBlock> = Vec::new();
        learned.for_each(|learned| {
            if !blocks.contains(&learned.block) {
                blocks.push(learned.block);
            }
        });
        let load = in_vpc(cx, network, &limits::PROPAGATED_ROUTES_PER_ROUTE_TABLE, blocks.len());
        loads.extend(load.map(|load| Load { place: table.name(), objects: vec![table.id.into()], ..load }));
    }
    loads
}

/// Endpoints of the VPC: those with interfaces, and gateway endpoints.
pub(super) fn endpoints(cx: &Context<'_>, network: &Network) -> Vec<Load> {
    let gateways = network.endpoints.iter().filter(|endpoint| endpoint.endpoint_type == EndpointType::Gateway).count();
    let interfaces = network.endpoints.len() - gateways;
    let counted = [(&limits::INTERFACE_ENDPOINTS_PER_VPC, interfaces), (&limits::GATEWAY_ENDPOINTS_PER_VPC, gateways)];
    counted.into_iter().filter(|(_, used)| *used > 0).filter_map(|(limit, n)| in_vpc(cx, network, limit, n)).collect()
}

/// Network Address Usage of the VPC, and with that of its peers.
pub(super) fn address_usage(cx: &Context<'_>, network: &Network) -> Vec<Load> {
    let alone = address_usage::of_vpc(cx, network);
    let together = address_usage::with_peers(cx, network);
    let counted = [(&limits::NETWORK_ADDRESS_USAGE, alone), (&limits::PEERED_NETWORK_ADDRESS_USAGE, together)];
    let used = |units: u64| usize::try_from(units).unwrap_or(usize::MAX);
    counted.into_iter().filter_map(|(limit, units)| in_vpc(cx, network, limit, used(units))).collect()
}

/// Transit gateways that the VPC is attached to.
pub(super) fn transit_gateways_of(cx: &Context<'_>, network: &Network) -> Option<Load> {
    let attached =
        cx.referring::<TransitGatewayAttachment>(network.id).filter(|(_, a)| a.resource == network.id.into());
    let mut gateways: Vec<TransitGatewayId> = Vec::new();
    attached.for_each(|(_, attachment)| {
        if !gateways.contains(&attachment.transit_gateway) {
            gateways.push(attachment.transit_gateway);
        }
    });
    in_vpc(cx, network, &limits::TGW_PER_VPC, gateways.len()).filter(|load| load.used > 0)
}

/// A load for each account and Region out of a number that each VPC's brief has.
pub(super) fn of_census(cx: &Context<'_>, limit: &'static Limit, count: impl Fn(&super::Brief) -> usize) -> Vec<Load> {
    let census = cx.census();
    let mut groups = Groups::new();
    for vpc in census.vpcs().filter(|vpc| count(vpc) > 0) {
        groups.entry((cx.account(vpc), &vpc.region)).or_default().push(vpc.id.into());
    }
    let of = |id: &EntityId| id.typed().and_then(|vpc| census.vpc(vpc)).map_or(0, &count);
    by_region(cx, groups, limit, |vpcs| vpcs.iter().map(of).sum())
}

/// Egress-only gateways by account and Region.
pub(super) fn egress_only_gateways(cx: &Context<'_>) -> Vec<Load> {
    of_census(cx, &limits::EGRESS_ONLY_INTERNET_GATEWAYS_PER_REGION, |vpc| vpc.egress_only_gateways)
}

/// Gateway endpoints by account and Region.
pub(super) fn gateway_endpoints(cx: &Context<'_>) -> Vec<Load> {
    of_census(cx, &limits::GATEWAY_ENDPOINTS_PER_REGION, |vpc| vpc.gateway_endpoints)
}

/// Prefix lists of one's own by account and Region.
pub(super) fn prefix_lists(cx: &Context<'_>) -> Vec<Load> {
    let mut groups = Groups::new();
    for (id, list) in cx.all::<PrefixList>().filter(|(_, list)| list.service.is_empty()) {
        groups.entry((list.account, &list.region)).or_default().push(id.into());
    }
    by_region(cx, groups, &limits::PREFIX_LISTS_PER_REGION, <[_]>::len)
}

/// Gateways and connections to networks outside AWS, by account and Region; VPN connections by VPN gateway too.
pub(super) fn hybrid(cx: &Context<'_>) -> Vec<Load> {
    let mut loads = of_census(cx, &limits::VIRTUAL_PRIVATE_GATEWAYS_PER_REGION, |vpc| vpc.vpn_gateways);
    let mut routers = Groups::new();
    for (id, router) in cx.all::<CustomerGateway>() {
        routers.entry((router.account, &router.region)).or_default().push(id.into());
    }
    loads.extend(by_region(cx, routers, &limits::CUSTOMER_GATEWAYS_PER_REGION, <[_]>::len));
    let (mut all, mut accelerated, mut loose) = (Groups::new(), Groups::new(), Groups::new());
    let mut of_gateway: BTreeMap<EntityId, (Vec<EntityId>, Option<AccountId>, &str)> = BTreeMap::new();
    for (id, connection) in cx.all::<VpnConnection>() {
        let Some(router) = cx.get(connection.customer_gateway) else { continue };
        let place = (router.account, router.region.as_str());
        all.entry(place).or_default().push(id.into());
        if connection.acceleration {
            accelerated.entry(place).or_default().push(id.into());
        }
        match connection.gateway {
            None => loose.entry(place).or_default().push(id.into()),
            Some(gateway) if gateway.kind == Kind::VpnGateway => {
                let entry = of_gateway.entry(gateway).or_insert((Vec::new(), router.account, &router.region));
                entry.0.push(id.into());
            }
            Some(_) => {}
        }
    }
    loads.extend(by_region(cx, all, &limits::VPN_CONNECTIONS_PER_REGION, <[_]>::len));
    loads.extend(by_region(cx, accelerated, &limits::VPN_ACCELERATED_PER_REGION, <[_]>::len));
    loads.extend(by_region(cx, loose, &limits::VPN_UNASSOCIATED_PER_REGION, <[_]>::len));
    for (gateway, (connections, account, region)) in of_gateway {
        let quota = cx.quota(account, region, &limits::VPN_CONNECTIONS_PER_VGW);
        let objects = [gateway].into_iter().chain(connections.iter().copied()).collect();
        loads.extend(quota.map(|quota| Load { quota, used: connections.len(), place: cx.name(gateway), objects }));
    }
    loads.extend(routes_of_connections(cx));
    let mut lines: BTreeMap<Option<AccountId>, Vec<EntityId>> = BTreeMap::new();
    for (id, line) in cx.all::<DirectConnectGateway>() {
        lines.entry(line.account).or_default().push(id.into());
    }
    for (account, objects) in lines {
        let quota = cx.quota(account, "", &limits::DX_GATEWAYS_PER_ACCOUNT);
        let place = account.map_or_else(|| "the account".to_owned(), |account| cx.name(account));
        loads.extend(quota.map(|quota| Load { quota, used: objects.len(), place, objects }));
    }
    loads
}

/// Routes from outside that each VPN connection has: listed with static routing, else announced.
fn routes_of_connections(cx: &Context<'_>) -> Vec<Load> {
    let load = |(id, vpn): (crate::model::VpnConnectionId, &VpnConnection)| {
        let limit = match (vpn.gateway?.kind, vpn.routing) {
            (Kind::VpnGateway, VpnRouting::Static) => &limits::VPN_STATIC_ROUTES_VGW,
            (Kind::VpnGateway, VpnRouting::Bgp) => &limits::VPN_ROUTES_IN_VGW,
            (Kind::TransitGateway, VpnRouting::Bgp) => &limits::VPN_ROUTES_IN_TGW,
            // Static routes stand in the tables of the transit gateway, where they are counted.
            _ => return None,
        };
        let router = cx.get(vpn.customer_gateway)?;
        let quota = cx.quota(router.account, &router.region, limit)?;
        Some(Load { quota, used: over_vpn(cx, vpn).len(), place: cx.name(id), objects: vec![id.into()] })
    };
    cx.all::<VpnConnection>().filter_map(load).filter(|load| load.used > 0).collect()
}

/// Transit gateways by account and Region.
pub(super) fn transit_gateways(cx: &Context<'_>) -> Vec<Load> {
    let mut groups = Groups::new();
    for (id, gateway) in cx.all::<TransitGateway>() {
        groups.entry((gateway.account, &gateway.region)).or_default().push(id.into());
    }
    by_region(cx, groups, &limits::TRANSIT_GATEWAYS_PER_ACCOUNT, <[_]>::len)
}

/// Attachments, peers, route tables and routes of a transit gateway.
pub(super) fn of_transit_gateway(cx: &Context<'_>, id: TransitGatewayId, gateway: &TransitGateway) -> Vec<Load> {
    // A peering is an attachment of both its ends.
    let all: Vec<&TransitGatewayAttachment> = cx.referring::<TransitGatewayAttachment>(id).map(|(_, a)| a).collect();
    let to = |kind: Kind| all.iter().filter(|a| a.resource.kind == kind).count();
    let drawn = cx.referring::<TransitGatewayRouteTable>(id).filter(|(_, table)| table.transit_gateway == id);
    let mut tables: Vec<Table> = drawn.map(|(table, _)| Table::Drawn(table)).collect();
    let in_use = |(_, attachment): &(_, &TransitGatewayAttachment)| {
        follows(gateway, attachment) == Some(Table::Undrawn)
            || propagates_into(gateway, attachment).contains(&Table::Undrawn)
    };
    if attachments(cx, id).iter().any(in_use) {
        tables.push(Table::Undrawn);
    }
    let routes: usize = tables.iter().map(|table| ways(cx, id, gateway, *table).len()).sum();
    let counted = [
        (&limits::TGW_ATTACHMENTS, all.len()),
        (&limits::TGW_PEERING_ATTACHMENTS, to(Kind::TransitGateway)),
        (&limits::TGW_DX_GATEWAYS, to(Kind::DirectConnectGateway)),
        (&limits::TGW_ROUTE_TABLES, tables.len()),
        (&limits::TGW_ROUTES_TOTAL, routes),
    ];
    let load = |(limit, used)| {
        let quota = cx.quota(gateway.account, &gateway.region, limit)?;
        Some(Load { quota, used, place: cx.name(id), objects: vec![id.into()] })
    };
    counted.into_iter().filter(|(_, used)| *used > 0).filter_map(load).collect()
}

/// Gateways that a Direct Connect gateway leads to, and the ranges that the other end announces.
pub(super) fn of_line(cx: &Context<'_>, id: EntityId, line: &DirectConnectGateway) -> Vec<Load> {
    let to = |kind: Kind| line.associations.iter().filter(|to| to.gateway.kind == kind).count();
    let ranges = super::learned::ranges_of(cx, line.network);
    let of_family = |family: Family| ranges.iter().filter(|range| range.family() == family).count();
    let counted = [
        (&limits::DX_VGWS_PER_GATEWAY, to(Kind::VpnGateway)),
        (&limits::DX_TGWS_PER_GATEWAY, to(Kind::TransitGateway)),
        (&limits::DX_PREFIXES_PRIVATE_TRANSIT, of_family(Family::V4)),
        (&limits::DX_PREFIXES_PRIVATE_TRANSIT, of_family(Family::V6)),
    ];
    let load = |(limit, used)| {
        let quota = cx.quota(line.account, "", limit)?;
        Some(Load { quota, used, place: cx.name(id), objects: vec![id] })
    };
    counted.into_iter().filter(|(_, used)| *used > 0).filter_map(load).collect()
}
