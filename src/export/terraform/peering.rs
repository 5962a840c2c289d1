//! Peerings: of one account and Region, or across.

use std::collections::BTreeMap;

use super::hcl::{Block, Body, Expr};
use super::home::import;
use super::object::{Object, keys};
use super::sight::Sight;
use super::vpc::Vpc;
use crate::export::bundle::Notes;
use crate::export::naming::Style;
use crate::model::kinds::Peering as Noun;
use crate::model::{Design, Kind, PeeringId, VpcId};

/// A peering of two VPCs.
#[derive(Clone, Debug)]
pub(super) struct Peering {
    pub(super) peering: PeeringId,
    pub(super) object: Object,
    /// An identifier, unique among peerings.
    pub(super) label: String,
    pub(super) requester: VpcId,
    pub(super) accepter: VpcId,
    requester_dns: bool,
    accepter_dns: bool,
}

/// Every peering that code can say.
pub(super) fn resolve(design: &Design, vpcs: &BTreeMap<VpcId, Vpc>, notes: &mut Notes) -> Vec<Peering> {
    let label_of = keys(design, Style::Identifier, design.of_kind(Kind::Peering).map(|(id, _)| id));
    let mut peerings = Vec::new();
    for (id, noun) in design.all::<Noun>() {
        if !vpcs.contains_key(&noun.requester) || !vpcs.contains_key(&noun.accepter) {
            notes.left_out(id, "The peering is left out: one of its VPCs is not in the code.");
            continue;
        }
        if noun.requester == noun.accepter {
            notes.left_out(id, "The peering is left out: both ends are one VPC.");
            continue;
        }
        let Some(label) = label_of.get(&id.into()) else { continue };
        peerings.push(Peering {
            peering: id,
            object: Object::of(design, id.into(), label, "pcx", notes),
            label: label.clone(),
            requester: noun.requester,
            accepter: noun.accepter,
            requester_dns: noun.requester_dns,
            accepter_dns: noun.accepter_dns,
        });
    }
    peerings
}

impl Peering {
    /// The id to route to. Across accounts and Regions the accepter's, so that routes wait until it is active.
    pub(super) fn reference(&self, across: bool) -> String {
        match across {
            false => format!("aws_vpc_peering_connection.{}.id", self.label),
            true => format!("aws_vpc_peering_connection_accepter.{}.id", self.label),
        }
    }

    /// The resources of the peering.
    pub(super) fn write(&self, sight: &mut Sight) -> Body {
        let mut body = Body::new();
        let (Some(requester), Some(accepter)) = (sight.network.vpc(self.requester), sight.network.vpc(self.accepter))
        else {
            return body;
        };
        let (from, to) = (&requester.place, &accepter.place);
        let across = from != to;
        let side = |keyword, on: bool| {
            on.then(|| Block::new(keyword).attribute("allow_remote_vpc_dns_resolution", Expr::from(true)))
        };
        let vpc_id = format!("{}.id", sight.vpc(requester));
        let peer_id = format!("{}.id", sight.vpc(accepter));
        let connection = sight
            .resource("aws_vpc_peering_connection", &self.label, from)
            .marked(self.peering)
            .blank()
            .attribute("vpc_id", Expr::code(vpc_id))
            .attribute("peer_vpc_id", Expr::code(peer_id));
        if !across {
            body.block(
                connection
                    .attribute("auto_accept", Expr::from(true))
                    .attribute("tags", self.object.named_tags())
                    .block_if(side("requester", self.requester_dns))
                    .block_if(side("accepter", self.accepter_dns)),
            );
            return body;
        }
        let owner = (from.account != to.account).then(|| sight.account_number(to));
        let region = (from.region != to.region).then(|| Expr::text(&to.region));
        body.block(
            connection
                .attribute_if("peer_owner_id", owner)
                .attribute_if("peer_region", region)
                .attribute("tags", self.object.named_tags()),
        );
        let id = format!("aws_vpc_peering_connection.{}.id", self.label);
        body.block(
            sight
                .resource("aws_vpc_peering_connection_accepter", &self.label, to)
                .marked(self.peering)
                .blank()
                .attribute("vpc_peering_connection_id", Expr::code(id))
                .attribute("auto_accept", Expr::from(true))
                .attribute("tags", self.object.named_tags()),
        );
        // Each side switches its own DNS, and only once the connection is active.
        for (keyword, on, place) in [("requester", self.requester_dns, from), ("accepter", self.accepter_dns, to)] {
            if let Some(side) = side(keyword, on) {
                body.block(
                    sight
                        .resource("aws_vpc_peering_connection_options", &format!("{}_{keyword}", self.label), place)
                        .marked(self.peering)
                        .blank()
                        .attribute("vpc_peering_connection_id", Expr::code(self.reference(true)))
                        .block(side),
                );
            }
        }
        body
    }

    /// `import` of the peering, when it exists.
    pub(super) fn imports(&self, across: bool) -> Body {
        let mut body = Body::new();
        if let Some(id) = &self.object.aws_id {
            body.block(import(&format!("aws_vpc_peering_connection.{}", self.label), id).marked(self.peering));
            if across {
                let to = format!("aws_vpc_peering_connection_accepter.{}", self.label);
                body.block(import(&to, id).marked(self.peering));
            }
        }
        body
    }
}
