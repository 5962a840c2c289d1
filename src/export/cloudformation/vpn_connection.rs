//! VPN connections, and the customer gateways at their other end.

use std::collections::BTreeSet;
use std::net::IpAddr;

use super::draft::Draft;
use super::gateways::home_of_users;
use super::resource::{Home, Key, Part, Resource};
use super::value::Value;
use crate::addressing::Family;
use crate::export::terraform::customer_gateway::customer_asn;
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
    let Some(address) = noun.address.as_ref().and_then(|written| written.get()).filter(IpAddr::is_ipv4) else {
        draft.left_out(id, "The customer gateway is left out: it has no IPv4 address.");
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
    let asn = customer_asn(noun.asn, &noun.region, id, draft.notes);
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
    if draft.place(&home).cloned() != draft.resource_place(noun.customer_gateway) {
        let text =
            "The VPN connection is left out: its customer gateway is of another account or Region than its AWS end.";
        draft.left_out(id, text);
        return;
    }
    if noun.acceleration && end.kind != Kind::TransitGateway {
        draft.left_out(id, "Acceleration is left out: it needs a transit gateway.");
    }
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
    let mut seen = BTreeSet::new();
    for written in &noun.static_routes {
        let why = match written.get() {
            None => "it is not a CIDR block.",
            Some(_) if !fixed => "the ends learn routes by BGP.",
            Some(_) if end.kind == Kind::TransitGateway => {
                "at a transit gateway it belongs into a route table of that."
            }
            Some(block) if block.family() == Family::V6 => "it is one for IPv6.",
            Some(_) => "",
        };
        let Some(block) = written.get().filter(|_| why.is_empty()) else {
            draft.left_out(id, format!("The route {written} is left out: {why}"));
            continue;
        };
        if !seen.insert(block) {
            continue;
        }
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
