//! What the rows of the outline stand for.

use std::sync::Arc;

use cidraw::model::{EntityId, Kind, VpcId};

/// What a row stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A Region, by its code.
    Region(Arc<str>),
    /// The objects of a kind that are in a Region, but in no VPC.
    InRegion(Arc<str>, Kind),
    /// A zone of a VPC.
    Zone(VpcId, Arc<str>),
    /// The objects of a kind in a VPC.
    InVpc(VpcId, Kind),
    /// All objects of a kind that are in no Region.
    All(Kind),
    /// One object.
    Object(EntityId),
    /// A connection, listed under the VPC at one of its ends.
    End(VpcId, EntityId),
}

impl Key {
    /// The object, when it stands for one.
    pub fn object(&self) -> Option<EntityId> {
        match self {
            Key::Object(id) | Key::End(_, id) => Some(*id),
            _ => None,
        }
    }
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it stands for.
    pub key: Key,
    /// How deep it is, from 1.
    pub level: usize,
    /// Is it open? `None` when nothing is below it.
    pub open: Option<bool>,
    /// The row above it in the tree, by its index.
    pub parent: Option<usize>,
    /// Its place among its siblings, from 1.
    pub position: usize,
    /// How many siblings there are, itself included.
    pub siblings: usize,
}
