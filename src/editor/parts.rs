//! What an editor can do without until somebody acts: in the page it arrives after the first screen.

use super::intents::{self, Done, Draft};
use super::{Intent, Refusal, clipboard};
use crate::analysis::Checks;
use crate::model::{Entity, EntityId};

/// The rules, and the hands that change the document. Everything an editor reaches only through this may be fetched
/// later than the editor: nothing else of it names them.
#[derive(Clone, Copy)]
pub struct Parts {
    pub(super) checks: Checks,
    pub(super) carry_out: fn(&mut Draft, Intent) -> Result<Done, Refusal>,
    pub(super) copied: fn(Vec<(EntityId, Entity)>) -> String,
}

impl Parts {
    /// All of them.
    pub const ALL: Parts = Parts { checks: Checks::ALL, carry_out: intents::carry_out, copied: clipboard::write };
}
