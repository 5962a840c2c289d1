use std::sync::Arc;

use crate::model::kinds::{EgressOnlyGateway, InternetGateway, Role, Subnet, SubnetReservation, Tier, Vpc, VpnGateway};
use crate::model::{Design, EntityId, Kind, SubnetId, TierId, VpcId, Written, nat_gateways_of};
use crate::ordering::Ordered;
use crate::scene::geometry::{Point, Rect};
use crate::scene::ink::Font;
use crate::scene::labels::{Measure, TableMeasure};
use crate::scene::lanes::LANE;
use crate::scene::measures::*;
use crate::scene::strip::Strip;

use super::furniture::{Furniture, Shelved, card_height, flow, shelve};

/// A part of a top border, as distances from its left corner.
pub(in crate::scene) type Taken = (f64, f64);

/// A VPC laid out, in units from its own left top corner: what is kept until something in it changes.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::scene) struct VpcBox {
    pub size: Point,
    pub compact: bool,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// In reading order: row, column, place in the crossing.
    pub cards: Vec<Card>,
    /// Internet gateways, egress-only ones, VPN gateways and regional NAT gateways, on the top border.
    pub gateways: Vec<(EntityId, Point)>,
    /// Where on the top border they and their names stand, in order.
    pub taken: Arc<[Taken]>,
    /// Load balancers under the rows they lie over, by row.
    pub bars: Vec<Bar>,
    /// What lies in no subnet.
    pub shelf: Vec<Shelved>,
    pub strip: Strip,
    /// Everything inside by id, sorted: for `Layout::rect`.
    pub parts: Vec<(EntityId, Rect)>,
}

#[derive(Clone, Debug, PartialEq)]
pub(in crate::scene) struct Column {
    pub zone: String,
    pub x: f64,
    pub w: f64,
}

#[derive(Clone, Debug, PartialEq)]
pub(in crate::scene) struct Row {
    pub tier: TierId,
    pub role: Role,
    /// The cards' top and height; the label stands above.
    pub y: f64,
    pub h: f64,
    /// The cards of the row, as a range of `VpcBox::cards`.
    pub first: usize,
    pub end: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub(in crate::scene) struct Card {
    pub id: SubnetId,
    pub rect: Rect,
    pub role: Role,
    pub column: usize,
    pub chips: Vec<(EntityId, Rect)>,
}

/// A load balancer under the cards of its subnets.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::scene) struct Bar {
    pub id: EntityId,
    pub rect: Rect,
}

/// A subnet before it has a place.
struct Draft<'a> {
    id: SubnetId,
    subnet: &'a Subnet,
    name: &'a str,
    row: usize,
    column: usize,
    chips: Vec<(EntityId, f64)>,
}

impl VpcBox {
    pub fn measures(&self) -> &'static GridMeasures {
        if self.compact { &COMPACT } else { &FULL }
    }

    /// The strip's place.
    pub fn strip_rect(&self) -> Rect {
        let m = self.measures();
        Rect::new(m.padding, self.size.y - m.foot - m.strip_h, self.size.x - 2.0 * m.padding, m.strip_h)
    }

    /// From the row's label to the bottom of its cards, across the VPC.
    pub fn row_rect(&self, row: &Row) -> Rect {
        let m = self.measures();
        Rect::new(m.padding, row.y - m.row_head, self.size.x - 2.0 * m.padding, row.h + m.row_head)
    }

    /// Lays `id` out as `design` has it.
    pub fn new(design: &Design, id: VpcId, vpc: &Vpc) -> VpcBox {
        let rows = tier_rows(design, id);
        let mut furniture = Furniture::of(design, id);
        let mut drafts = drafts(design, id, &mut furniture);
        let mut zones: Vec<&str> = drafts.iter().map(|d| d.subnet.zone.as_str()).collect();
        // A subnet without a zone stands behind all zones.
        zones.order_by_key(|zone| (zone.is_empty(), *zone));
        zones.dedup();
        for draft in &mut drafts {
            draft.column =
                zones.partition_point(|z| (z.is_empty(), *z) < (draft.subnet.zone.is_empty(), &draft.subnet.zone));
            draft.row = rows.iter().position(|(tier, _)| *tier == draft.subnet.tier).unwrap_or(rows.len());
        }
        drafts.order_by(|a, b| {
            let place = |d: &Draft| (d.row, d.column, d.subnet.ipv4_block());
            (place(a), a.name, a.id).cmp(&(place(b), b.name, b.id))
        });

        let asked = design.entity(id).and_then(|e| e.head.at).map_or(Point::ZERO, |at| {
            let side = |side: Option<u32>| side.map_or(0.0, |s| f64::from(s).min(VPC_MAX_ASKED));
            Point::new(side(at.w), side(at.h))
        });
        let full = arrange(&FULL, &zones, &rows, &drafts, &furniture);
        // Asked for room enough, a VPC uses it.
        let roomy = asked.x >= full.size.x && asked.y >= full.size.y;
        let compact = !roomy && fits_compact(&zones, &drafts);
        let mut laid = if compact { arrange(&COMPACT, &zones, &rows, &drafts, &furniture) } else { full };
        laid.size = Point::new(laid.size.x.max(asked.x), laid.size.y.max(asked.y));
        laid.compact = compact;
        laid.strip = Strip::new(
            vpc,
            drafts.iter().filter_map(|d| {
                let role = rows.get(d.row).map_or(Role::default(), |(_, role)| *role);
                Some((d.id, d.subnet.ipv4_block()?, role))
            }),
            drafts
                .iter()
                .flat_map(|d| design.referring::<SubnetReservation>(d.id))
                .filter_map(|(_, kept)| kept.block.as_ref().and_then(Written::get)),
        );
        let mut gateways: Vec<EntityId> = design.referring::<InternetGateway>(id).map(|(id, _)| id.into()).collect();
        gateways.extend(design.referring::<EgressOnlyGateway>(id).map(|(id, _)| EntityId::from(id)));
        gateways.extend(design.referring::<VpnGateway>(id).map(|(id, _)| EntityId::from(id)));
        // A regional NAT gateway is in no subnet.
        let nats = nat_gateways_of(design, id);
        gateways
            .extend(nats.into_iter().filter(|(_, nat)| nat.seat(design).is_none()).map(|(id, _)| EntityId::from(id)));
        let step = laid.size.x / (gateways.len() + 1) as f64;
        laid.gateways = gateways
            .into_iter()
            .enumerate()
            .map(|(i, id)| (id, Point::new((step * (i + 1) as f64).round(), 0.0)))
            .collect();
        laid.taken = laid.gateways.iter().map(|(id, center)| gateway_range(design, *id, center.x)).collect();
        laid.collect_parts(design, id);
        laid
    }

    fn collect_parts(&mut self, design: &Design, vpc: VpcId) {
        let mut parts: Vec<(EntityId, Rect)> = Vec::with_capacity(self.cards.len() * 2);
        for card in &self.cards {
            parts.push((card.id.into(), card.rect));
            parts.extend(card.chips.iter().copied());
        }
        parts.extend(self.bars.iter().map(|bar| (bar.id, bar.rect)));
        parts.extend(self.shelf.iter().flat_map(|shelved| shelved.ids.iter().map(|id| (*id, shelved.rect))));
        // A row for a tier of elsewhere is not that tier's place.
        let own = self.rows.iter().filter(|row| design.get(row.tier).is_some_and(|tier| tier.vpc == vpc));
        parts.extend(own.map(|row| (row.tier.into(), self.row_rect(row))));
        let disc = |center: Point| Rect::around(center, 2.0 * GATEWAY_R, 2.0 * GATEWAY_R);
        parts.extend(self.gateways.iter().map(|(id, center)| (*id, disc(*center))));
        parts.order_by_key(|(id, _)| *id);
        // Of chips in several subnets the first is the place.
        parts.dedup_by_key(|(id, _)| *id);
        self.parts = parts;
    }

    /// Does a gateway lead from it to the internet?
    pub fn leads_out(&self) -> bool {
        self.gateways.iter().any(|(id, _)| is_way_up(id.kind))
    }

    /// The place of something inside.
    pub fn part(&self, id: EntityId) -> Option<Rect> {
        let i = self.parts.binary_search_by_key(&id, |(id, _)| *id).ok()?;
        Some(self.parts[i].1)
    }

    /// The card under a point.
    pub fn card_at(&self, p: Point) -> Option<&Card> {
        let row = &self.rows[self.rows.partition_point(|row| row.y + row.h < p.y).min(self.rows.len().checked_sub(1)?)];
        self.cards[row.first..row.end].iter().find(|card| card.rect.contains(p))
    }
}

/// What a gateway whose middle is at `x` and its name take of the border.
fn gateway_range(design: &Design, id: EntityId, x: f64) -> Taken {
    let name = TableMeasure.width(&design.name(id), Font::ui(11.0)).min(120.0);
    // From afar discs and ports are drawn larger than they are: there has to be something between them then too.
    let apart = 2.0 * GATEWAY_R + 2.0 * LANE;
    (x - apart, x + (GATEWAY_R + 6.0 + name + LANE).max(apart))
}

/// Gateways from which a line leads up to the internet.
pub(in crate::scene) fn is_way_up(kind: Kind) -> bool {
    matches!(kind, Kind::InternetGateway | Kind::EgressOnlyGateway)
}

/// The rows: the VPC's tiers by order, role and name, then tiers of elsewhere that its subnets name.
fn tier_rows(design: &Design, vpc: VpcId) -> Vec<(TierId, Role)> {
    let mut rows: Vec<_> = design.referring::<Tier>(vpc).map(|(id, tier)| (id, Some(tier))).collect();
    let own = rows.len();
    for (_, subnet) in design.referring::<Subnet>(vpc) {
        if rows.iter().all(|(id, _)| *id != subnet.tier) {
            rows.push((subnet.tier, design.get(subnet.tier)));
        }
    }
    let key = |(id, tier): &(TierId, Option<&Tier>), i: usize| {
        let name = design.entity(*id).map_or("", |e| e.head.name.as_str());
        (i >= own, tier.map_or((u32::MAX, Role::Isolated), |t| (t.order, t.role)), name.to_owned(), *id)
    };
    let mut keyed: Vec<_> = rows.iter().enumerate().map(|(i, row)| (key(row, i), row)).collect();
    keyed.order_by(|a, b| a.0.cmp(&b.0));
    keyed.into_iter().map(|(_, (id, tier))| (*id, tier.map_or(Role::default(), |t| t.role))).collect()
}

fn drafts<'d>(design: &'d Design, vpc: VpcId, furniture: &mut Furniture) -> Vec<Draft<'d>> {
    let subnets = design.referring::<Subnet>(vpc).filter_map(|(id, subnet)| {
        let name = design.entity(id)?.head.name.as_str();
        Some(Draft { id, subnet, name, row: 0, column: 0, chips: furniture.chips.remove(&id).unwrap_or_default() })
    });
    subnets.collect()
}

/// Do small cards hold everything there is to say?
fn fits_compact(zones: &[&str], drafts: &[Draft]) -> bool {
    let fits = |draft: &Draft| {
        let block = draft.subnet.ipv4.as_ref().map_or(0, |block| block.to_string().len());
        let chips: f64 = draft.chips.iter().map(|(_, w)| w + CHIP_GAP).sum();
        block > 0
            && TableMeasure.width(&"0".repeat(block), Font::mono(11.0)) <= COMPACT_BLOCK_ROOM
            && TableMeasure.width(draft.name, Font::name(11.0)) <= COMPACT_NAME_ROOM
            && chips - CHIP_GAP <= COMPACT.card_w - 2.0 * COMPACT.chip_at.0
    };
    let crowded = drafts.windows(2).any(|pair| (pair[0].row, pair[0].column) == (pair[1].row, pair[1].column));
    matches!(zones.len(), 1..=2) && !crowded && !zones.contains(&"") && drafts.iter().all(fits)
}

/// How many cards stand beside each other in a crossing with `n`: up to three make a column, more a block about as
/// wide as high.
fn across(n: usize) -> usize {
    if n <= 3 { 1 } else { ((n as f64 / 2.0).sqrt().round() as usize).max(1) }
}

/// Places everything by `m`. `drafts` are sorted by row and column.
fn arrange(
    m: &GridMeasures,
    zones: &[&str],
    rows: &[(TierId, Role)],
    drafts: &[Draft],
    furniture: &Furniture,
) -> VpcBox {
    let mut bars: Vec<Bar> = Vec::new();
    // How many cards each crossing has.
    let mut counts = vec![0usize; zones.len() * rows.len()];
    drafts.iter().for_each(|d| counts[d.row * zones.len() + d.column] += 1);

    let mut x = m.padding;
    let mut columns = Vec::with_capacity(zones.len());
    for (i, zone) in zones.iter().enumerate() {
        let widest = (0..rows.len()).map(|row| across(counts[row * zones.len() + i])).max().unwrap_or(1) as f64;
        let w = widest * m.card_w + (widest - 1.0) * m.gap_x;
        columns.push(Column { zone: (*zone).to_owned(), x, w });
        x += w + m.gap_x;
    }
    let right = if columns.is_empty() { m.padding } else { x - m.gap_x };

    let mut y = m.cards_top;
    let mut laid_rows = Vec::with_capacity(rows.len());
    let mut cards = Vec::with_capacity(drafts.len());
    let mut rest = drafts;
    for (row, (tier, role)) in rows.iter().enumerate() {
        let (here, later) = rest.split_at(rest.partition_point(|d| d.row == row));
        rest = later;
        let card_h = here.iter().map(|d| card_height(m, &d.chips)).fold(m.card_h, f64::max);
        let first = cards.len();
        let mut deepest = 1;
        for cell in here.chunk_by(|a, b| a.column == b.column) {
            let wide = across(cell.len());
            deepest = deepest.max(cell.len().div_ceil(wide));
            for (i, draft) in cell.iter().enumerate() {
                let at = Point::new(
                    columns[draft.column].x + (i % wide) as f64 * (m.card_w + m.gap_x),
                    y + (i / wide) as f64 * (card_h + m.gap_y),
                );
                let (chips, _) = flow(m, at, &draft.chips);
                let rect = Rect::new(at.x, at.y, m.card_w, card_h);
                cards.push(Card { id: draft.id, rect, role: *role, column: draft.column, chips });
            }
        }
        let h = deepest as f64 * card_h + (deepest - 1) as f64 * m.gap_y;
        laid_rows.push(Row { tier: *tier, role: *role, y, h, first, end: cards.len() });
        y += h;
        for (id, subnets) in &furniture.bars {
            let over = |card: &&Card| subnets.contains(&card.id);
            let under = cards[first..].iter().filter(over).map(|card| card.rect).reduce(Rect::union);
            // One that lies over several tiers stands under the first.
            let Some(under) = under.filter(|_| bars.iter().all(|bar| bar.id != *id)) else { continue };
            y += BAR_GAP;
            bars.push(Bar { id: *id, rect: Rect::new(under.x, y, under.w, BAR_H) });
            y += BAR_H;
        }
        y += m.row_gap;
    }
    let mut bottom = if rows.is_empty() { VPC_TITLE } else { y - m.row_gap };
    let room = (right + m.padding).max(VPC_MIN.0) - m.padding;
    let (shelf, shelf_h) = shelve(&furniture.shelf, m.padding, room, bottom + SHELF_GAP);
    bottom += if shelf.is_empty() { 0.0 } else { SHELF_GAP + shelf_h - (SHELF_ROW - SHELF_H) };
    let size = Point::new(
        (right + m.padding).max(VPC_MIN.0),
        (bottom + m.totals + m.strip_gap + m.strip_h + m.foot).max(VPC_MIN.1),
    );
    VpcBox {
        size,
        compact: false,
        columns,
        rows: laid_rows,
        cards,
        gateways: Vec::new(),
        taken: Arc::default(),
        bars,
        shelf,
        strip: Strip::default(),
        parts: Vec::new(),
    }
}
