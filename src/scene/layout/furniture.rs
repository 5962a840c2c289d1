use std::collections::BTreeMap;

use crate::model::kinds::{
    Endpoint, EndpointType, LoadBalancer, NatGateway, NetworkAcl, ResolverEndpoint, SecurityGroup, Subnet,
    TrafficMirrorSession, Workload,
};
use crate::model::{Body, Design, EntityId, Kind, NatGatewayId, SubnetId, VpcId};
use crate::ordering::Ordered;
use crate::scene::geometry::{Point, Rect};
use crate::scene::ink::Font;
use crate::scene::labels::{Measure, TableMeasure};
use crate::scene::measures::*;

/// What stands in a VPC besides subnets and gateways: chips in its subnets, bars under its tiers, and a shelf for what
/// lies in no subnet.
#[derive(Default)]
pub(super) struct Furniture {
    /// The chips of each subnet with their widths, by kind and name.
    pub chips: BTreeMap<SubnetId, Vec<(EntityId, f64)>>,
    /// Load balancers with the subnets over which each lies.
    pub bars: Vec<(EntityId, Vec<SubnetId>)>,
    /// What lies in no subnet, by kind.
    pub shelf: Vec<(Kind, Vec<EntityId>)>,
}

impl Furniture {
    /// Looks at everything that says it is in the VPC. A subnet of another VPC that it names is a mistake that rules
    /// name: nothing stands there.
    pub fn of(design: &Design, vpc: VpcId) -> Furniture {
        let mut furniture = Furniture::default();
        let mut chips: BTreeMap<SubnetId, Vec<(Kind, String, EntityId)>> = BTreeMap::new();
        let mut shelf: BTreeMap<Kind, Vec<EntityId>> = BTreeMap::new();
        let mut subnets: Vec<(SubnetId, &Subnet)> = design.referring::<Subnet>(vpc).collect();
        subnets.order_by_key(|(id, _)| *id);
        for (id, _) in &subnets {
            for nat in seated(design, *id) {
                chips.entry(*id).or_default().push((Kind::NatGateway, design.name(nat), nat.into()));
            }
        }
        let own = |named: &[SubnetId]| -> Vec<SubnetId> {
            let mut own: Vec<SubnetId> = named
                .iter()
                .copied()
                .filter(|id| subnets.binary_search_by_key(id, |(other, _)| *other).is_ok())
                .collect();
            own.order();
            own.dedup();
            own
        };
        let mut stand = |id: EntityId, places: Vec<SubnetId>| {
            if places.is_empty() {
                shelf.entry(id.kind).or_default().push(id);
            }
            let name = design.name(id);
            places.into_iter().for_each(|at| chips.entry(at).or_default().push((id.kind, name.clone(), id)));
        };
        for (id, workload) in design.referring::<Workload>(vpc).filter(|(_, workload)| workload.vpc == vpc) {
            let of_tier = subnets.iter().filter(|(_, s)| Some(s.tier) == workload.tier).map(|(id, _)| *id);
            stand(id.into(), if workload.subnets.is_empty() { of_tier.collect() } else { own(&workload.subnets) });
            for (session, _) in design.referring::<TrafficMirrorSession>(id).filter(|(_, s)| s.source == id) {
                stand(session.into(), Vec::new());
            }
        }
        for (id, endpoint) in design.referring::<Endpoint>(vpc).filter(|(_, endpoint)| endpoint.vpc == vpc) {
            let lies = endpoint.endpoint_type != EndpointType::Gateway;
            stand(id.into(), if lies { own(&endpoint.subnets) } else { Vec::new() });
        }
        for (id, endpoint) in design.referring::<ResolverEndpoint>(vpc).filter(|(_, endpoint)| endpoint.vpc == vpc) {
            stand(id.into(), own(&endpoint.subnets));
        }
        for (id, _) in design.referring::<SecurityGroup>(vpc).filter(|(_, group)| group.vpc == vpc) {
            stand(id.into(), Vec::new());
        }
        for (id, _) in design.referring::<NetworkAcl>(vpc).filter(|(_, acl)| acl.vpc == vpc) {
            stand(id.into(), Vec::new());
        }
        let mut bars: Vec<(String, EntityId, Vec<SubnetId>)> = Vec::new();
        for (id, balancer) in design.referring::<LoadBalancer>(vpc).filter(|(_, balancer)| balancer.vpc == vpc) {
            match own(&balancer.subnets) {
                none if none.is_empty() => stand(id.into(), none),
                places => bars.push((design.name(id), id.into(), places)),
            }
        }
        bars.order_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
        furniture.bars = bars.into_iter().map(|(_, id, places)| (id, places)).collect();
        shelf.values_mut().for_each(|ids| ids.order());
        furniture.shelf = shelf.into_iter().collect();
        for (subnet, mut list) in chips {
            list.order();
            let wide = |(_, _, id): (Kind, String, EntityId)| (id, chip_width(&chip_text(design, id)));
            furniture.chips.insert(subnet, list.into_iter().map(wide).collect());
        }
        furniture
    }
}

/// What a chip says: `orders-api ×4`.
pub(in crate::scene) fn chip_text(design: &Design, id: EntityId) -> String {
    let name = design.name(id);
    match design.entity(id).map(|entity| &entity.body) {
        Some(Body::Workload(workload)) if workload.count.is_some_and(|n| n != 1) => {
            format!("{name} ×{}", workload.count.unwrap_or(1))
        }
        _ => name,
    }
}

/// Wide enough for 11 px letters at 90 %, where they are drawn first.
fn chip_width(text: &str) -> f64 {
    let text = TableMeasure.width(text, Font::ui(11.0)) * 1.12;
    (CHIP_TEXT_AT + text + CHIP_PAD).clamp(34.0, FULL.card_w - 2.0 * FULL.chip_at.0).round()
}

/// The NAT gateways that sit in a subnet.
fn seated(design: &Design, subnet: SubnetId) -> impl Iterator<Item = NatGatewayId> {
    let named = design.referring::<NatGateway>(subnet);
    named.filter(move |(_, nat)| nat.seat(design) == Some(subnet)).map(|(id, _)| id)
}

/// The chips in a subnet of no VPC with their widths, by name.
pub(super) fn chips_of(design: &Design, subnet: SubnetId) -> Vec<(EntityId, f64)> {
    let mut chips: Vec<_> = seated(design, subnet).map(|id| (design.name(id), EntityId::from(id))).collect();
    chips.order();
    chips.into_iter().map(|(name, id)| (id, chip_width(&name))).collect()
}

/// Places chips from left to right and on from row to row. Returns how many rows there are.
pub(super) fn flow(m: &GridMeasures, card: Point, chips: &[(EntityId, f64)]) -> (Vec<(EntityId, Rect)>, usize) {
    let room = m.card_w - 2.0 * m.chip_at.0;
    let (mut x, mut row) = (0.0, 0);
    let mut placed = Vec::with_capacity(chips.len());
    for (id, w) in chips {
        let w = w.min(room);
        if x > 0.0 && x + w > room {
            (x, row) = (0.0, row + 1);
        }
        let at = Point::new(card.x + m.chip_at.0 + x, card.y + m.chip_at.1 + row as f64 * CHIP_ROW);
        placed.push((*id, Rect::new(at.x, at.y, w, m.chip_h)));
        x += w + CHIP_GAP;
    }
    (placed, if chips.is_empty() { 0 } else { row + 1 })
}

/// How high a card with these chips is.
pub(super) fn card_height(m: &GridMeasures, chips: &[(EntityId, f64)]) -> f64 {
    let (_, chip_rows) = flow(m, Point::ZERO, chips);
    let base = if *m == COMPACT && chip_rows > 0 { COMPACT_CARD_WITH_CHIPS } else { m.card_h };
    base + chip_rows.saturating_sub(1) as f64 * CHIP_ROW
}

/// What lies in no subnet: one box with an icon and a count for each kind.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::scene) struct Shelved {
    pub kind: Kind,
    pub ids: Vec<EntityId>,
    pub rect: Rect,
}

/// Places the shelf in rows between `left` and `right`, the first at `y`. Returns how high it is.
pub(super) fn shelve(shelf: &[(Kind, Vec<EntityId>)], left: f64, right: f64, y: f64) -> (Vec<Shelved>, f64) {
    let mut at = Point::new(left, y);
    let mut placed = Vec::with_capacity(shelf.len());
    for (kind, ids) in shelf {
        let w = SHELF_W + TableMeasure.width(&ids.len().to_string(), Font::ui(11.0)).round();
        if at.x > left && at.x + w > right {
            at = Point::new(left, at.y + SHELF_ROW);
        }
        placed.push(Shelved { kind: *kind, ids: ids.clone(), rect: Rect::new(at.x, at.y, w, SHELF_H) });
        at.x += w + CHIP_GAP;
    }
    (placed, if shelf.is_empty() { 0.0 } else { at.y - y + SHELF_ROW })
}
