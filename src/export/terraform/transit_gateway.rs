//! Transit gateways, and their shares for other accounts.

use std::collections::{BTreeMap, BTreeSet};

use super::account::{self, Account, Place};
use super::hcl::{Body, Expr};
use super::home::import;
use super::network::{Network, Parts};
use super::object::{Object, keys};
use super::share::{self, Share, With};
use super::sight::Sight;
use super::transit_gateway_attachment::Attachment;
use super::transit_gateway_route_table::TransitTable;
use super::vpn_gateway::private_asn;
use crate::addressing::CidrBlock;
use crate::export::bundle::Notes;
use crate::export::naming::Style;
use crate::model::kinds::TransitGateway as Noun;
use crate::model::{AccountId, Design, Kind, TransitGatewayId, TransitGatewayRouteTableId, VpcId, Written};

/// Everything of transit gateways that code can say.
#[derive(Default)]
pub(super) struct Transit {
    pub(super) gateways: Vec<TransitGateway>,
    pub(super) tables: Vec<TransitTable>,
    pub(super) attachments: Vec<Attachment>,
}

/// A transit gateway.
#[derive(Clone, Debug)]
pub(super) struct TransitGateway {
    pub(super) gateway: TransitGatewayId,
    pub(super) object: Object,
    /// An identifier, unique among transit gateways.
    pub(super) label: String,
    pub(super) place: Place,
    asn: Option<u32>,
    blocks: Vec<CidrBlock>,
    pub(super) default_association: bool,
    pub(super) default_propagation: bool,
    /// The tables that stand for the default ones, as drawn.
    pub(super) association_table: Option<TransitGatewayRouteTableId>,
    pub(super) propagation_table: Option<TransitGatewayRouteTableId>,
    pub(super) auto_accept: bool,
    pub(super) security_group_references: bool,
    dns_support: bool,
    vpn_ecmp: bool,
    multicast: bool,
}

/// Every transit gateway that code can say.
pub(super) fn resolve(
    design: &Design,
    accounts: &BTreeMap<AccountId, Account>,
    notes: &mut Notes,
) -> Vec<TransitGateway> {
    let label_of = keys(design, Style::Identifier, design.of_kind(Kind::TransitGateway).map(|(id, _)| id));
    let mut gateways = Vec::new();
    for (id, noun) in design.all::<Noun>() {
        let Some(place) = account::place(accounts, noun.account, &noun.region, id, notes) else { continue };
        let mut blocks = Vec::new();
        for written in &noun.blocks {
            match Written::get(written) {
                Some(block) if !blocks.contains(&block) => blocks.push(block),
                Some(block) => notes.left_out(id, format!("The block {block} is there twice; it is written once.")),
                None => notes.left_out(id, format!("The block \"{written}\" is left out: it is not a CIDR block.")),
            }
        }
        let Some(label) = label_of.get(&id.into()) else { continue };
        gateways.push(TransitGateway {
            gateway: id,
            object: Object::of(design, id.into(), label, "tgw", notes),
            label: label.clone(),
            place,
            asn: private_asn(noun.asn, id, notes),
            blocks,
            default_association: noun.default_association,
            default_propagation: noun.default_propagation,
            association_table: noun.association_table.filter(|_| noun.default_association),
            propagation_table: noun.propagation_table.filter(|_| noun.default_propagation),
            auto_accept: noun.auto_accept,
            security_group_references: noun.security_group_references,
            dns_support: noun.dns_support,
            vpn_ecmp: noun.vpn_ecmp,
            multicast: noun.multicast,
        });
    }
    gateways
}

impl Transit {
    pub(super) fn gateway(&self, id: TransitGatewayId) -> Option<&TransitGateway> {
        self.gateways.iter().find(|gateway| gateway.gateway == id)
    }

    pub(super) fn table(&self, id: TransitGatewayRouteTableId) -> Option<&TransitTable> {
        self.tables.iter().find(|table| table.table == id)
    }

    fn attachment(&self, gateway: TransitGatewayId, vpc: VpcId) -> Option<&Attachment> {
        self.attachments.iter().find(|it| it.gateway == gateway && it.to.vpc() == Some(vpc))
    }

    /// Is the VPC attached to the gateway?
    pub(super) fn attaches(&self, gateway: TransitGatewayId, vpc: VpcId) -> bool {
        self.attachment(gateway, vpc).is_some()
    }

    /// What a route of the VPC names: the id of the gateway as the attachment knows it, so that the route waits for it.
    pub(super) fn route_reference(&self, gateway: TransitGatewayId, vpc: VpcId) -> Option<String> {
        self.attachment(gateway, vpc)?.gateway_reference()
    }

    pub(super) fn exists(&self, gateway: TransitGatewayId) -> bool {
        self.gateway(gateway).is_some_and(|gateway| gateway.object.aws_id.is_some())
    }
}

impl Parts {
    /// The accounts and Regions of transit gateways.
    pub(super) fn transit_places(&self) -> BTreeSet<Place> {
        self.shared.transit.gateways.iter().map(|gateway| gateway.place.clone()).collect()
    }
}

fn enable(on: bool) -> Expr {
    Expr::text(if on { "enable" } else { "disable" })
}

impl TransitGateway {
    /// `aws_ec2_transit_gateway.hub.id`
    pub(super) fn reference(&self) -> String {
        format!("aws_ec2_transit_gateway.{}.id", self.label)
    }

    /// The gateway, and its shares with the accounts whose VPCs are attached.
    pub(super) fn write(&self, sight: &mut Sight) -> Body {
        let blocks = (!self.blocks.is_empty()).then(|| Expr::texts(self.blocks.iter().map(ToString::to_string)));
        let differs = |on: bool, usual: bool| (on != usual).then(|| enable(on));
        let mut body = Body::new();
        body.block(
            sight
                .resource("aws_ec2_transit_gateway", &self.label, &self.place)
                .marked(self.gateway)
                .blank()
                .attribute_if("amazon_side_asn", self.asn.map(|asn| Expr::Number(asn.into())))
                .attribute_if("transit_gateway_cidr_blocks", blocks)
                .attribute("default_route_table_association", enable(self.default_association))
                .attribute("default_route_table_propagation", enable(self.default_propagation))
                .attribute_if("auto_accept_shared_attachments", differs(self.auto_accept, false))
                .attribute_if("dns_support", differs(self.dns_support, true))
                .attribute_if("vpn_ecmp_support", differs(self.vpn_ecmp, true))
                .attribute_if("multicast_support", differs(self.multicast, false))
                .attribute_if("security_group_referencing_support", differs(self.security_group_references, false))
                .attribute("tags", self.object.named_tags()),
        );
        let strangers = self.strangers(sight.network);
        let share = Share {
            label: &self.label,
            name: format!("transit-gateway-{}", self.label),
            of: self.gateway.into(),
            place: &self.place,
            address: format!("aws_ec2_transit_gateway.{}", self.label),
            keys: BTreeSet::new(),
            with: &strangers,
        };
        body.append(share.write(sight));
        body
    }

    /// Places of attached VPCs in other accounts, one for each account.
    fn strangers(&self, network: &Network) -> With {
        let attached = network.shared.transit.attachments.iter().filter(|it| it.gateway == self.gateway);
        let vpcs = attached.filter_map(|it| network.vpc(it.to.vpc()?));
        let others = vpcs.filter(|vpc| vpc.place.account != self.place.account);
        others.map(|vpc| (vpc.place.account, vpc.place.clone())).collect()
    }

    /// What an attachment from `place` waits for: the share with its account.
    pub(super) fn shared_with(&self, sight: &Sight, place: &Place) -> Option<Expr> {
        let is_stranger = place.account != self.place.account;
        share::waits_for(sight, place, is_stranger.then_some(self.label.as_str()))
    }

    /// `import` of the gateway, when it exists.
    pub(super) fn imports(&self) -> Body {
        let mut body = Body::new();
        if let Some(id) = &self.object.aws_id {
            body.block(import(&format!("aws_ec2_transit_gateway.{}", self.label), id).marked(self.gateway));
        }
        body
    }
}

/// What is to be known of shares.
pub(super) fn note(network: &Network, notes: &mut Notes) {
    for gateway in &network.shared.transit.gateways {
        if !gateway.strangers(network).is_empty() {
            notes.remark(gateway.gateway, share::REMARK);
        }
    }
}
