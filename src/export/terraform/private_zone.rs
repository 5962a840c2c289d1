//! Private zones, and the VPCs that can resolve their names.

use std::collections::BTreeMap;

use super::account::{Account, Place, known};
use super::hcl::{Block, Body, Entry, Expr};
use super::home::import;
use super::network::Parts;
use super::object::{Object, keys};
use super::sight::Sight;
use super::vpc::Vpc;
use crate::export::bundle::Notes;
use crate::export::naming::Style;
use crate::model::kinds::PrivateZone as Noun;
use crate::model::{AccountId, Design, Kind, PrivateZoneId, VpcId};

/// A private zone.
#[derive(Clone, Debug)]
pub(super) struct PrivateZone {
    zone: PrivateZoneId,
    object: Object,
    /// An identifier, unique among zones.
    pub(super) label: String,
    domain: String,
    place: Place,
    /// The VPC that it is made with.
    first: VpcId,
    others: Vec<VpcId>,
}

/// Every private zone that code can say.
pub(super) fn resolve(
    design: &Design,
    accounts: &BTreeMap<AccountId, Account>,
    parts: &Parts,
    notes: &mut Notes,
) -> Vec<PrivateZone> {
    let label_of = keys(design, Style::Identifier, design.of_kind(Kind::PrivateZone).map(|(id, _)| id));
    let mut zones = Vec::new();
    for (id, noun) in design.all::<Noun>() {
        let account = known(accounts, noun.account, id, notes);
        if noun.domain.is_empty() || noun.domain.len() > 255 {
            notes.left_out(id, "The private zone is left out: it has no domain.");
            continue;
        }
        let mut vpcs: Vec<VpcId> = Vec::new();
        for vpc in &noun.vpcs {
            if !parts.vpcs.contains_key(vpc) {
                notes.left_out(id, format!("{} is left out: it is not in the code.", design.name(*vpc)));
            } else if !vpcs.contains(vpc) {
                vpcs.push(*vpc);
            }
        }
        // The lowest id, not the first in the list: another order is no change.
        vpcs.sort_unstable();
        let own = |vpc: &&VpcId| parts.vpcs.get(*vpc).is_some_and(|vpc| vpc.place.account == account);
        let Some(first) = vpcs.iter().find(own).copied() else {
            notes.left_out(id, "The private zone is left out: AWS makes it with a VPC of its own account.");
            continue;
        };
        let (Some(label), Some(home)) = (label_of.get(&id.into()), parts.vpcs.get(&first)) else { continue };
        zones.push(PrivateZone {
            zone: id,
            object: Object::with_id(design, id.into(), label, is_zone_id, notes),
            label: label.clone(),
            domain: noun.domain.clone(),
            place: home.place.clone(),
            first,
            others: vpcs.into_iter().filter(|vpc| *vpc != first).collect(),
        });
    }
    zones
}

impl PrivateZone {
    /// The zone and its associations. Those within its account are part of it, but once it has others none may be:
    /// the provider takes what it is not told of for a mistake.
    pub(super) fn write(&self, sight: &mut Sight) -> Body {
        let mut body = Body::new();
        let network = sight.network;
        let Some(first) = network.vpc(self.first) else { return body };
        let others: Vec<&Vpc> = self.others.iter().filter_map(|id| network.vpc(*id)).collect();
        let mut block = sight
            .resource("aws_route53_zone", &self.label, &self.place)
            .marked(self.zone)
            .blank()
            .attribute("name", Expr::text(&self.domain))
            .attribute("tags", self.object.named_tags());
        if others.iter().all(|vpc| vpc.place.account == self.place.account) {
            let spread = others.iter().any(|vpc| vpc.place != self.place);
            for vpc in std::iter::once(first).chain(others) {
                let region = spread.then(|| Expr::text(&vpc.place.region));
                block = block.block(inline(vpc, region, sight));
            }
            body.block(block);
            return body;
        }
        let ignored = Block::new("lifecycle").attribute("ignore_changes", Expr::code("[vpc]"));
        let block = block.block(inline(first, None, sight)).block(ignored);
        body.block(block);
        // Each account and Region has a provider of its own.
        let mut rows_of: BTreeMap<&Place, Vec<Entry>> = BTreeMap::new();
        for vpc in others {
            let id = Expr::code(format!("{}.id", sight.vpc(vpc)));
            rows_of.entry(&vpc.place).or_default().push(Entry::text(&vpc.object.key, id).marked(self.zone));
        }
        for (place, rows) in rows_of {
            body.append(self.associations(place, rows, sight));
        }
        body
    }

    fn region(&self, place: &Place) -> Option<Expr> {
        (place.region != self.place.region).then(|| Expr::text(&place.region))
    }

    /// Associations with the VPCs of one place; those of another account are authorised first.
    fn associations(&self, place: &Place, rows: Vec<Entry>, sight: &mut Sight) -> Body {
        let mut body = Body::new();
        let zone_id = Expr::code(format!("aws_route53_zone.{}.zone_id", self.label));
        let label = match *place == self.place {
            true => self.label.clone(),
            false => format!("{}__{}", self.label, sight.providers.alias(place)),
        };
        let across = place.account != self.place.account;
        let zone = match across {
            true => Expr::code(format!("aws_route53_vpc_association_authorization.{label}[each.key].zone_id")),
            false => zone_id.clone(),
        };
        if across {
            body.block(
                sight
                    .resource("aws_route53_vpc_association_authorization", &label, &self.place)
                    .attribute("for_each", Expr::Table(rows.clone()))
                    .blank()
                    .attribute("zone_id", zone_id)
                    .attribute("vpc_id", Expr::code("each.value"))
                    .attribute_if("vpc_region", self.region(place)),
            );
        }
        body.block(
            sight
                .resource("aws_route53_zone_association", &label, place)
                .attribute("for_each", Expr::Table(rows))
                .blank()
                .attribute("zone_id", zone)
                .attribute("vpc_id", Expr::code("each.value"))
                .attribute_if("vpc_region", self.region(place)),
        );
        body
    }

    /// `import` of the zone, when it exists.
    pub(super) fn imports(&self) -> Body {
        let mut body = Body::new();
        if let Some(id) = &self.object.aws_id {
            body.block(import(&format!("aws_route53_zone.{}", self.label), id).marked(self.zone));
        }
        body
    }
}

fn inline(vpc: &Vpc, region: Option<Expr>, sight: &mut Sight) -> Block {
    let id = Expr::code(format!("{}.id", sight.vpc(vpc)));
    Block::new("vpc").attribute("vpc_id", id).attribute_if("vpc_region", region)
}

/// `Z`, and letters and digits.
fn is_zone_id(text: &str) -> bool {
    text.starts_with('Z') && text.len() <= 32 && text.bytes().all(|b| b.is_ascii_alphanumeric())
}
