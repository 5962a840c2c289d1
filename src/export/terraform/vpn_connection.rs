//! VPN connections. Their pre-shared keys are made by AWS and never part of the code.

use super::account::Place;
use super::hcl::{Body, Expr};
use super::home::import;
use super::network::Parts;
use super::object::{Object, keys};
use super::sight::Sight;
use crate::addressing::{CidrBlock, Family};
use crate::export::bundle::Notes;
use crate::export::naming::Style;
use crate::model::kinds::{VpnConnection as Noun, VpnRouting};
use crate::model::{CustomerGatewayId, Design, Kind, TransitGatewayId, VpcId, VpnConnectionId, Written};
use crate::ordering::Ordered;

/// A VPN connection.
#[derive(Clone, Debug)]
pub(super) struct VpnConnection {
    pub(super) vpn: VpnConnectionId,
    pub(super) object: Object,
    /// An identifier, unique among VPN connections.
    pub(super) label: String,
    place: Place,
    customer: CustomerGatewayId,
    end: End,
    is_static: bool,
    routes: Vec<CidrBlock>,
    inside: Vec<CidrBlock>,
    acceleration: bool,
}

/// The AWS end.
#[derive(Clone, Debug)]
enum End {
    /// The VPN gateway of a VPC.
    Vpc(VpcId),
    Transit(TransitGatewayId),
}

/// Every VPN connection that code can say.
pub(super) fn resolve(design: &Design, parts: &Parts, notes: &mut Notes) -> Vec<VpnConnection> {
    let label_of = keys(design, Style::Identifier, design.of_kind(Kind::VpnConnection).map(|(id, _)| id));
    let mut vpns = Vec::new();
    for (id, noun) in design.all::<Noun>() {
        let (end, place) = match end(noun, parts) {
            Ok(end) => end,
            Err(why) => {
                notes.left_out(id, format!("The VPN connection is left out: {why}"));
                continue;
            }
        };
        let Some(label) = label_of.get(&id.into()) else { continue };
        let acceleration = noun.acceleration && matches!(end, End::Transit(_));
        if noun.acceleration && !acceleration {
            notes.left_out(id, "Acceleration is left out: it needs a transit gateway.");
        }
        notes.remark(
            id,
            "AWS makes the pre-shared keys of its tunnels. They are in the state of Terraform: keep that as a secret.",
        );
        vpns.push(VpnConnection {
            vpn: id,
            object: Object::of(design, id.into(), label, "vpn", notes),
            label: label.clone(),
            place,
            customer: noun.customer_gateway,
            is_static: noun.routing == VpnRouting::Static,
            routes: static_routes(id, noun, &end, notes),
            inside: inside(id, noun, notes),
            end,
            acceleration,
        });
    }
    vpns
}

fn static_routes(id: VpnConnectionId, noun: &Noun, end: &End, notes: &mut Notes) -> Vec<CidrBlock> {
    let mut routes: Vec<CidrBlock> = Vec::new();
    for written in &noun.static_routes {
        let why = match (noun.routing, end, Written::get(written)) {
            (_, _, None) => "it is not a CIDR block.",
            (VpnRouting::Bgp, _, Some(_)) => "the ends learn routes by BGP.",
            (VpnRouting::Static, End::Transit(_), Some(_)) => {
                "at a transit gateway it belongs into a route table of that."
            }
            (VpnRouting::Static, End::Vpc(_), Some(block)) if block.family() == Family::V6 => "it is one for IPv6.",
            (VpnRouting::Static, End::Vpc(_), Some(block)) => {
                routes.push(block);
                continue;
            }
        };
        notes.left_out(id, format!("The route {written} is left out: {why}"));
    }
    routes.order();
    routes.dedup();
    routes
}

/// The blocks inside the two tunnels.
fn inside(id: VpnConnectionId, noun: &Noun, notes: &mut Notes) -> Vec<CidrBlock> {
    let mut inside = Vec::new();
    for written in noun.tunnel_inside.iter().take(2) {
        match Written::get(written).filter(|block| block.length() == 30) {
            Some(block) => inside.push(block),
            None => notes.left_out(id, format!("The inside block \"{written}\" is left out: it is not a /30.")),
        }
    }
    inside
}

fn end(noun: &Noun, parts: &Parts) -> Result<(End, Place), String> {
    let customer = parts.shared.customers.iter().find(|known| known.gateway == noun.customer_gateway);
    let customer = customer.ok_or("its customer gateway is not in the code.")?;
    let gateway = noun.gateway.ok_or("its AWS end is not decided.")?;
    let transit = parts.shared.transit.gateways.iter().find(|known| known.object.id == gateway);
    let of_vpc = parts.vpcs.values().find(|vpc| vpc.vpn_gateway.as_ref().is_some_and(|it| it.object.id == gateway));
    let (end, place) = match (transit, of_vpc) {
        (Some(transit), _) => (End::Transit(transit.gateway), transit.place.clone()),
        (None, Some(vpc)) => (End::Vpc(vpc.vpc), vpc.place.clone()),
        (None, None) => return Err("its AWS end is not in the code.".into()),
    };
    if customer.place != place {
        return Err("its customer gateway is of another account or Region than its AWS end.".into());
    }
    Ok((end, place))
}

impl VpnConnection {
    /// Does it end at this transit gateway?
    pub(super) fn leads_to(&self, gateway: TransitGatewayId) -> bool {
        matches!(self.end, End::Transit(end) if end == gateway)
    }

    /// The connection and its static routes.
    pub(super) fn write(&self, sight: &mut Sight) -> Body {
        let mut body = Body::new();
        let network = sight.network;
        let Some(customer) = network.shared.customers.iter().find(|known| known.gateway == self.customer) else {
            return body;
        };
        let (argument, id) = match self.end {
            End::Vpc(vpc) => match network.vpc(vpc) {
                Some(vpc) => ("vpn_gateway_id", format!("{}.id", sight.vpn_gateway(vpc))),
                None => return body,
            },
            End::Transit(gateway) => match network.shared.transit.gateway(gateway) {
                Some(gateway) => ("transit_gateway_id", gateway.reference()),
                None => return body,
            },
        };
        body.block(
            sight
                .resource("aws_vpn_connection", &self.label, &self.place)
                .marked(self.vpn)
                .blank()
                .attribute("customer_gateway_id", Expr::code(format!("aws_customer_gateway.{}.id", customer.label)))
                .attribute(argument, Expr::code(id))
                .attribute("type", Expr::text("ipsec.1"))
                .attribute("static_routes_only", Expr::from(self.is_static))
                .attribute_if("enable_acceleration", self.acceleration.then(|| Expr::from(true)))
                .attribute_if("tunnel1_inside_cidr", self.inside.first().map(Expr::shown))
                .attribute_if("tunnel2_inside_cidr", self.inside.get(1).map(Expr::shown))
                .attribute("tags", self.object.named_tags()),
        );
        if !self.routes.is_empty() {
            let routes = self.routes.iter().map(|block| (block.to_string(), None)).collect();
            body.block(
                sight
                    .resource("aws_vpn_connection_route", &self.label, &self.place)
                    .marked(self.vpn)
                    .attribute("for_each", Expr::Set(routes))
                    .blank()
                    .attribute("vpn_connection_id", Expr::code(format!("aws_vpn_connection.{}.id", self.label)))
                    .attribute("destination_cidr_block", Expr::code("each.value")),
            );
        }
        body
    }

    /// `import` of the connection, when it exists.
    pub(super) fn imports(&self) -> Body {
        let mut body = Body::new();
        if let Some(id) = &self.object.aws_id {
            body.block(import(&format!("aws_vpn_connection.{}", self.label), id).marked(self.vpn));
        }
        body
    }
}
