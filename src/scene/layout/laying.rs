use std::vec::IntoIter;

use crate::model::kinds::Vpc;
use crate::model::{Design, VpcId};

use super::routing::Routing;
use super::{Layout, Moved, Nodes, Strays};

/// A layout in the making: that of a large design takes a while. Each item is how much is done after a piece of the work,
/// 0 to 1.
///
/// Law: however far it was taken, [`Laying::end`] gives [`Layout::new`].
#[derive(Debug)]
pub struct Laying<'a> {
    design: &'a Design,
    layout: Layout,
    vpcs: IntoIter<VpcId>,
    count: usize,
    moved: Moved,
    routing: Option<Routing>,
    stage: Stage,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Boxes,
    Places,
    Lines,
    Routes,
    Done,
}

/// So many VPCs are a piece of work.
const VPCS: usize = 32;
/// So many lines are a piece of work.
const LINES: usize = 64;

impl<'a> Laying<'a> {
    /// Begins to lay a design out.
    pub fn new(design: &'a Design) -> Laying<'a> {
        let layout = Layout { nodes: Nodes::new(design), strays: Strays::new(design), ..Layout::default() };
        let vpcs: Vec<VpcId> = design.all::<Vpc>().map(|(id, _)| id).collect();
        let count = vpcs.len();
        Laying {
            design,
            layout,
            vpcs: vpcs.into_iter(),
            count,
            moved: Moved::new(),
            routing: None,
            stage: Stage::Boxes,
        }
    }

    /// Does what is left.
    pub fn end(mut self) -> Layout {
        while self.next().is_some() {}
        self.layout
    }

    /// The same but for the lines, which [`Layout::route`] lays.
    pub(super) fn end_boxes(mut self) -> Layout {
        while matches!(self.stage, Stage::Boxes | Stage::Places) {
            self.next();
        }
        self.layout
    }
}

impl Iterator for Laying<'_> {
    type Item = f32;

    fn next(&mut self) -> Option<f32> {
        match self.stage {
            Stage::Boxes => {
                for id in self.vpcs.by_ref().take(VPCS) {
                    self.layout.lay_box(self.design, id, &mut self.moved);
                }
                let left = self.vpcs.len();
                if left == 0 {
                    self.stage = Stage::Places;
                }
                Some((self.count - left) as f32 / self.count.max(1) as f32 * 0.4)
            }
            Stage::Places => {
                let moved = std::mem::take(&mut self.moved);
                self.layout.place(self.design, moved, (true, true), None);
                self.stage = Stage::Lines;
                Some(0.5)
            }
            Stage::Lines => {
                let changes = self.layout.unrouted.take()?;
                self.routing = Some(Routing::new(self.design, &self.layout, changes));
                self.stage = Stage::Routes;
                Some(0.55)
            }
            Stage::Routes => {
                let mut lines = std::mem::take(&mut self.layout.lines);
                let more = self.routing.as_mut()?.step(&mut lines, self.design, &self.layout, LINES);
                self.layout.lines = lines;
                if !more {
                    self.stage = Stage::Done;
                }
                Some(if more { 0.6 } else { 1.0 })
            }
            Stage::Done => None,
        }
    }
}
