use crate::editor::input::Pointer;
use crate::editor::preview::{Cursor, Preview};
use crate::editor::tools::{Act, Phase, Step, View, scroll_at_edge};
use crate::editor::{Intent, Refusal};
use crate::model::{EntityId, TierId, VpcId};
use crate::scene::{Point, Rect};

/// How tall the mark between two rows is, in canvas units.
const MARK: f64 = 4.0;

/// Dragging a tier by its label to another row of its VPC.
#[derive(Clone, Debug)]
pub struct Reordering {
    tier: TierId,
    vpc: VpcId,
    start: Point,
    /// Where the pointer is now, on the screen.
    at: Point,
}

impl Reordering {
    pub fn new(start: &Pointer, tier: TierId, view: &View) -> Option<Reordering> {
        let vpc = view.layout.vpc_of(tier)?;
        Some(Reordering { tier, vpc, start: view.world(start.at), at: start.at })
    }

    /// The row among the others that the pointer means, and where its mark is.
    fn row(&self, view: &View) -> Option<(usize, Rect)> {
        let y = view.world(self.at).y;
        let area = view.layout.rect(self.vpc)?;
        let grid = view.layout.grid(self.vpc)?;
        let others: Vec<_> = grid.tiers.iter().filter(|row| row.id != self.tier).collect();
        let row = others.iter().take_while(|row| row.y + row.h / 2.0 < y).count();
        let mark = match (row.checked_sub(1).and_then(|above| others.get(above)), others.get(row)) {
            (Some(above), Some(below)) => (above.y + above.h + below.y) / 2.0,
            (Some(above), None) => above.y + above.h + 3.0 * MARK,
            (None, Some(below)) => below.y - 7.0 * MARK,
            (None, None) => return None,
        };
        Some((row, Rect::new(area.x, mark - MARK / 2.0, area.w, MARK)))
    }

    fn inside(&self, view: &View) -> bool {
        view.layout.rect(self.vpc).is_some_and(|rect| rect.contains(view.world(self.at)))
    }
}

impl Phase for Reordering {
    fn moved(self, pointer: &Pointer, _: &View) -> Step {
        Step::to(Reordering { at: pointer.at, ..self })
    }

    fn released(self, _: &Pointer, view: &View) -> Step {
        let grid = view.layout.grid(self.vpc);
        let now = grid.and_then(|grid| grid.tiers.iter().position(|row| row.id == self.tier));
        match self.row(view).filter(|_| self.inside(view)) {
            Some((row, _)) if Some(row) != now => {
                Step::idle().with(Act::Perform(Intent::MoveTier { tier: self.tier, row }))
            }
            _ => Step::idle(),
        }
    }

    fn ticked(self, elapsed: f64, view: &View) -> Step {
        let scroll = scroll_at_edge(self.at, elapsed, view);
        scroll.into_iter().fold(Step::to(self), Step::with)
    }

    fn wants_ticks(&self, view: &View) -> bool {
        scroll_at_edge(self.at, 1.0, view).is_some()
    }

    fn preview(&self, view: &View) -> Preview {
        let by = Point::new(0.0, view.world(self.at).y - self.start.y);
        let moved = [(EntityId::from(self.tier), by)].into();
        let Some((row, mark)) = self.row(view).filter(|_| self.inside(view)) else {
            let text = Refusal::TierStays(view.design.name(self.tier));
            return Preview { moved, ..Preview::default() }.saying(Err(text));
        };
        let text = format!("{} → row {}", view.design.name(self.tier), row + 1);
        Preview { moved, drop: Some(mark), ..Preview::default() }.saying(Ok::<_, Refusal>(text))
    }

    fn cursor(&self, _: &View) -> Cursor {
        Cursor::Grabbing
    }
}
