use super::{Done, Draft, there};
use crate::addressing::CidrBlock;
use crate::editor::{Refusal, addresses, naming};
use crate::model::kinds::{Subnet, Vpc};
use crate::model::{Design, Edit, Entity, EnvironmentId, Kind, Placement, VpcId, Written};

/// The Region of a VPC when nothing says which.
const DEFAULT_REGION: &str = "us-east-1";

/// The block that a VPC drawn now would get.
pub(in crate::editor) fn next_block(design: &Design, environment: Option<EnvironmentId>) -> Option<CidrBlock> {
    addresses::supply(design, None, environment).next_or_smaller(&addresses::taken(design))
}

pub(super) fn draw(draft: &mut Draft, at: Placement, environment: Option<EnvironmentId>) -> Result<Done, Refusal> {
    super::arrange::pin_all(draft)?;
    let supply = addresses::supply(draft.design(), None, environment);
    let taken = addresses::taken(draft.design());
    let block = supply.next_or_smaller(&taken).ok_or_else(|| no_room(draft.design(), &supply, addresses::LONGEST))?;
    let account = environment.and_then(|id| draft.design().get(id)).and_then(|e| e.account);
    let vpc = Vpc { region: region_for_new(draft), ipv4: vec![block.into()], environment, account, ..Vpc::default() };
    let name = naming::numbered("vpc", draft.design(), Kind::Vpc);
    let mut entity = Entity::new(name.clone(), vpc);
    entity.head.at = Some(super::arrange::on_canvas(at));
    let id: VpcId = draft.add_entity(entity)?;
    Ok(Done::new(format!("Draw VPC {name}")).said(format!("Drew VPC {name}, {block}.")).selecting([id.into()]))
}

/// The Region of a new VPC.
pub(super) fn region_for_new(draft: &Draft) -> String {
    let preferred = draft.preferences.region.clone().or_else(|| usual_region(draft.design()));
    preferred.unwrap_or_else(|| DEFAULT_REGION.to_owned())
}

/// The Region that most VPCs are in; of equals, the first by name.
fn usual_region(design: &Design) -> Option<String> {
    let mut regions = std::collections::BTreeMap::new();
    for (_, vpc) in design.all::<Vpc>().filter(|(_, vpc)| !vpc.region.is_empty()) {
        *regions.entry(&vpc.region).or_insert(0usize) += 1;
    }
    regions.into_iter().rev().max_by_key(|(_, vpcs)| *vpcs).map(|(region, _)| region.clone())
}

pub(in crate::editor) fn no_room(design: &Design, supply: &addresses::Supply, length: u8) -> Refusal {
    let from = match supply.pool {
        Some(pool) => format!("Address pool {}", design.name(pool)),
        None => "10.0.0.0/8".to_owned(),
    };
    Refusal::NoRoom { from, length }
}

pub(super) fn add_block(draft: &mut Draft, id: VpcId) -> Result<Done, Refusal> {
    let vpc = there(draft.design(), id)?;
    let supply = addresses::supply(draft.design(), vpc.pool, vpc.environment);
    let length = vpc.ipv4_blocks().next().map_or(supply.length, CidrBlock::length);
    let taken = addresses::taken(draft.design());
    let block = supply
        .next(&taken, length)
        .or_else(|| supply.next_or_smaller(&taken))
        .ok_or_else(|| no_room(draft.design(), &supply, length))?;
    draft.apply(Edit::change(id, move |vpc| vpc.ipv4.push(block.into())))?;
    let name = draft.design().name(id);
    Ok(Done::new(format!("Add {block} to VPC {name}")).said(format!("VPC {name} has {block} as well.")))
}

pub(super) fn readdress(draft: &mut Draft, id: VpcId, index: usize, block: CidrBlock) -> Result<Done, Refusal> {
    let vpc = there(draft.design(), id)?;
    let name = draft.design().name(id);
    let old = match vpc.ipv4.get(index) {
        Some(written) => written.get(),
        None if index == vpc.ipv4.len() => None,
        None => return Err(Refusal::NoSoundBlock(format!("VPC {name}"))),
    };
    let mut moved = Vec::new();
    if let Some(old) = old {
        for (subnet, fields) in draft.design().referring::<Subnet>(id) {
            let Some(inner) = fields.ipv4_block().filter(|inner| old.covers(*inner)) else { continue };
            // Two blocks are apart or one holds the other: a block that grew or shrank moves no subnet.
            let stays = || block.covers(inner).then_some(inner);
            let new = if block.overlaps(old) { stays() } else { addresses::shifted(inner, old, block) };
            let subnet_name = || draft.design().name(subnet);
            let new = new.ok_or_else(|| Refusal::DoesNotFit { subnet: subnet_name(), block: inner, into: block })?;
            if new != inner {
                moved.push((subnet, new));
            }
        }
    }
    let many = moved.len();
    draft.apply(Edit::change(id, move |vpc| match vpc.ipv4.get_mut(index) {
        Some(written) => *written = Written::Sound(block),
        None => vpc.ipv4.push(block.into()),
    }))?;
    draft.apply_all(
        moved.into_iter().map(|(id, new)| Edit::change(id, move |s: &mut Subnet| s.ipv4 = Some(new.into()))),
    )?;
    let along = match many {
        0 => String::new(),
        n => format!(", {} with it", crate::editor::words::count(n, Kind::Subnet)),
    };
    Ok(Done::new(format!("Move {name} to {block}")).said(format!("VPC {name} is {block} now{along}.")))
}
