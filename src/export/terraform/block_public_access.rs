//! VPC Block Public Access: a setting of an account in a Region, and the VPCs that it spares.
//!
//! <https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html>

use std::collections::BTreeMap;

use super::account::Place;
use super::hcl::{Body, Expr};
use super::network::Network;
use super::sight::Sight;
use super::vpc::Vpc;
use crate::export::bundle::Notes;
use crate::model::kinds::BlockPublicAccess;

fn strictness(access: BlockPublicAccess) -> u8 {
    match access {
        BlockPublicAccess::Off => 0,
        BlockPublicAccess::Ingress => 1,
        BlockPublicAccess::Bidirectional => 2,
    }
}

/// The strictest wish of each place decides for the place.
fn modes(network: &Network) -> BTreeMap<&Place, BlockPublicAccess> {
    let mut modes: BTreeMap<&Place, BlockPublicAccess> = BTreeMap::new();
    for vpc in &network.vpcs {
        let mode = modes.entry(&vpc.place).or_default();
        if strictness(vpc.block_public_access) > strictness(*mode) {
            *mode = vpc.block_public_access;
        }
    }
    modes
}

/// What the setting does beside the drawing.
pub(super) fn note(network: &Network, notes: &mut Notes) {
    for vpc in network.vpcs.iter().filter(|vpc| vpc.block_public_access != BlockPublicAccess::Off) {
        notes.remark(vpc.vpc, format!(
            "VPC Block Public Access holds for every VPC of the account in {}, also for those that are not drawn; drawn ones that want less are excluded.",
            vpc.place.region
        ));
    }
}

/// The setting of each place that has one, and the exclusions from it.
pub(super) fn write(sight: &mut Sight) -> Body {
    let network = sight.network;
    let mut body = Body::new();
    for (place, mode) in modes(network) {
        let argument = match mode {
            BlockPublicAccess::Off => continue,
            BlockPublicAccess::Ingress => "block-ingress",
            BlockPublicAccess::Bidirectional => "block-bidirectional",
        };
        let label = sight.providers.alias(place);
        let mut options = sight.resource("aws_vpc_block_public_access_options", &label, place);
        if let Some(first) = network.vpcs.iter().find(|vpc| vpc.place == *place && vpc.block_public_access == mode) {
            options = options.marked(first.vpc);
        }
        body.block(options.blank().attribute("internet_gateway_block_mode", Expr::text(argument)));
        for vpc in network.vpcs.iter().filter(|vpc| vpc.place == *place) {
            if let Some(spared) = exclusion(vpc, mode) {
                let id = sight.vpc(vpc);
                body.block(
                    sight
                        .resource("aws_vpc_block_public_access_exclusion", &vpc.label, place)
                        .marked(vpc.vpc)
                        .blank()
                        .attribute("vpc_id", Expr::code(format!("{id}.id")))
                        .attribute("internet_gateway_exclusion_mode", Expr::text(spared)),
                );
            }
        }
    }
    body
}

fn exclusion(vpc: &Vpc, mode: BlockPublicAccess) -> Option<&'static str> {
    match vpc.block_public_access {
        own if own == mode => None,
        BlockPublicAccess::Off => Some("allow-bidirectional"),
        BlockPublicAccess::Ingress | BlockPublicAccess::Bidirectional => Some("allow-egress"),
    }
}
