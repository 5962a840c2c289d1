//! Customer gateways: the other end of VPN connections.

use std::collections::BTreeMap;
use std::net::IpAddr;

use super::account::{self, Account, Place};
use super::hcl::{Body, Expr};
use super::home::import;
use super::object::{Object, keys};
use super::sight::Sight;
use crate::aws::asn::DEFAULT_CUSTOMER_SIDE_ASN;
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
            place,
            asn: noun.asn.filter(|asn| *asn > 0).unwrap_or(DEFAULT_CUSTOMER_SIDE_ASN),
            address,
        });
    }
    gateways
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
