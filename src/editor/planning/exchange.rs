use super::cannot;
use super::readdressing::{BlockChange, Readdressing};
use super::resize::{block_of, start, surroundings};
use crate::addressing::{CidrBlock, Policy, next_free};
use crate::editor::intents::there;
use crate::editor::{Refusal, addresses, words};
use crate::model::kinds::Subnet;
use crate::model::{AddressPoolId, Design, EntityId, SubnetId, VpcId};

/// Two subnets of a VPC, or two VPCs, exchange their IPv4 blocks. The subnets of VPCs keep their place in them.
///
/// Law: twice is as before.
///
/// # Errors
/// When the two are not alike, lie in different VPCs, or the subnets of one VPC do not fit into the other's block.
pub fn swap(design: &Design, a: EntityId, b: EntityId) -> Result<Readdressing, Refusal> {
    if a == b {
        return Err(Refusal::SameEnd);
    }
    let mut changes = Vec::new();
    match (a.typed::<SubnetId>(), b.typed::<SubnetId>(), a.typed::<VpcId>(), b.typed::<VpcId>()) {
        (Some(left), Some(right), ..) => {
            if there(design, left)?.vpc != there(design, right)?.vpc {
                return Err(Refusal::OtherVpc { what: start(design, a), than: words::called(design, b) });
            }
            let (of_left, of_right) = (block_of(design, left)?, block_of(design, right)?);
            changes.push(BlockChange { object: a, old: Some(of_left), new: Some(of_right) });
            changes.push(BlockChange { object: b, old: Some(of_right), new: Some(of_left) });
        }
        (.., Some(left), Some(right)) => {
            let blocks = |vpc: VpcId| Ok::<_, Refusal>(there(design, vpc)?.ipv4_blocks().collect::<Vec<_>>());
            let (of_left, of_right) = (blocks(left)?, blocks(right)?);
            if of_left.is_empty() || of_left.len() != of_right.len() {
                let why = format!(
                    "it has {} IPv4 blocks, and {} has {}.",
                    of_left.len(),
                    words::called(design, b),
                    of_right.len()
                );
                return Err(cannot(start(design, a), why, "Give both as many first."));
            }
            changes.extend(moved_vpc(design, left, &of_left, &of_right)?);
            changes.extend(moved_vpc(design, right, &of_right, &of_left)?);
        }
        _ => return Err(Refusal::CannotConnect { a: design.name(a), b: design.name(b) }),
    }
    let (left, right) = (design.name(a), design.name(b));
    let said = format!("{left} and {right} have exchanged their blocks.");
    Ok(Readdressing::of(design, &changes, format!("Swap the blocks of {left} and {right}"), said)?)
}

/// A VPC with other IPv4 blocks, and its subnets at the same offsets in them.
fn moved_vpc(design: &Design, vpc: VpcId, from: &[CidrBlock], to: &[CidrBlock]) -> Result<Vec<BlockChange>, Refusal> {
    let mut changes: Vec<BlockChange> = Vec::new();
    for (old, new) in from.iter().zip(to) {
        changes.push(BlockChange { object: vpc.into(), old: Some(*old), new: Some(*new) });
    }
    // These stay as they are, or AWS hands out others: the table says which.
    for block in there(design, vpc)?.ipv6_blocks() {
        changes.push(BlockChange { object: vpc.into(), old: Some(block), new: Some(block) });
    }
    for (id, subnet) in design.referring::<Subnet>(vpc) {
        for block in subnet.blocks() {
            let home = from.iter().zip(to).find(|(old, _)| old.covers(block));
            let new = match home {
                Some((old, new)) => addresses::shifted(block, *old, *new).ok_or_else(|| Refusal::DoesNotFit {
                    subnet: design.name(id),
                    block,
                    into: *new,
                })?,
                // IPv6 stays, and so does what lies in no block of its VPC.
                None => block,
            };
            changes.push(BlockChange { object: id.into(), old: Some(block), new: Some(new) });
        }
    }
    Ok(changes)
}

/// A subnet or the primary block of a VPC goes to `to`, or to the next free place that `policy` chooses: for a VPC that
/// of its pool when none is given, for a subnet the lowest. The subnets of a VPC keep their place in it.
///
/// # Errors
/// When the place is taken (by whom), outside, or none is free.
pub fn move_block(
    design: &Design,
    id: EntityId,
    to: Option<CidrBlock>,
    policy: Option<Policy>,
) -> Result<Readdressing, Refusal> {
    let (block, mut within, used) = surroundings(design, id)?;
    if let Some(subnet) = id.typed::<SubnetId>() {
        within = addresses::space(design, there(design, subnet)?.vpc);
    }
    let of_pool = || {
        let vpc = design.get(id.typed::<VpcId>()?)?;
        Some(addresses::supply(design, vpc.pool, vpc.environment).policy())
    };
    let policy = policy.or_else(of_pool).unwrap_or_default();
    let mut avoid = used.clone();
    avoid.insert(block);
    let free = || next_free(&within, &avoid, block.length(), policy);
    let hint = || free().map_or("No block of that size is free.".to_owned(), |free| format!("{free} is free."));
    let new = match to {
        None => free().ok_or_else(|| {
            let why = format!("no other /{} is free where it could go.", block.length());
            cannot(start(design, id), why, "Shrink something, or add a block.")
        })?,
        Some(to) if used.overlaps(to) => {
            return Err(cannot(start(design, id), format!("{to} is in use."), hint()));
        }
        // A VPC may leave its pool: the rules say so then. A subnet cannot leave its VPC.
        Some(to) if id.typed::<SubnetId>().is_some() && !within.covers(to) => {
            return Err(cannot(start(design, id), format!("{to} is outside its VPC."), hint()));
        }
        Some(to) => to,
    };
    let changes = match id.typed::<VpcId>() {
        Some(vpc) => {
            let mut changes = moved_vpc(design, vpc, &[block], &[new])?;
            let rest = there(design, vpc)?.ipv4_blocks().skip(1);
            changes.splice(1..1, rest.map(|b| BlockChange { object: id, old: Some(b), new: Some(b) }));
            changes
        }
        None => vec![BlockChange { object: id, old: Some(block), new: Some(new) }],
    };
    let name = design.name(id);
    let said = format!("{} is {new} now; it was {block}.", start(design, id));
    Ok(Readdressing::of(design, &changes, format!("Move {name} to {new}"), said)?)
}

/// Which block of `length` a VPC would get from a pool by each policy, the pool's own first: what a person compares
/// before choosing one for the pool. What smaller pools have is theirs.
pub fn next_by_policy(design: &Design, pool: AddressPoolId, length: u8) -> Vec<(Policy, Option<CidrBlock>)> {
    let supply = addresses::supply(design, Some(pool), None);
    let taken = addresses::taken(design);
    let mut policies = vec![Policy::FirstFit, Policy::BestFit, Policy::Spaced];
    policies.retain(|policy| *policy != supply.policy());
    policies.insert(0, supply.policy());
    let within = supply.within().of_family(crate::addressing::Family::V4);
    policies.into_iter().map(|policy| (policy, next_free(&within, &taken, length, policy))).collect()
}
