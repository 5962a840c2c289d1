//! Arrangements of the whole drawing: each one edit, and what stands well already stays.

use std::collections::{BTreeMap, BTreeSet};

use super::{Done, Draft, arrange, is_locked};
use crate::editor::kernels::{Star, banded, stars, tidy};
use crate::editor::{Arrangement, Refusal};
use crate::model::kinds::{Peering, TransitGatewayAttachment, VpnConnection};
use crate::model::{Design, Edit, EntityId, Kind, VpcId, account_of};
use crate::ordering::{Gather, Ordered};
use crate::scene::{Picture, Point, Rect, environment_styles};
use crate::wording::thousands;

/// How near a note stands to what it is about, in canvas units: it goes along.
const ABOUT: f64 = 300.0;
/// A VPC that is peered with at least so many others is a hub.
const HUB_PEERS: usize = 3;

pub(super) fn arrange(draft: &mut Draft, by: Arrangement, ids: Vec<EntityId>) -> Result<Done, Refusal> {
    let only: BTreeSet<EntityId> = match by {
        Arrangement::Tidy => ids.into_iter().filter(|id| Picture::of(id.kind).is_placed()).gather(),
        _ => BTreeSet::new(),
    };
    arrange::pin_all(draft)?;
    let (design, layout) = (draft.design(), draft.layout);
    let vpcs = layout.vpcs().map(|(id, rect)| (EntityId::from(id), rect));
    let placed: Vec<(EntityId, Rect)> = vpcs.chain(layout.free_standing()).collect();
    let (notes, others): (Vec<_>, Vec<_>) = placed.into_iter().partition(|(id, _)| id.kind == Kind::Note);
    let stays = |id: &EntityId| is_locked(design, *id) || !(only.is_empty() || only.contains(id));
    let (fixed, free): (Vec<_>, Vec<_>) = others.into_iter().partition(|(id, _)| stays(id));
    if free.is_empty() {
        return Err(Refusal::Nothing("arranged"));
    }
    let fixed: Vec<Rect> = fixed.into_iter().map(|(_, rect)| rect).collect();
    let boxes: Vec<Rect> = free.iter().map(|(_, rect)| *rect).collect();
    let places = match by {
        Arrangement::Tidy => tidy(&boxes, &fixed),
        Arrangement::HubAndSpoke => {
            let (hubs, rest) = hubs(design, &free);
            stars(&boxes, &hubs, &rest, &fixed)
        }
        Arrangement::ByEnvironment | Arrangement::ByAccount | Arrangement::ByRegion => {
            banded(&boxes, &groups(design, by, &free), &fixed)
        }
    };
    let mut moves: Vec<(EntityId, Point)> =
        free.iter().zip(&places).map(|((id, rect), at)| (*id, *at - rect.origin())).collect();
    moves.extend(notes.iter().filter(|(id, _)| !stays(id)).filter_map(|(id, rect)| {
        let apart = |other: &Rect| {
            let (dx, dy) = (
                gap(rect.x, rect.right(), other.x, other.right()),
                gap(rect.y, rect.bottom(), other.y, other.bottom()),
            );
            dx.hypot(dy)
        };
        let nearest = (0..boxes.len()).min_by(|a, b| apart(&boxes[*a]).total_cmp(&apart(&boxes[*b])))?;
        (apart(&boxes[nearest]) <= ABOUT).then(|| (*id, places[nearest] - boxes[nearest].origin()))
    }));
    moves.retain(|(_, by)| *by != Point::ZERO);
    let n = moves.len();
    draft.apply_all(moves.into_iter().map(|(id, by)| {
        Edit::change_entity(id, move |entity| {
            if let Some(at) = &mut entity.head.at {
                (at.x, at.y) = (at.x.saturating_add(by.x.round() as i32), at.y.saturating_add(by.y.round() as i32));
                *at = arrange::on_canvas(*at);
            }
        })
    }))?;
    let said = match n {
        0 => format!("{}: everything keeps its place.", by.label()),
        1 => format!("{}: moved 1 object.", by.label()),
        n => format!("{}: moved {} objects.", by.label(), thousands(n as u128)),
    };
    Ok(Done::new(by.label()).said(said))
}

fn gap(low: f64, high: f64, other_low: f64, other_high: f64) -> f64 {
    (other_low - high).max(low - other_high).max(0.0)
}

/// The groups in their order, and last what belongs to none.
fn groups(design: &Design, by: Arrangement, free: &[(EntityId, Rect)]) -> Vec<Vec<usize>> {
    let styles = environment_styles(design);
    let key = |id: &EntityId| -> (u8, u8, String) {
        let Some(vpc) = id.typed::<VpcId>().and_then(|id| design.get(id)) else { return (2, 0, String::new()) };
        let none = (1, 0, String::new());
        match by {
            Arrangement::ByRegion => (0, 0, vpc.region.clone()),
            Arrangement::ByAccount => {
                account_of(design, vpc).map_or(none, |id| (0, 0, format!("{} {id}", design.name(id))))
            }
            _ => vpc.environment.filter(|id| design.contains(*id)).map_or(none, |id| {
                // Production first, then staging, development, ... as their colours go.
                (0, styles.get(&id).map_or(u8::MAX, |style| style.colour), format!("{} {id}", design.name(id)))
            }),
        }
    };
    let mut groups: BTreeMap<(u8, u8, String), Vec<usize>> = BTreeMap::new();
    for (at, (id, _)) in free.iter().enumerate() {
        groups.entry(key(id)).or_default().push(at);
    }
    groups.into_values().collect()
}

/// What joins many networks, with these: transit gateways, and where there is none VPCs that many are peered with.
fn hubs(design: &Design, free: &[(EntityId, Rect)]) -> (Vec<Star>, Vec<usize>) {
    let index: BTreeMap<EntityId, usize> = free.iter().enumerate().map(|(at, (id, _))| (*id, at)).gather();
    let mut joined: BTreeMap<EntityId, BTreeSet<EntityId>> = BTreeMap::new();
    let mut join = |hub: EntityId, other: EntityId| _ = joined.entry(hub).or_default().insert(other);
    for (_, attachment) in design.all::<TransitGatewayAttachment>() {
        join(attachment.transit_gateway.into(), attachment.resource);
    }
    for (_, peering) in design.all::<Peering>() {
        join(peering.requester.into(), peering.accepter.into());
        join(peering.accepter.into(), peering.requester.into());
    }
    for (_, vpn) in design.all::<VpnConnection>() {
        vpn.gateway.into_iter().for_each(|gateway| join(gateway, vpn.customer_gateway.into()));
    }
    for (id, gateway) in design.all::<crate::model::kinds::DirectConnectGateway>() {
        gateway.associations.iter().for_each(|association| join(association.gateway, id.into()));
    }
    for (id, network) in design.all::<crate::model::kinds::ServiceNetwork>() {
        network.associations.iter().for_each(|association| join(id.into(), association.vpc.into()));
    }
    let is_hub = |id: &EntityId, others: &BTreeSet<EntityId>| match id.kind {
        Kind::TransitGateway | Kind::ServiceNetwork => true,
        Kind::Vpc => others.iter().filter(|other| other.kind == Kind::Vpc).count() >= HUB_PEERS,
        _ => false,
    };
    let mut centres: Vec<(&EntityId, &BTreeSet<EntityId>)> =
        joined.iter().filter(|(id, others)| index.contains_key(id) && is_hub(id, others)).collect();
    // The one with most comes first and takes its spokes; of equals the one whose id is first.
    centres.order_by_key(|(id, others)| (std::cmp::Reverse(others.len()), **id));
    let mut taken: BTreeSet<EntityId> = BTreeSet::new();
    let mut stars = Vec::new();
    let at = |id: &EntityId| index.get(id).copied();
    let is_centre = |id: &EntityId| joined.get(id).is_some_and(|others| is_hub(id, others));
    for (hub, others) in centres {
        if !taken.insert(*hub) {
            continue;
        }
        let free: Vec<EntityId> = others.iter().copied().filter(|id| !taken.contains(id)).collect();
        let spokes = free.iter().filter(|id| id.kind == Kind::Vpc && (hub.kind == Kind::Vpc || !is_centre(id)));
        let spokes: Vec<EntityId> = spokes.copied().filter(|id| index.contains_key(id)).collect();
        // What is on the other side of the hub, and what is behind that.
        let mut beyond: Vec<EntityId> = free.into_iter().filter(|id| id.kind != Kind::Vpc && !is_centre(id)).collect();
        beyond.extend(beyond.clone().iter().filter_map(|id| behind(design, *id)));
        beyond.retain(|id| index.contains_key(id) && !taken.contains(id));
        beyond.order();
        beyond.dedup();
        taken.extend(spokes.iter().chain(&beyond).copied());
        stars.push(Star {
            hub: index[hub],
            spokes: spokes.iter().filter_map(at).collect(),
            beyond: beyond.iter().filter_map(at).collect(),
        });
    }
    let rest = index.iter().filter(|(id, _)| !taken.contains(id)).map(|(_, at)| *at).collect();
    (stars, rest)
}

/// The network behind a customer gateway or a Direct Connect gateway.
fn behind(design: &Design, id: EntityId) -> Option<EntityId> {
    let network = match id.kind {
        Kind::CustomerGateway => design.get(id.typed::<crate::model::CustomerGatewayId>()?)?.network,
        Kind::DirectConnectGateway => design.get(id.typed::<crate::model::DirectConnectGatewayId>()?)?.network,
        _ => None,
    };
    network.map(EntityId::from)
}
