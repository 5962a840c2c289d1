use serde::{Deserialize, Serialize};

use super::is_default;
use crate::model::entity::References;
use crate::model::{EntityId, Ref};

/// A text on the canvas.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Note {
    /// What it says; lines end with a line feed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub text: String,
}

impl References for Note {
    fn visit_refs(&self, _: &mut dyn FnMut(Ref)) {}
    fn forget(&mut self, _: EntityId) {}
}
