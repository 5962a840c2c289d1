//! From a design and its layout to a display list: what shows at which level, in which order.

mod chip;
mod environment;
mod far;
mod gateway;
mod gesture;
mod line;
mod node;
mod pen;
mod states;
mod strip;
mod subnet;
mod tier;
mod vpc;

use std::ops::Range;

use crate::model::kinds::Vpc;
use crate::model::{Design, EntityId};

use super::Camera;
use super::display_list::{DisplayList, Item, Shape};
use super::environments::EnvironmentStyle;
use super::geometry::{Point, Rect};
use super::grouping::Groups;
use super::ink::Ink;
use super::labels::Measure;
use super::layout::Layout;
use super::level::Level;
use super::marks::{Mark, Marks};
use super::measures::DOT_STEP;

use pen::Pen;
pub use states::handle_places;

/// What is drawn: a design, where its objects are, and what the session marks on them.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// The design.
    pub design: &'a Design,
    /// Its layout, fresh.
    pub layout: &'a Layout,
    /// Findings, selection, what the pointer does.
    pub marks: &'a Marks,
}

/// What drawing looks up again and again, found once.
struct Context<'a> {
    scene: Scene<'a>,
    groups: Groups,
}

/// How far beyond the edges of the view things are drawn too, in screen pixels: for what reaches into it.
const MARGIN: f64 = 48.0;
/// How opaque dimmed objects are.
const DIM: f32 = 0.32;

/// The display list of what `camera` shows in a view of `viewport` screen pixels, at `level`.
///
/// Everything but the session's marks comes from [`draw_design`]; what lies above is [`draw_marks`].
pub fn draw(scene: Scene, camera: Camera, viewport: Point, level: Level, measure: &mut dyn Measure) -> DisplayList {
    let mut list = draw_design(scene, camera, viewport, level, measure);
    list.items.extend(draw_marks(scene, camera, viewport, level, measure).items);
    list
}

/// The design itself with its findings, without what changes as the pointer moves: selection, hover, drags.
pub fn draw_design(
    scene: Scene,
    camera: Camera,
    viewport: Point,
    level: Level,
    measure: &mut dyn Measure,
) -> DisplayList {
    let parts = [Part::Under, Part::Vpcs(0..usize::MAX), Part::Over];
    let mut lists = parts.into_iter().map(|part| draw_part(scene, camera, viewport, level, measure, part));
    let mut list = lists.next().unwrap_or_default();
    lists.for_each(|more| list.items.extend(more.items));
    list
}

/// A part of what [`draw_design`] draws. In this order they are the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// What lies under the VPCs.
    Under,
    /// These VPCs with what is in them, counted from the lowest of those in view.
    Vpcs(Range<usize>),
    /// What lies above them.
    Over,
}

/// The display list of one part: a large drawing is made piece by piece.
pub fn draw_part(
    scene: Scene,
    camera: Camera,
    viewport: Point,
    level: Level,
    measure: &mut dyn Measure,
    part: Part,
) -> DisplayList {
    let view = camera.view(viewport).inflate(MARGIN / camera.scale);
    let mut pen = Pen::new(camera.scale, level, view, measure);
    let cx = Context::new(scene);
    match part {
        Part::Under => {
            ground(&mut pen);
            environment::frames(&mut pen, &cx);
            gateway::internet(&mut pen, &cx);
        }
        Part::Vpcs(range) => {
            for (id, placed) in scene.layout.vpcs_in(view).skip(range.start).take(range.len()) {
                match level {
                    Level::Far => far::vpc(&mut pen, &cx, id, placed),
                    Level::Tiles | Level::Cards | Level::Detail => vpc::vpc(&mut pen, &cx, id, placed),
                }
            }
        }
        Part::Over => {
            gateway::strays(&mut pen, &cx);
            node::nodes(&mut pen, &cx);
            line::lines(&mut pen, &cx);
            for (id, placed) in scene.layout.vpcs_in(view) {
                gateway::on_border(&mut pen, &cx, id, placed);
            }
            states::overlaps(&mut pen, &cx);
            node::notes(&mut pen, &cx);
            node::pins(&mut pen, &cx);
        }
    }
    pen.finish()
}

/// The display list of a canvas with nothing on it.
pub fn draw_ground(camera: Camera, viewport: Point) -> DisplayList {
    let item = Item { id: None, opacity: 1.0, shape: dots(camera.scale, camera.view(viewport)) };
    DisplayList { scale: camera.scale, items: vec![item] }
}

/// What the session shows above the design: selection, hover, focus, drop targets, what is carried.
pub fn draw_marks(
    scene: Scene,
    camera: Camera,
    viewport: Point,
    level: Level,
    measure: &mut dyn Measure,
) -> DisplayList {
    let view = camera.view(viewport).inflate(MARGIN / camera.scale);
    let mut pen = Pen::new(camera.scale, level, view, measure);
    states::marks(&mut pen, &Context::new(scene));
    pen.finish()
}

/// The canvas under everything, with its grid of dots. Further away the dots stand wider, never closer than 14 pixels.
fn ground(pen: &mut Pen) {
    let dots = dots(1.0 / pen.px, pen.view);
    pen.push(dots);
}

/// The dots of the grid in `rect`; fewer from afar, so that they stay apart on the screen.
fn dots(scale: f64, rect: Rect) -> Shape {
    let mut step = DOT_STEP;
    while step * scale < 14.0 {
        step *= 2.0;
    }
    Shape::Dots { rect, step, ink: Ink::CanvasDot }
}

impl<'a> Context<'a> {
    fn new(scene: Scene<'a>) -> Context<'a> {
        Context { scene, groups: Groups::new(scene.design, scene.marks.grouping) }
    }

    fn design(&self) -> &'a Design {
        self.scene.design
    }

    /// The colour and letter of what a VPC belongs to.
    fn style(&self, vpc: &Vpc) -> Option<EnvironmentStyle> {
        self.groups.style(self.scene.design, vpc)
    }

    fn finding(&self, id: impl Into<EntityId>) -> Option<Mark> {
        self.scene.marks.findings.on(id.into())
    }

    fn opacity(&self, id: impl Into<EntityId>) -> f32 {
        if self.scene.marks.dimmed.contains(&id.into()) { DIM } else { 1.0 }
    }

    /// The name of an object, without a copy. Empty when it has none.
    fn name_of(&self, id: impl Into<EntityId>) -> &'a str {
        self.scene.design.entity(id).map_or("", |entity| entity.head.name.as_str())
    }
}

/// The icon and colour of a finding.
fn badge(mark: Mark) -> (&'static str, Ink) {
    match mark {
        Mark::Error => ("i-error", Ink::Error),
        Mark::Warning => ("i-warning", Ink::Warning),
        Mark::Advice => ("i-advice", Ink::Advice),
    }
}

/// The rectangle at an offset from another's left top corner.
fn inside(rect: Rect, x: f64, y: f64) -> Point {
    Point::new(rect.x + x, rect.y + y)
}
