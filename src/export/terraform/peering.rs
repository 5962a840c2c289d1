//! Peerings: of one account and Region, or across.

use std::collections::{BTreeMap, BTreeSet};

use super::account::Providers;
use super::hcl::{Block, Body, Expr};
use super::home::import;
use super::network::Network;
use super::object::{Object, keys, tag_map};
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

/// How the code of a folder names the two VPCs: `aws_vpc.prod`, or `data.aws_vpc.prod` where it is looked up.
pub(super) struct Ends<'a> {
    pub(super) requester: &'a Vpc,
    pub(super) accepter: &'a Vpc,
    pub(super) prefix: &'static str,
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
    pub(super) fn write(&self, ends: &Ends, providers: &Providers) -> Body {
        let (from, to) = (&ends.requester.place, &ends.accepter.place);
        let across = from != to;
        let mut tags = self.object.tags.clone();
        tags.insert("Name".into(), self.object.name.clone());
        let side = |keyword, on: bool| {
            on.then(|| Block::new(keyword).attribute("allow_remote_vpc_dns_resolution", Expr::from(true)))
        };
        let mut body = Body::new();
        let connection = Block::resource("aws_vpc_peering_connection", &self.label)
            .marked(self.peering)
            .attribute_if("provider", providers.reference(from))
            .blank()
            .attribute("vpc_id", Expr::code(format!("{}aws_vpc.{}.id", ends.prefix, ends.requester.label)))
            .attribute("peer_vpc_id", Expr::code(format!("{}aws_vpc.{}.id", ends.prefix, ends.accepter.label)));
        if !across {
            body.block(
                connection
                    .attribute("auto_accept", Expr::from(true))
                    .attribute("tags", tag_map(&tags))
                    .block_if(side("requester", self.requester_dns))
                    .block_if(side("accepter", self.accepter_dns)),
            );
            return body;
        }
        let owner = (from.account != to.account).then(|| self.owner(ends.accepter, providers));
        let region = (from.region != to.region).then(|| Expr::text(&to.region));
        body.block(
            connection
                .attribute_if("peer_owner_id", owner)
                .attribute_if("peer_region", region)
                .attribute("tags", tag_map(&tags)),
        );
        let id = format!("aws_vpc_peering_connection.{}.id", self.label);
        body.block(
            Block::resource("aws_vpc_peering_connection_accepter", &self.label)
                .marked(self.peering)
                .attribute_if("provider", providers.reference(to))
                .blank()
                .attribute("vpc_peering_connection_id", Expr::code(id))
                .attribute("auto_accept", Expr::from(true))
                .attribute("tags", tag_map(&tags)),
        );
        // Each side switches its own DNS, and only once the connection is active.
        for (keyword, on, place) in [("requester", self.requester_dns, from), ("accepter", self.accepter_dns, to)] {
            if let Some(side) = side(keyword, on) {
                body.block(
                    Block::resource("aws_vpc_peering_connection_options", &format!("{}_{keyword}", self.label))
                        .marked(self.peering)
                        .attribute_if("provider", providers.reference(place))
                        .blank()
                        .attribute("vpc_peering_connection_id", Expr::code(self.reference(true)))
                        .block(side),
                );
            }
        }
        body
    }

    /// The account number of the accepter: as drawn, else asked of its provider.
    fn owner(&self, accepter: &Vpc, providers: &Providers) -> Expr {
        match providers.account(&accepter.place).and_then(|account| account.number.as_ref()) {
            Some(number) => Expr::text(number),
            None => Expr::code(format!("data.aws_caller_identity.{}.account_id", providers.alias(&accepter.place))),
        }
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

/// `data "aws_caller_identity"` for each accepter whose account number is not drawn.
pub(super) fn owners(network: &Network, providers: &Providers) -> Body {
    let mut asked = BTreeSet::new();
    for peering in &network.peerings {
        let (Some(requester), Some(accepter)) = (network.vpc(peering.requester), network.vpc(peering.accepter)) else {
            continue;
        };
        let known = providers.account(&accepter.place).is_some_and(|account| account.number.is_some());
        if requester.place.account != accepter.place.account && !known {
            asked.insert(accepter.place.clone());
        }
    }
    let mut body = Body::new();
    for place in asked {
        body.block(
            Block::new("data")
                .label("aws_caller_identity")
                .label(&providers.alias(&place))
                .attribute_if("provider", providers.reference(&place)),
        );
    }
    body
}
