//! The blocks of an object as somebody wrote them.

use super::finding::{Fix, Safety};
use crate::addressing::{CidrBlock, CidrError};
use crate::model::{Body, Edit, EntityId, Written};

/// A block in a field of an object.
pub(super) struct WrittenBlock<'a> {
    /// The field, as in the file.
    pub(super) field: &'static str,
    /// The block, or what was written instead.
    pub(super) text: &'a Written<CidrBlock>,
}

impl WrittenBlock<'_> {
    /// The block, or why the text is none.
    pub(super) fn sound(&self) -> Result<CidrBlock, CidrError> {
        match self.text {
            Written::Sound(block) => Ok(*block),
            Written::Unsound(text) => text.parse(),
        }
    }
}

/// Every block that the object has.
pub(super) fn written_blocks(body: &Body) -> Vec<WrittenBlock<'_>> {
    let mut all = Vec::new();
    let mut add = |field, text| all.push(WrittenBlock { field, text });
    match body {
        Body::AddressPool(pool) => pool.blocks.iter().for_each(|b| add("blocks", b)),
        Body::Vpc(vpc) => {
            vpc.ipv4.iter().for_each(|b| add("ipv4", b));
            vpc.ipv6.iter().for_each(|b| add("ipv6", b));
        }
        Body::Subnet(subnet) => {
            subnet.ipv4.iter().for_each(|b| add("ipv4", b));
            subnet.ipv6.iter().for_each(|b| add("ipv6", b));
        }
        Body::RouteTable(table) => table.routes.iter().for_each(|route| add("routes", &route.destination)),
        Body::Settings(_)
        | Body::Account(_)
        | Body::Environment(_)
        | Body::Tier(_)
        | Body::InternetGateway(_)
        | Body::NatGateway(_)
        | Body::ElasticIp(_)
        | Body::Peering(_) => {}
    }
    all
}

/// Writes `block` wherever the object has `wrong`.
pub(super) fn correct(id: EntityId, wrong: &Written<CidrBlock>, block: CidrBlock) -> Fix {
    let title = format!("Write {block}");
    let wrong = wrong.clone();
    Fix::new(
        title,
        Safety::Safe,
        [Edit::change_entity(id, move |entity| {
            for text in written_blocks_mut(&mut entity.body) {
                if *text == wrong {
                    *text = block.into();
                }
            }
        })],
    )
}

fn written_blocks_mut(body: &mut Body) -> Vec<&mut Written<CidrBlock>> {
    match body {
        Body::AddressPool(pool) => pool.blocks.iter_mut().collect(),
        Body::Vpc(vpc) => vpc.ipv4.iter_mut().chain(&mut vpc.ipv6).collect(),
        Body::Subnet(subnet) => subnet.ipv4.iter_mut().chain(&mut subnet.ipv6).collect(),
        Body::RouteTable(table) => table.routes.iter_mut().map(|route| &mut route.destination).collect(),
        Body::Settings(_)
        | Body::Account(_)
        | Body::Environment(_)
        | Body::Tier(_)
        | Body::InternetGateway(_)
        | Body::NatGateway(_)
        | Body::ElasticIp(_)
        | Body::Peering(_) => Vec::new(),
    }
}
