use super::{Done, Draft, routing, there};
use crate::aws::region::zone_names;
use crate::editor::{Refusal, addresses, naming};
use crate::model::kinds::Subnet;
use crate::model::{Edit, SubnetId};

pub(super) fn split(draft: &mut Draft, id: SubnetId) -> Result<Done, Refusal> {
    let design = draft.design();
    let subnet = there(design, id)?.clone();
    let name = design.name(id);
    let block = subnet.ipv4_block().ok_or_else(|| Refusal::NoSoundBlock(format!("Subnet {name}")))?;
    let (left, right) =
        block.halves().filter(|_| block.length() < addresses::LONGEST).ok_or(Refusal::TooSmallToSplit(block))?;
    let region = there(design, subnet.vpc)?.region.clone();
    let taken: Vec<&str> = design.referring::<Subnet>(subnet.tier).map(|(_, s)| s.zone.as_str()).collect();
    let mut zones = super::tier::zones_of(design, subnet.vpc);
    zones.extend(zone_names(&region));
    let zone = zones.iter().find(|zone| !taken.contains(&zone.as_str())).unwrap_or(&subnet.zone).clone();
    let new_name = naming::subnet(&design.name(subnet.tier), &zone, design, subnet.vpc);
    draft.apply(Edit::change(id, move |subnet| subnet.ipv4 = Some(left.into())))?;
    let half = Subnet { zone, ipv4: Some(right.into()), ipv6: None, route_table: None, ..subnet };
    let new = draft.add(new_name.clone(), half)?;
    routing::settle(draft, new)?;
    Ok(Done::new(format!("Split {name}"))
        .said(format!("Split {name}: it is {left} now, and {new_name} is {right}."))
        .selecting([id.into(), new.into()]))
}
