//! What a line that ends on empty canvas makes there.

use super::super::{object, tier, vpc};
use super::scope;
use crate::editor::Refusal;
use crate::editor::intents::Draft;
use crate::model::kinds::Role;
use crate::model::{Body, Design, Edit, EntityId, Kind, Placement, VpcId};

/// The kinds that could be at the far end of a line from an object of this kind, the likeliest first.
pub(in crate::editor) fn far_ends(from: Kind) -> &'static [Kind] {
    match from {
        Kind::Vpc | Kind::Tier | Kind::Subnet => &[Kind::Vpc, Kind::TransitGateway],
        Kind::TransitGateway => &[Kind::Vpc, Kind::CustomerGateway],
        Kind::ServiceNetwork => &[Kind::Vpc],
        Kind::VpnGateway => &[Kind::CustomerGateway],
        Kind::CustomerGateway => &[Kind::TransitGateway, Kind::ExternalNetwork],
        Kind::DirectConnectGateway => &[Kind::TransitGateway, Kind::ExternalNetwork],
        Kind::ExternalNetwork => &[Kind::CustomerGateway, Kind::DirectConnectGateway],
        _ => &[],
    }
}

/// What it would be, for a menu.
pub(super) fn words(from: Kind, new: Kind) -> String {
    let joined = match (from, new) {
        (Kind::Vpc | Kind::Tier | Kind::Subnet, Kind::Vpc) => "peered",
        (Kind::CustomerGateway | Kind::VpnGateway, Kind::TransitGateway)
        | (Kind::TransitGateway | Kind::VpnGateway, Kind::CustomerGateway) => "with a VPN connection",
        (Kind::TransitGateway, _) | (_, Kind::TransitGateway) => "attached",
        (Kind::ServiceNetwork, _) => "associated",
        (_, Kind::ExternalNetwork) => "behind it",
        _ => "in front of it",
    };
    format!("New {} here, {joined}", new.title())
}

/// Makes it, not joined yet.
pub(super) fn make(draft: &mut Draft, from: EntityId, kind: Kind, (x, y): (i32, i32)) -> Result<EntityId, Refusal> {
    if !far_ends(from.kind).contains(&kind) {
        let to = crate::editor::End::New { kind, x, y };
        return Err(super::cannot(draft.design(), from, to));
    }
    let at = Placement::at(x, y);
    let done = match kind {
        Kind::Vpc => vpc::draw(draft, at, None)?,
        kind => object::add(draft, kind, &[], Some(at))?,
    };
    let new = done.select.into_iter().flatten().next().ok_or(Refusal::SameEnd)?;
    // AWS joins most things only within a Region.
    if let Some(region) = region_of(draft.design(), from) {
        draft.apply(Edit::change_entity(new, move |entity| match &mut entity.body {
            Body::Vpc(vpc) => vpc.region.clone_from(&region),
            Body::TransitGateway(gateway) => gateway.region.clone_from(&region),
            Body::CustomerGateway(gateway) => gateway.region.clone_from(&region),
            _ => {}
        }))?;
    }
    // An attachment stands in subnets.
    if let Some(vpc) = new.typed::<VpcId>().filter(|_| from.kind == Kind::TransitGateway) {
        tier::add(draft, tier::New { vpc, name: None, role: Role::Private, zones: Vec::new(), length: None })?;
    }
    Ok(new)
}

/// The Region that an object is in, where it says so.
fn region_of(design: &Design, id: EntityId) -> Option<String> {
    let region = match &design.entity(id)?.body {
        Body::TransitGateway(gateway) => &gateway.region,
        Body::CustomerGateway(gateway) => &gateway.region,
        Body::ServiceNetwork(network) => &network.region,
        body => {
            let vpc = id.typed().or_else(|| scope(design, id).map(|(vpc, _)| vpc));
            let vpc = vpc.or_else(|| crate::model::vpc_of(design, body));
            &design.get::<VpcId>(vpc?)?.region
        }
    };
    Some(region.clone()).filter(|region| !region.is_empty())
}
