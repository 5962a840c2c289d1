//! The measures of the look at 100 %, in canvas units. One place, so that layout, drawing and hit testing agree.

/// The measures of the grid inside a VPC.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct GridMeasures {
    /// From the border to the cards at the left and the right.
    pub padding: f64,
    /// A card's width.
    pub card_w: f64,
    /// A card's height without chips beyond the first row.
    pub card_h: f64,
    /// Between columns.
    pub gap_x: f64,
    /// Between cards that share a crossing.
    pub gap_y: f64,
    /// From the top edge to the first row of cards.
    pub cards_top: f64,
    /// From the top edge to the baseline of the zone names.
    pub zone_baseline: f64,
    /// From the bottom of one row's cards to the top of the next row's.
    pub row_gap: f64,
    /// How far above the cards a row begins: its label's room.
    pub row_head: f64,
    /// From the last cards to the baseline of the totals.
    pub totals: f64,
    /// From the baseline of the totals to the strip.
    pub strip_gap: f64,
    /// The strip's height.
    pub strip_h: f64,
    /// From the strip to the bottom edge.
    pub foot: f64,
    /// The first chip's place in a card.
    pub chip_at: (f64, f64),
    /// A chip's height.
    pub chip_h: f64,
}

/// A VPC with room: cards with counts, rows with labels.
pub(super) const FULL: GridMeasures = GridMeasures {
    padding: 14.0,
    card_w: 150.0,
    card_h: 76.0,
    gap_x: 12.0,
    gap_y: 8.0,
    cards_top: 86.0,
    zone_baseline: 58.0,
    row_gap: 36.0,
    row_head: 24.0,
    totals: 44.0,
    strip_gap: 8.0,
    strip_h: 10.0,
    foot: 14.0,
    chip_at: (9.0, 47.0),
    chip_h: 22.0,
};

/// A VPC of one or two zones with short names: small cards, no row labels.
pub(super) const COMPACT: GridMeasures = GridMeasures {
    padding: 14.0,
    card_w: 93.0,
    card_h: 42.0,
    gap_x: 6.0,
    gap_y: 8.0,
    cards_top: 62.0,
    zone_baseline: 54.0,
    row_gap: 8.0,
    row_head: 4.0,
    totals: 18.0,
    strip_gap: 7.0,
    strip_h: 8.0,
    foot: 9.0,
    chip_at: (6.0, 39.0),
    chip_h: 20.0,
};

/// The height of a small card with a row of chips.
pub(super) const COMPACT_CARD_WITH_CHIPS: f64 = 66.0;
/// The room for the name in a small card at 100 %.
pub(super) const COMPACT_NAME_ROOM: f64 = 61.0;
/// The room for the block in a small card at 100 %.
pub(super) const COMPACT_BLOCK_ROOM: f64 = 80.0;
/// The smallest VPC.
pub(super) const VPC_MIN: (f64, f64) = (220.0, 120.0);
/// The largest size that a person may ask for: beyond it a file is damaged or a joke.
pub(super) const VPC_MAX_ASKED: f64 = 20_000.0;
/// How tall the title of a VPC is: what drags it, and what a click on its edge means.
pub(super) const VPC_TITLE: f64 = 44.0;
/// How near to the border a click is meant for it, in screen pixels at most as canvas units at 100 %.
pub(super) const VPC_BORDER: f64 = 6.0;

/// Between chips.
pub(super) const CHIP_GAP: f64 = 6.0;
/// From a chip's left edge to its text, and from the text to the right edge.
pub(super) const CHIP_TEXT_AT: f64 = 23.0;
pub(super) const CHIP_PAD: f64 = 5.0;
/// Between rows of chips.
pub(super) const CHIP_ROW: f64 = 26.0;

/// The radius of a gateway on a border.
pub(super) const GATEWAY_R: f64 = 15.0;
/// How far above its VPC a gateway and its name reach.
pub(super) const GATEWAY_RISE: f64 = 24.0;

/// Between VPCs that no person placed: room for lanes and a label.
pub(super) const PACK_GAP: (f64, f64) = (140.0, 100.0);
/// The grid of dots. VPCs snap to it.
pub(super) const DOT_STEP: f64 = 20.0;

/// The bar that stands for the internet: its height, and how far its top is above the topmost VPC.
pub(super) const INTERNET_H: f64 = 28.0;
pub(super) const INTERNET_RISE: f64 = 66.0;

/// A load balancer's bar under its tier: its height, and from the cards or the bar above to it.
pub(super) const BAR_H: f64 = 22.0;
pub(super) const BAR_GAP: f64 = 6.0;
/// A box on the shelf of a VPC: its height, its width without the count, from row to row, and from the cards to it.
pub(super) const SHELF_H: f64 = 20.0;
pub(super) const SHELF_W: f64 = 30.0;
pub(super) const SHELF_ROW: f64 = 26.0;
pub(super) const SHELF_GAP: f64 = 12.0;

/// A hub: its height, and the least and the largest width that its name may ask for.
pub(super) const HUB_H: f64 = 60.0;
pub(super) const HUB_W: (f64, f64) = (104.0, 180.0);
/// A card that stands free: its height, and its width likewise.
pub(super) const STAND_H: f64 = 44.0;
pub(super) const STAND_W: (f64, f64) = (110.0, 220.0);
/// A note: its width when nobody asked for another, the height of a line, and from its edge to its text.
pub(super) const NOTE_W: f64 = 180.0;
pub(super) const NOTE_LINE: f64 = 17.0;
pub(super) const NOTE_PAD: f64 = 12.0;
/// Between things that stand free and that nobody placed, across and down.
pub(super) const STAND_GAP: (f64, f64) = (60.0, 70.0);
/// The radius of a comment's pin.
pub(super) const PIN_R: f64 = 11.0;
