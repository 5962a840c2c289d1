use std::collections::BTreeMap;
use std::sync::Arc;

use super::kernels::{Guide, Stretch};
use super::session::Tool;
use crate::model::EntityId;
use crate::scene::{Point, Rect};

/// What is drawn for a gesture that is not finished. The document changes only when it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preview {
    /// Objects that are drawn elsewhere, and how far, in canvas units. What is in a VPC goes with it.
    pub moved: BTreeMap<EntityId, Point>,
    /// A VPC that is drawn with another box.
    pub resized: Option<(EntityId, Rect)>,
    /// Outlines of what would be new.
    pub ghosts: Vec<Ghost>,
    /// The marquee.
    pub marquee: Option<Rect>,
    /// What the marquee would select.
    pub selecting: Vec<EntityId>,
    /// Where the dragged thing would go.
    pub drop: Option<Rect>,
    /// A line that is being drawn.
    pub link: Option<Link>,
    /// VPCs that the line cannot end at. Pointing at one says why.
    pub dimmed: Arc<Vec<EntityId>>,
    /// Lines along which the dragged box is in line with others.
    pub guides: Vec<Guide>,
    /// Stretches that are equally long: the dragged box and its neighbours are evenly spaced.
    pub equal: Vec<Stretch>,
    /// What a line can start from, or end at.
    pub ports: Option<EntityId>,
    /// What the laser drew, in canvas units, the oldest first, each with how bright it still is, 0 to 1.
    pub laser: Vec<(Point, f32)>,
    /// What would happen, in a few words beside the pointer.
    pub text: Option<String>,
    /// Would it be refused? Then the text says why.
    pub refused: bool,
}

impl Preview {
    /// Is there nothing to draw?
    pub fn is_empty(&self) -> bool {
        *self == Preview::default()
    }

    /// With what would happen, or why it cannot.
    pub(super) fn saying(mut self, verdict: Result<String, impl ToString>) -> Preview {
        self.refused = verdict.is_err();
        self.text = Some(verdict.unwrap_or_else(|refusal| refusal.to_string())).filter(|text| !text.is_empty());
        self
    }
}

/// The outline of something that would be new.
#[derive(Clone, Debug, PartialEq)]
pub struct Ghost {
    /// Where, in canvas units.
    pub rect: Rect,
    /// What stands in it.
    pub label: String,
}

/// A line that is being drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// The object it starts at.
    pub from: EntityId,
    /// Where it ends, in canvas units.
    pub to: Point,
    /// The object it would end at.
    pub target: Option<EntityId>,
    /// Would it do?
    pub fits: bool,
}

/// What the pointer looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cursor {
    /// An arrow.
    #[default]
    Default,
    /// A pointing hand.
    Pointer,
    /// An open hand.
    Grab,
    /// A closed hand.
    Grabbing,
    /// A cross.
    Crosshair,
    /// Four arrows.
    Move,
    /// An arrow with a plus.
    Copy,
    /// A barred circle.
    NotAllowed,
    /// Up and down.
    ResizeVertical,
    /// Left and right.
    ResizeHorizontal,
    /// From left top to right bottom.
    ResizeFalling,
    /// From left bottom to right top.
    ResizeRising,
}

impl Cursor {
    /// The cursor of a tool that is not at work.
    pub(super) fn of(tool: Tool) -> Cursor {
        match tool {
            Tool::Select => Cursor::Default,
            Tool::Hand => Cursor::Grab,
            Tool::Vpc | Tool::Tier | Tool::Gateway | Tool::Connect | Tool::Note | Tool::Laser => Cursor::Crosshair,
        }
    }
}
