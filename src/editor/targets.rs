//! Where intents lead: ends of connections, crossings of zones and tiers, choices.

use super::intent::Intent;
use crate::model::{EntityId, Kind, TierId, VpcId};

/// Where a connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// At an object.
    Object(EntityId),
    /// At the internet.
    Internet,
    /// On empty canvas: a new object there.
    New {
        /// Its kind.
        kind: Kind,
        /// Its left edge, in canvas units.
        x: i32,
        /// Its top edge, in canvas units.
        y: i32,
    },
}

/// One of several things that could be meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// What it would be, for a menu.
    pub words: String,
    /// What is done then.
    pub intent: Intent,
}

/// Where a zone and a tier of a VPC meet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Crossing {
    /// The VPC.
    pub vpc: VpcId,
    /// The row.
    pub tier: TierId,
    /// The column: the zone's name.
    pub zone: String,
}
