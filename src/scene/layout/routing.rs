use std::collections::BTreeSet;

use crate::model::Design;
use crate::ordering::Gather;

use super::Layout;
use super::changes::Changes;
use super::ends::{Ends, wanted};
use super::lines::{LineKey, Lines};

/// Lines that are being routed between the boxes of a layout, piece by piece.
#[derive(Debug)]
pub(super) struct Routing {
    wanted: Vec<(LineKey, Ends)>,
    /// Where boxes, and then lines, came, went or changed.
    changes: Changes,
    /// Are all ways as they were?
    same: bool,
    stage: Stage,
}

#[derive(Clone, Copy, Debug)]
enum Stage {
    /// So many ways are found.
    Ways(usize),
    /// The lanes of all follow from the ways of all.
    Lanes,
    /// Labels are placed up to that of this line.
    Labels(Option<LineKey>),
}

impl Routing {
    /// Begins to route the lines of `design`. Boxes changed where `changes` says: ways that were looked for elsewhere are
    /// kept.
    pub fn new(design: &Design, layout: &Layout, changes: Changes) -> Routing {
        Routing { wanted: wanted(design, layout), changes, same: true, stage: Stage::Ways(0) }
    }

    /// Does a piece of the work, at most so many lines. Is there more?
    pub fn step(&mut self, lines: &mut Lines, design: &Design, layout: &Layout, most: usize) -> bool {
        match self.stage {
            Stage::Ways(found) => {
                let end = found.saturating_add(most).min(self.wanted.len());
                for (id, ends) in &self.wanted[found..end] {
                    self.same &= lines.find(layout, *id, ends, &self.changes);
                }
                self.stage = if end < self.wanted.len() { Stage::Ways(end) } else { Stage::Lanes };
                true
            }
            Stage::Lanes => {
                if lines.way_count() > self.wanted.len() {
                    let kept: BTreeSet<LineKey> = self.wanted.iter().map(|(id, _)| *id).gather();
                    lines.keep(&kept);
                    self.same = false;
                }
                if !self.same {
                    lines.settle(&mut self.changes);
                }
                self.stage = Stage::Labels(None);
                true
            }
            Stage::Labels(last) => {
                let last = lines.label(design, layout, &self.changes, last, most);
                self.stage = Stage::Labels(last);
                last.is_some()
            }
        }
    }
}
