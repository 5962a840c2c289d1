//! VPN connections, and the customer gateways at their other end.

use std::collections::BTreeSet;

use super::draft::Draft;
use super::gateways::home_of_users;
use super::resource::{Home, Key, Part, Resource};
use super::value::Value;
use crate::addressing::Family;
use crate::aws::asn::DEFAULT_CUSTOMER_SIDE_ASN;
use crate::model::kinds::{CustomerGateway, VpnConnection, VpnRouting};
use crate::model::{CustomerGatewayId, Kind, VpnConnectionId};

pub(super) fn write(draft: &mut Draft<'_>) {
    for (id, noun) in draft.design.all::<CustomerGateway>() {
        customer_gateway(draft, id, noun);
    }
    for (id, noun) in draft.design.all::<VpnConnection>() {
        connection(draft, id, noun);
    }
}

fn customer_gateway(draft: &mut Draft<'_>, id: CustomerGatewayId, noun: &CustomerGateway) {
    let Some(address) = noun.address.as_ref().and_then(|written| written.get()) else {
        draft.left_out(id, "The customer gateway is left out: it has no sound address.");
        return;
    };
    let Some(place) = draft.place_named(id, noun.account, &noun.region) else { return };
    let ends: Vec<_> = draft.design.referring::<VpnConnection>(id).map(|(_, vpn)| vpn.gateway).collect();
    let vpcs: BTreeSet<_> = ends.iter().filter_map(|end| draft.vpc_of((*end)?)).collect();
    let hub = ends.iter().flatten().any(|end| end.kind == Kind::TransitGateway);
    let home = match (vpcs.is_empty(), hub) {
        (false, false) => home_of_users(draft, place, &vpcs),
        (true, _) => Home::Between(place),
        (false, true) => Home::Shared(place),
    };
    let asn = noun.asn.unwrap_or(DEFAULT_CUSTOMER_SIDE_ASN);
    // Numbers of four bytes have a property of their own.
    let argument = if asn > 2_147_483_647 { "BgpAsnExtended" } else { "BgpAsn" };
    let name = format!("{}CustomerGateway", draft.word(id));
    let tags = draft.tags(id, &home);
    draft.add(
        Resource::new(Key::of(id), "AWS::EC2::CustomerGateway", name, home)
            .property("Type", "ipsec.1")
            .property(argument, Value::Number(asn.into()))
            .property("IpAddress", Value::shown(address))
            .list("Tags", tags),
    );
}

fn connection(draft: &mut Draft<'_>, id: VpnConnectionId, noun: &VpnConnection) {
    let Some(customer) = draft.id_of(noun.customer_gateway) else {
        draft.left_out(id, "The VPN connection is left out: its customer gateway is not in the code.");
        return;
    };
    let Some((end, gateway)) = noun.gateway.and_then(|end| Some((end, draft.id_of(end)?))) else {
        draft.left_out(id, "The VPN connection is left out: its gateway is not in the code.");
        return;
    };
    let argument = if end.kind == Kind::TransitGateway { "TransitGatewayId" } else { "VpnGatewayId" };
    let home = match draft.vpc_of(end) {
        Some(vpc) => Home::Vpc(vpc),
        None => match draft.resource_place(end) {
            Some(place) => Home::Between(place),
            None => return,
        },
    };
    let mut tunnels = Vec::new();
    for written in noun.tunnel_inside.iter().take(2) {
        match written.get().filter(|block| block.family() == Family::V4 && block.length() == 30) {
            Some(block) => tunnels.push(Value::map([("TunnelInsideCidr", Value::shown(block))])),
            None => draft.left_out(id, format!("The tunnel block \"{written}\" is left out: it is no /30 of IPv4.")),
        }
    }
    let fixed = noun.routing == VpnRouting::Static;
    let word = draft.word(id);
    let tags = draft.tags(id, &home);
    let accelerated = (noun.acceleration && end.kind == Kind::TransitGateway).then(|| Value::from(true));
    draft.add(
        Resource::new(Key::of(id), "AWS::EC2::VPNConnection", format!("{word}VpnConnection"), home.clone())
            .part(Part::Services)
            .property("Type", "ipsec.1")
            .property("CustomerGatewayId", customer)
            .property(argument, gateway)
            .property("StaticRoutesOnly", fixed)
            .property_if("EnableAcceleration", accelerated)
            .list("VpnTunnelOptionsSpecifications", tunnels)
            .list("Tags", tags),
    );
    if noun.tunnel_inside.len() > 2 {
        draft.left_out(id, "Tunnel blocks after the second are left out: there are two tunnels.");
    }
    if !fixed || end.kind == Kind::TransitGateway {
        if fixed && !noun.static_routes.is_empty() {
            draft.left_out(id, "Its static routes are left out: with a transit gateway they are routes of its tables.");
        }
        return;
    }
    for written in &noun.static_routes {
        let Some(block) = written.get() else {
            draft.left_out(id, format!("The static route \"{written}\" is left out: it is not a CIDR block."));
            continue;
        };
        let Some(connection) = draft.id_of(id) else { return };
        draft.add(
            Resource::new(
                Key::role(id, format!("route {block}")),
                "AWS::EC2::VPNConnectionRoute",
                format!("{word}VpnRoute{}", super::draft::block_word(block)),
                home.clone(),
            )
            .part(Part::Services)
            .property("DestinationCidrBlock", Value::shown(block))
            .property("VpnConnectionId", connection),
        );
    }
}
