//! Customer gateways: the other end of VPN connections.

use std::collections::BTreeMap;
use std::net::IpAddr;

use super::account::{self, Account, Place};
use super::hcl::{Body, Expr};
use super::home::import;
use super::object::{Object, keys};
use super::sight::Sight;
use crate::aws::asn::{DEFAULT_CUSTOMER_SIDE_ASN, is_reserved_asn};
use crate::export::bundle::Notes;
use crate::export::naming::Style;
use crate::model::kinds::CustomerGateway as Noun;
use crate::model::{AccountId, CustomerGatewayId, Design, Kind, Written};

/// A customer gateway.
#[derive(Clone, Debug)]
pub(super) struct CustomerGateway {
    pub(super) gateway: CustomerGatewayId,
    object: Object,
    /// An identifier, unique among customer gateways.
    pub(super) label: String,
    pub(super) place: Place,
    asn: u32,
    address: IpAddr,
}

/// Every customer gateway that code can say.
pub(super) fn resolve(
    design: &Design,
    accounts: &BTreeMap<AccountId, Account>,
    notes: &mut Notes,
) -> Vec<CustomerGateway> {
    let label_of = keys(design, Style::Identifier, design.of_kind(Kind::CustomerGateway).map(|(id, _)| id));
    let mut gateways = Vec::new();
    for (id, noun) in design.all::<Noun>() {
        let Some(place) = account::place(accounts, noun.account, &noun.region, id, notes) else { continue };
        let Some(address) = noun.address.as_ref().and_then(Written::get).filter(IpAddr::is_ipv4) else {
            notes.left_out(id, "The customer gateway is left out: it has no IPv4 address.");
            continue;
        };
        let Some(label) = label_of.get(&id.into()) else { continue };
        gateways.push(CustomerGateway {
            gateway: id,
            object: Object::of(design, id.into(), label, "cgw", notes),
            label: label.clone(),
            asn: customer_asn(noun.asn, &place.region, id, notes),
            place,
            address,
        });
    }
    gateways
}

/// The number of the other side for BGP, where it is one that AWS takes: not one that it keeps for itself.
/// <https://docs.aws.amazon.com/vpn/latest/s2svpn/cgw-options.html>
pub(in crate::export) fn customer_asn(asn: Option<u32>, region: &str, of: CustomerGatewayId, notes: &mut Notes) -> u32 {
    let Some(asn) = asn else { return DEFAULT_CUSTOMER_SIDE_ASN };
    if asn > 0 && !is_reserved_asn(asn, region) {
        return asn;
    }
    let text =
        format!("The number {asn} is left out: no customer may have it. The code says {DEFAULT_CUSTOMER_SIDE_ASN}.");
    notes.left_out(of, text);
    DEFAULT_CUSTOMER_SIDE_ASN
}

impl CustomerGateway {
    /// The gateway.
    pub(super) fn write(&self, sight: &mut Sight) -> Body {
        // Numbers above that have an argument of their own.
        let argument = if i32::try_from(self.asn).is_ok() { "bgp_asn" } else { "bgp_asn_extended" };
        let mut body = Body::new();
        body.block(
            sight
                .resource("aws_customer_gateway", &self.label, &self.place)
                .marked(self.gateway)
                .blank()
                .attribute("type", Expr::text("ipsec.1"))
                .attribute("ip_address", Expr::shown(self.address))
                .attribute(argument, Expr::shown(self.asn))
                .attribute("tags", self.object.named_tags()),
        );
        body
    }

    /// `import` of the gateway, when it exists.
    pub(super) fn imports(&self) -> Body {
        let mut body = Body::new();
        if let Some(id) = &self.object.aws_id {
            body.block(import(&format!("aws_customer_gateway.{}", self.label), id).marked(self.gateway));
        }
        body
    }
}
