use super::{Act, Phase, Step, View, empty_crossing};
use crate::editor::input::Pointer;
use crate::editor::intents::{tier_plan, zones_offered};
use crate::editor::preview::{Cursor, Ghost, Preview};
use crate::editor::{Intent, Refusal, naming, words};
use crate::model::VpcId;
use crate::model::kinds::{Role, Tier};
use crate::scene::{Point, Rect};
use crate::wording::capitalised;

/// The measures of a card in the grid of a VPC, in canvas units: what a column that is not there yet would take.
const CARD: Point = Point::new(150.0, 76.0);
/// Between columns.
const GAP: f64 = 12.0;
/// From the border of a VPC to its cards, at the left and above.
const INSET: Point = Point::new(14.0, 86.0);
/// From one row's cards to the next row's.
const ROW_GAP: f64 = 36.0;

/// Drawing a tier: a click adds one in the usual zones, a drag across columns chooses them.
#[derive(Clone, Debug)]
pub struct AddingTier {
    start: Point,
    /// Where the pointer is now, on the screen.
    at: Point,
    dragged: bool,
}

impl AddingTier {
    pub fn new(pointer: &Pointer, view: &View) -> AddingTier {
        AddingTier { start: view.world(pointer.at), at: pointer.at, dragged: false }
    }

    fn intent(&self, view: &View) -> Result<Intent, Refusal> {
        let vpc = view.layout.cell_at(self.start).map(|cell| cell.vpc).ok_or(Refusal::TierNeedsVpc)?;
        if !self.dragged
            && let Some(crossing) = empty_crossing(view, view.camera.to_screen(self.start))
        {
            return Ok(Intent::AddSubnet { tier: crossing.tier, zone: crossing.zone });
        }
        let zones =
            if self.dragged { zones_across(view, vpc, self.start.x, view.world(self.at).x) } else { Vec::new() };
        let options = view.tier_options;
        let role = options.role.unwrap_or_else(|| next_role(view, vpc));
        Ok(Intent::AddTier { vpc, name: options.name.clone(), role, zones, length: options.length })
    }
}

/// The role of the next tier of a VPC: public first, then private.
fn next_role(view: &View, vpc: VpcId) -> Role {
    let public = view.design.referring::<Tier>(vpc).any(|(_, tier)| tier.role == Role::Public);
    if public { Role::Private } else { Role::Public }
}

/// The columns of a VPC: those it has, and those that further zones would get.
fn columns(view: &View, vpc: VpcId) -> Vec<(String, f64, f64)> {
    let grid = view.layout.grid(vpc);
    let mut columns: Vec<(String, f64, f64)> = grid
        .iter()
        .flat_map(|grid| &grid.zones)
        .filter(|column| !column.name.is_empty())
        .map(|column| (column.name.clone(), column.x, column.w))
        .collect();
    let left = view.layout.rect(vpc).map_or(0.0, |rect| rect.x) + INSET.x;
    let mut x = columns.last().map_or(left, |(_, x, w)| x + w + GAP);
    for zone in zones_offered(view.design, vpc) {
        if columns.iter().all(|(name, ..)| *name != zone) {
            columns.push((zone, x, CARD.x));
            x += CARD.x + GAP;
        }
    }
    columns
}

fn zones_across(view: &View, vpc: VpcId, a: f64, b: f64) -> Vec<String> {
    let (left, right) = (a.min(b), a.max(b));
    let met = columns(view, vpc).into_iter().filter(|(_, x, w)| *x < right && left < x + w);
    met.map(|(zone, ..)| zone).collect()
}

impl Phase for AddingTier {
    fn moved(self, pointer: &Pointer, view: &View) -> Step {
        let far = (view.camera.to_screen(self.start).x - pointer.at.x).abs() > pointer.kind.drag_threshold();
        Step::to(AddingTier { at: pointer.at, dragged: self.dragged || far, ..self })
    }

    fn released(self, _: &Pointer, view: &View) -> Step {
        match self.intent(view) {
            Ok(intent) => Step::idle().with(Act::Perform(intent)).with(Act::Used),
            Err(refusal) => Step::idle().with(Act::Refuse(refusal)),
        }
    }

    fn preview(&self, view: &View) -> Preview {
        match self.intent(view) {
            Ok(intent) => shown(view, &intent),
            Err(refusal) => Preview::default().saying(Err(refusal)),
        }
    }

    fn cursor(&self, _: &View) -> Cursor {
        Cursor::Crosshair
    }
}

/// What an intent of this tool would add.
fn shown(view: &View, intent: &Intent) -> Preview {
    match intent {
        Intent::AddSubnet { tier, zone } => {
            let vpc = view.design.get(*tier).map(|tier: &Tier| tier.vpc);
            let grid = vpc.and_then(|vpc| view.layout.grid(vpc));
            let cell = grid.and_then(|grid| {
                let row = grid.tiers.iter().find(|row| row.id == *tier)?;
                let column = grid.zones.iter().find(|column| column.name == *zone)?;
                Some(Rect::new(column.x, row.y, column.w, row.h))
            });
            let name = naming::zone_words(zone);
            let label = format!("Subnet in {name}");
            let ghosts = cell.map(|rect| Ghost { rect, label: label.clone() }).into_iter().collect();
            Preview { ghosts, ..Preview::default() }.saying(Ok::<_, Refusal>(label))
        }
        Intent::AddTier { vpc, role, zones, length, .. } => {
            let plan = tier_plan(view.design, *vpc, zones, *length);
            let (chosen, top) = match &plan {
                Ok(plan) => (plan.iter().collect::<Vec<_>>(), new_row(view, *vpc)),
                Err(_) => (Vec::new(), 0.0),
            };
            let columns = columns(view, *vpc);
            let ghosts = chosen.iter().filter_map(|(zone, block)| {
                let (_, x, w) = columns.iter().find(|(name, ..)| name == zone)?;
                Some(Ghost { rect: Rect::new(*x, top, *w, CARD.y), label: block.to_string() })
            });
            let ghosts = ghosts.collect();
            let letters: Vec<String> = chosen.iter().map(|(zone, _)| naming::short_zone(zone)).collect();
            let length = chosen.first().map_or(0, |(_, block)| block.length());
            let text =
                plan.as_ref().map(|_| format!("{} tier, zones {}, /{length} each", role.key(), words::list(&letters)));
            Preview { ghosts, ..Preview::default() }.saying(text.map(|text| capitalised(&text)))
        }
        _ => Preview::default(),
    }
}

/// Where the cards of one more row would stand.
fn new_row(view: &View, vpc: VpcId) -> f64 {
    let grid = view.layout.grid(vpc);
    let last = grid.and_then(|grid| grid.tiers.last().map(|row| row.y + row.h + ROW_GAP));
    last.unwrap_or_else(|| view.layout.rect(vpc).map_or(0.0, |rect| rect.y) + INSET.y)
}

/// What a click would add where the pointer is.
pub fn hovering(at: Point, view: &View) -> Preview {
    let tool = AddingTier { start: view.world(at), at, dragged: false };
    tool.intent(view).map_or_else(|_| Preview::default(), |intent| shown(view, &intent))
}
