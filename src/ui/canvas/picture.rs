//! What fills the canvas once there is something on it. It comes with the workbench; until then there is only ground.

use cidraw::editor::Editor;
use cidraw::model::{Design, EntityId};
use cidraw::scene::{
    Camera, DisplayList, GroupFrame, Grouping, Layout, Level, Marks, Measure, Point, Scene, Theme, draw_design,
    draw_marks, group_frames,
};

use super::{copied, marks, overlay};

type Draw = fn(Scene, Camera, Point, Level, &mut dyn Measure) -> DisplayList;

/// The ways from the editor to what is painted.
#[derive(Clone, Copy)]
pub struct Picture {
    /// The design.
    pub design: Draw,
    /// What lies above it.
    pub marks: Draw,
    /// Findings as marks.
    pub of_findings: fn(&Editor) -> Marks,
    /// Selection and gesture as marks.
    pub of_session: fn(&Editor, &mut Marks),
    /// Frames around VPCs that belong together.
    pub frames: fn(&Design, &Layout, Grouping) -> Vec<GroupFrame>,
    /// What is drawn around some objects, or all of it, as SVG.
    pub svg: fn(&Editor, Theme, &[EntityId]) -> String,
    /// What stands for the objects in view.
    pub proxies: fn(&Editor) -> Vec<overlay::Proxy>,
}

impl Picture {
    /// All of it.
    pub const ALL: Picture = Picture {
        design: draw_design,
        marks: draw_marks,
        of_findings: marks::of_findings,
        of_session: marks::of_session,
        frames: group_frames,
        svg: copied::svg,
        proxies: overlay::in_view,
    };
}
