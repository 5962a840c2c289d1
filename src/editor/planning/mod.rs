//! Changes that are worked out first and made later: re-planned addresses, environments stamped out of one another,
//! lists of blocks that become subnets.
//!
//! Everything here is a pure function of a design: it answers with a table to show and a [`Planned`] change, which
//! [`Intent::CarryOut`](super::Intent::CarryOut) makes as one step. So the planners need not be there before somebody
//! asks for them, and what is shown is what is done.

mod csv_list;
mod exchange;
mod readdressing;
mod replan;
mod reserve;
mod resize;
mod room;
mod stamp;

pub use csv_list::{BlockList, ListError, ListPlan, ListedBlock, read_list, subnets_of_list};
pub(in crate::editor) use csv_list::{PlacedList, place_list};
pub use exchange::{move_block, next_by_policy, swap};
pub use readdressing::{BlockChange, Consequence, Mention, Readdressing, Row};
pub use replan::{Replan, Scope, TierSummary, VpcBlocks, Wishes, replan, scopes_of};
pub use reserve::{Reserve, Reserved, reserve, reserve_lengths};
pub use resize::{grow, join, shrink, split};
pub use room::{Need, ZoneRoom, room_for_zone, subnet_for};
pub use stamp::{Peer, Stamp, Stamped, StampedVpc, peers_of, stamp};

use super::intents::Draft;
use super::{Preferences, Refusal};
use crate::model::{Design, Diff, EntityId, IdSource};
use crate::scene::Layout;

/// A change that has been worked out and not been made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Planned {
    /// What the undo menu calls it.
    pub label: String,
    /// What is said once it is made.
    pub said: String,
    /// The objects before and after. It is made only while they still are as before.
    pub diff: Diff,
    /// What is selected afterwards; nothing else is when empty.
    pub select: Vec<EntityId>,
}

/// Works out a change on a copy of the design. Objects are shared, so the copy costs little.
fn drafted<R>(
    design: &Design,
    ids: &mut IdSource,
    make: impl FnOnce(&mut Draft) -> Result<R, Refusal>,
) -> Result<(R, Diff), Refusal> {
    let mut copy = design.clone();
    let (layout, preferences) = (Layout::default(), Preferences::default());
    let mut draft = Draft::new(&mut copy, ids, &layout, &preferences);
    let made = make(&mut draft)?;
    Ok((made, draft.finish()))
}

/// A refusal that names the object, what is wrong there, and what would do.
fn cannot(what: impl Into<String>, why: impl Into<String>, instead: impl Into<String>) -> Refusal {
    Refusal::Unplannable { what: what.into(), why: why.into(), instead: instead.into() }
}
