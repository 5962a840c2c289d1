use crate::scene::geometry::Rect;
use crate::scene::index::SpatialIndex;

use super::Line;

/// Rectangles in which something changed.
#[derive(Clone, Debug, Default)]
pub(in crate::scene) struct Changes {
    all: SpatialIndex<()>,
    /// Around them.
    bounds: Option<Rect>,
}

impl Changes {
    pub fn add(&mut self, rect: Rect) {
        self.all.insert((), rect);
        self.bounds = Some(self.bounds.map_or(rect, |all| all.union(rect)));
    }

    pub fn add_line(&mut self, line: &Line) {
        line.chunks().for_each(|chunk| self.add(chunk));
    }

    /// Did something change in one of `areas`, all of which lie in `region`?
    pub fn touch(&self, region: Rect, areas: &[Rect]) -> bool {
        let near = self.bounds.is_some_and(|bounds| bounds.intersection(region).is_some());
        near && areas.iter().any(|area| self.all.any(*area, |(), _| true))
    }
}
