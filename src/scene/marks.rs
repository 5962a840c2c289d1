use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::addressing::CidrBlock;
use crate::model::{EntityId, VpcId};

use super::geometry::{Point, Rect};
use super::grouping::{GroupFrame, Grouping};
use super::layout::Layout;

/// How bad a finding is. Drawn as a shape first: octagon, triangle, bulb.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// Better, cheaper or safer another way.
    Advice,
    /// AWS takes it, but it will not work as meant.
    Warning,
    /// AWS refuses it.
    Error,
}

/// The worst finding of each object that has one, and of each VPC with all that is in it. Shared: it is made when the
/// findings or the design change, not for each frame.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FindingMarks(Arc<(HashMap<EntityId, Mark>, HashMap<VpcId, Mark>)>);

impl FindingMarks {
    /// The marks of objects that lie as `layout` says.
    pub fn new(layout: &Layout, of: HashMap<EntityId, Mark>) -> FindingMarks {
        let mut within: HashMap<VpcId, Mark> = HashMap::new();
        for (id, mark) in &of {
            if let Some(vpc) = id.typed().or_else(|| layout.vpc_of(*id)) {
                within.entry(vpc).and_modify(|worst| *worst = (*worst).max(*mark)).or_insert(*mark);
            }
        }
        FindingMarks(Arc::new((of, within)))
    }

    /// The worst on an object.
    pub fn on(&self, id: EntityId) -> Option<Mark> {
        self.0.0.get(&id).copied()
    }

    /// The worst on a VPC or on anything in it.
    pub fn within(&self, vpc: VpcId) -> Option<Mark> {
        self.0.1.get(&vpc).copied()
    }
}

/// What the session adds to the picture of the design: findings, selection, what the pointer does.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marks {
    /// How bad the findings are.
    pub findings: FindingMarks,
    /// Objects that share addresses.
    pub overlaps: Vec<Overlap>,
    /// What is selected.
    pub selected: HashSet<EntityId>,
    /// What shows eight handles: the one selected object that can be resized.
    pub handles: Option<EntityId>,
    /// What the pointer is over.
    pub hovered: Option<EntityId>,
    /// What shows its four ports: something a line can start from, or end at.
    pub ports: Option<EntityId>,
    /// What the keyboard is at.
    pub focused: Option<EntityId>,
    /// What is drawn at 32 %: not on the path, not a valid target.
    pub dimmed: HashSet<EntityId>,
    /// Where a drag would drop.
    pub drop: Option<DropTarget>,
    /// Cards carried by the pointer: drawn above all at these places.
    pub carried: Vec<(EntityId, Rect)>,
    /// The rectangle of a selection in the making.
    pub marquee: Option<Rect>,
    /// Boxes in the making, with what they would be.
    pub drafts: Vec<DropTarget>,
    /// A connection in the making, from its start to the pointer or the target's border.
    pub connection: Option<(Point, Point)>,
    /// Alignment guides.
    pub guides: Vec<(Point, Point)>,
    /// Distances to neighbours, beside the guides or between boxes that are evenly spaced.
    pub distances: Vec<Distance>,
    /// What the connection cannot end at: drawn under a veil.
    pub unfit: Arc<Vec<EntityId>>,
    /// What the laser drew, the oldest first, each point with how bright it still is, 0 to 1.
    pub laser: Vec<(Point, f32)>,
    /// What the colours of VPCs say.
    pub grouping: Grouping,
    /// Frames around VPCs that belong together; see [`group_frames`](super::group_frames).
    pub frames: Arc<Vec<GroupFrame>>,
}

/// A free stretch with its length.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Distance {
    /// One end.
    pub from: Point,
    /// The other end.
    pub to: Point,
    /// Is it as long as another one that is shown?
    pub equal: bool,
}

/// A place that something would take.
#[derive(Clone, Debug, PartialEq)]
pub struct DropTarget {
    /// Where.
    pub rect: Rect,
    /// What it would become: the new block, the name. May be empty.
    pub label: String,
}

/// Two subnets, or two VPCs, that share addresses.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Overlap {
    /// The one.
    pub a: EntityId,
    /// The other.
    pub b: EntityId,
    /// What both have.
    pub shared: CidrBlock,
}
