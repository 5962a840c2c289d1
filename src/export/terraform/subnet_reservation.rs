//! Reservations: parts of subnets that AWS does not give out by itself.

use std::collections::BTreeMap;

use super::hcl::{Body, Expr};
use super::layout::flat::Flat;
use super::object::scoped_keys;
use super::sheet::Sheet;
use super::vpc::Vpc;
use crate::addressing::{CidrBlock, Family};
use crate::export::bundle::Notes;
use crate::export::naming::Style;
use crate::model::kinds::{ReservationType, SubnetReservation as Noun};
use crate::model::{Design, SubnetId, SubnetReservationId, VpcId, Written};

/// A reservation. It has neither name nor tags on AWS.
#[derive(Clone, Debug)]
pub(super) struct Reservation {
    id: SubnetReservationId,
    pub(super) key: String,
    subnet: String,
    block: CidrBlock,
    explicit: bool,
    description: String,
}

/// Puts the reservations into the VPCs of their subnets, which are there already.
pub(super) fn resolve(
    design: &Design,
    subnets: &BTreeMap<SubnetId, VpcId>,
    vpcs: &mut BTreeMap<VpcId, Vpc>,
    notes: &mut Notes,
) {
    let of_vpc = |noun: &Noun| design.get(noun.subnet).map(|subnet| subnet.vpc);
    let key_of = scoped_keys(design, Style::Key, design.all::<Noun>().map(|(id, noun)| (of_vpc(noun), id.into())));
    for (id, noun) in design.all::<Noun>() {
        let Some(vpc) = subnets.get(&noun.subnet).and_then(|vpc| vpcs.get_mut(vpc)) else {
            notes.left_out(id, "The reservation is left out: its subnet is not in the code.");
            continue;
        };
        let Some(subnet) = vpc.subnets.iter().find(|subnet| subnet.object.id == noun.subnet.into()) else { continue };
        let block = noun.block.as_ref().and_then(Written::get);
        let Some(block) = block.filter(|block| block.family() == Family::V4) else {
            let written = noun.block.as_ref().map(ToString::to_string).unwrap_or_default();
            notes.left_out(
                id,
                format!("The reservation is left out: \"{written}\" is not an IPv4 block. AWS decides the IPv6 range."),
            );
            continue;
        };
        let Some(key) = key_of.get(&id.into()) else { continue };
        let head = design.entity(id).map(|entity| entity.head.clone()).unwrap_or_default();
        if head.aws_id.is_some() || !head.tags.is_empty() {
            notes.remark(id, "A reservation is written without tags, and made anew where it exists.");
        }
        vpc.reservations.push(Reservation {
            id,
            key: key.clone(),
            subnet: subnet.object.key.clone(),
            block,
            explicit: noun.reservation == ReservationType::Explicit,
            description: noun.description.clone(),
        });
    }
}

fn sheet(vpc: &Vpc) -> Sheet {
    let mut sheet = Sheet::default();
    for each in &vpc.reservations {
        let description = (!each.description.is_empty()).then(|| Expr::text(&each.description));
        sheet.push(
            &each.key,
            each.id,
            [
                ("subnet", Some(Expr::text(&each.subnet))),
                ("cidr_block", Some(Expr::shown(each.block))),
                ("reservation_type", Some(Expr::text(if each.explicit { "explicit" } else { "prefix" }))),
                ("description", description),
            ],
        );
    }
    sheet
}

/// The argument of the module.
pub(super) fn argument(vpc: &Vpc) -> Option<Expr> {
    let sheet = sheet(vpc);
    (!sheet.is_empty()).then(|| sheet.table())
}

/// The reservations as resources of their own.
pub(super) fn flat(flat: &Flat) -> Body {
    let sheet = sheet(flat.vpc);
    let mut body = Body::new();
    if !sheet.is_empty() {
        let block = flat
            .resource("aws_ec2_subnet_cidr_reservation")
            .attribute("for_each", sheet.table())
            .blank()
            .attribute("subnet_id", Expr::code(format!("aws_subnet.{}[each.value.subnet].id", flat.vpc.label)));
        body.block(sheet.arguments(block, &["cidr_block", "reservation_type", "description"]));
    }
    body
}
