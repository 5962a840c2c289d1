//! Direct Connect gateways, and the gateways that they lead to.

use std::collections::BTreeMap;

use super::account::{Account, Place, known};
use super::hcl::{Body, Expr};
use super::home::import;
use super::network::Parts;
use super::object::{Object, keys};
use super::sight::Sight;
use super::vpn_gateway::private_asn;
use crate::addressing::CidrBlock;
use crate::aws::asn::DEFAULT_AMAZON_SIDE_ASN;
use crate::export::bundle::Notes;
use crate::export::naming::Style;
use crate::model::kinds::{DirectConnectAssociation, DirectConnectGateway as Noun};
use crate::model::{AccountId, Design, DirectConnectGatewayId, EntityId, Kind, TransitGatewayId, VpcId, Written};
use crate::ordering::Ordered;

/// A Direct Connect gateway.
#[derive(Clone, Debug)]
pub(super) struct DirectConnectGateway {
    pub(super) gateway: DirectConnectGatewayId,
    pub(super) object: Object,
    /// An identifier, unique among Direct Connect gateways.
    pub(super) label: String,
    /// It is in no Region; this one's provider makes it.
    pub(super) place: Place,
    asn: u32,
    associations: Vec<Association>,
}

#[derive(Clone, Debug)]
struct Association {
    gateway: EntityId,
    to: End,
    place: Place,
    prefixes: Vec<CidrBlock>,
}

#[derive(Clone, Debug)]
enum End {
    Vpc(VpcId),
    Transit(TransitGatewayId),
}

/// <https://docs.aws.amazon.com/directconnect/latest/APIReference/API_CreateDirectConnectGateway.html>
const LONGEST_NAME: usize = 100;

/// Every Direct Connect gateway that code can say.
pub(super) fn resolve(
    design: &Design,
    accounts: &BTreeMap<AccountId, Account>,
    parts: &Parts,
    notes: &mut Notes,
) -> Vec<DirectConnectGateway> {
    let label_of = keys(design, Style::Identifier, design.of_kind(Kind::DirectConnectGateway).map(|(id, _)| id));
    let mut gateways = Vec::new();
    for (id, noun) in design.all::<Noun>() {
        let mut associations: Vec<Association> = Vec::new();
        for drawn in &noun.associations {
            match association(id, drawn, parts, notes) {
                Some(found) if associations.iter().all(|known| known.gateway != found.gateway) => {
                    associations.push(found);
                }
                Some(_) => notes.left_out(id, "An association is there twice; it is written once."),
                None => notes.left_out(
                    id,
                    format!("The association with {} is left out: it is not in the code.", design.name(drawn.gateway)),
                ),
            }
        }
        // By gateway: another order is no change.
        associations.order_by_key(|association| association.gateway);
        let region = associations.first().map(|first| first.place.region.clone());
        let region = region.or_else(|| parts.vpcs.values().next().map(|vpc| vpc.place.region.clone()));
        let Some(region) = region.or_else(|| parts.transit_places().into_iter().next().map(|place| place.region))
        else {
            notes.left_out(
                id,
                "The Direct Connect gateway is left out: nothing else in the code says in which Region to begin.",
            );
            continue;
        };
        let Some(label) = label_of.get(&id.into()) else { continue };
        let object = Object::with_id(design, id.into(), label, is_uuid, notes);
        if !object.tags.is_empty() {
            notes.left_out(id, "Its tags are left out: the provider knows none of it.");
        }
        gateways.push(DirectConnectGateway {
            gateway: id,
            object,
            label: label.clone(),
            place: Place { account: known(accounts, noun.account, id, notes), region },
            asn: private_asn(noun.asn, id, notes).unwrap_or(DEFAULT_AMAZON_SIDE_ASN),
            associations,
        });
    }
    gateways
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36 && text.bytes().all(|b| b == b'-' || b.is_ascii_hexdigit())
}

fn association(
    id: DirectConnectGatewayId,
    drawn: &DirectConnectAssociation,
    parts: &Parts,
    notes: &mut Notes,
) -> Option<Association> {
    let gateway = drawn.gateway;
    let transit = parts.shared.transit.gateways.iter().find(|known| known.object.id == gateway);
    let of_vpc = parts.vpcs.values().find(|vpc| vpc.vpn_gateway.as_ref().is_some_and(|it| it.object.id == gateway));
    let (to, place) = match (transit, of_vpc) {
        (Some(transit), _) => (End::Transit(transit.gateway), transit.place.clone()),
        (None, Some(vpc)) => (End::Vpc(vpc.vpc), vpc.place.clone()),
        (None, None) => return None,
    };
    let mut prefixes = Vec::new();
    for written in &drawn.allowed_prefixes {
        match Written::get(written) {
            Some(block) if !prefixes.contains(&block) => prefixes.push(block),
            Some(_) => {}
            None => notes.left_out(id, format!("The prefix \"{written}\" is left out: it is not a CIDR block.")),
        }
    }
    prefixes.order();
    Some(Association { gateway, to, place, prefixes })
}

/// The label of an association: of the two gateways. No label made of a name has two `_` in a row.
pub(super) fn association_label(dx: &str, gateway: &str) -> String {
    format!("{dx}__{gateway}")
}

impl DirectConnectGateway {
    /// Is it associated with this gateway?
    pub(super) fn leads_to(&self, gateway: EntityId) -> bool {
        self.associations.iter().any(|it| it.gateway == gateway)
    }

    /// The gateway and its associations.
    pub(super) fn write(&self, sight: &mut Sight) -> Body {
        let mut body = Body::new();
        body.block(
            sight
                .resource("aws_dx_gateway", &self.label, &self.place)
                .marked(self.gateway)
                .blank()
                .attribute("name", Expr::text(self.object.name.chars().take(LONGEST_NAME).collect::<String>()))
                .attribute("amazon_side_asn", Expr::shown(self.asn)),
        );
        let network = sight.network;
        for each in &self.associations {
            let (label, gateway) = match each.to {
                End::Vpc(vpc) => match network.vpc(vpc) {
                    Some(vpc) => (format!("vpc__{}", vpc.label), format!("{}.id", sight.vpn_gateway(vpc))),
                    None => continue,
                },
                End::Transit(id) => match network.shared.transit.gateway(id) {
                    Some(transit) => (transit.label.clone(), transit.reference()),
                    None => continue,
                },
            };
            body.append(self.write_association(each, &label, gateway, sight));
        }
        body
    }

    /// With a gateway of another account the two sides agree by a proposal.
    fn write_association(&self, each: &Association, to: &str, gateway: String, sight: &mut Sight) -> Body {
        let label = association_label(&self.label, to);
        let dx = Expr::code(format!("aws_dx_gateway.{}.id", self.label));
        let prefixes = (!each.prefixes.is_empty()).then(|| Expr::texts(each.prefixes.iter().map(ToString::to_string)));
        let mut body = Body::new();
        if each.place.account == self.place.account {
            body.block(
                sight
                    .resource("aws_dx_gateway_association", &label, &self.place)
                    .marked(self.gateway)
                    .blank()
                    .attribute("dx_gateway_id", dx)
                    .attribute("associated_gateway_id", Expr::code(gateway))
                    .attribute_if("allowed_prefixes", prefixes),
            );
            return body;
        }
        let own = sight.account_number(&self.place);
        let other = sight.account_number(&each.place);
        body.block(
            sight
                .resource("aws_dx_gateway_association_proposal", &label, &each.place)
                .marked(self.gateway)
                .blank()
                .attribute("dx_gateway_id", dx.clone())
                .attribute("dx_gateway_owner_account_id", own)
                .attribute("associated_gateway_id", Expr::code(gateway))
                .attribute_if("allowed_prefixes", prefixes.clone()),
        );
        body.block(
            sight
                .resource("aws_dx_gateway_association", &label, &self.place)
                .marked(self.gateway)
                .blank()
                .attribute("dx_gateway_id", dx)
                .attribute("proposal_id", Expr::code(format!("aws_dx_gateway_association_proposal.{label}.id")))
                .attribute("associated_gateway_owner_account_id", other)
                .attribute_if("allowed_prefixes", prefixes),
        );
        body
    }

    /// `import` of the gateway, when it exists.
    pub(super) fn imports(&self) -> Body {
        let mut body = Body::new();
        if let Some(id) = &self.object.aws_id {
            body.block(import(&format!("aws_dx_gateway.{}", self.label), id).marked(self.gateway));
        }
        body
    }
}
