use std::collections::BTreeMap;

use super::vpc;
use crate::addressing::{CidrBlock, Family};
use crate::editor::{Refusal, addresses};
use crate::model::{Body, Design, Entity, EntityId, VpcId};

/// The blocks of the VPCs that are copied, old and new.
pub(super) type Moves = BTreeMap<VpcId, Vec<(CidrBlock, CidrBlock)>>;

/// New blocks for the VPCs among the copies, each as long as the old one. Of IPv6 only those that come from a pool: the
/// others AWS hands out when the VPC is made.
pub(super) fn plan(design: &Design, objects: &[(EntityId, Entity)]) -> Result<Moves, Refusal> {
    let mut taken = addresses::taken(design);
    let mut moves = Moves::new();
    for (id, entity) in objects {
        let (Some(id), Body::Vpc(fields)) = (id.typed::<VpcId>(), &entity.body) else { continue };
        let own = || addresses::supply(design, fields.pool, fields.environment);
        let mut blocks = Vec::new();
        for old in fields.blocks() {
            let supply = match old.family() {
                Family::V4 => own(),
                Family::V6 => match addresses::supply_v6(design, own(), old) {
                    Some(supply) => supply,
                    None => continue,
                },
            };
            let new = supply.next_of(old.family(), &taken, old.length());
            let new = new.ok_or_else(|| vpc::no_room(design, &supply, old.length()))?;
            taken.insert(new);
            blocks.push((old, new));
        }
        moves.insert(id, blocks);
    }
    Ok(moves)
}
