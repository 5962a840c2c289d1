use serde::{Deserialize, Serialize};

use super::{is_default, let_go};
use crate::model::entity::References;
use crate::model::{EntityId, Ref};

/// What somebody has to say in a review about an object, or about the design.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Comment {
    /// The object it is about; the design when not set.
    #[serde(default, skip_serializing_if = "is_default")]
    pub target: Option<EntityId>,
    /// Who says it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub author: String,
    /// What is said; lines end with a line feed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub text: String,
    /// Is the matter settled?
    #[serde(default, skip_serializing_if = "is_default")]
    pub resolved: bool,
}

impl References for Comment {
    fn visit_refs(&self, visit: &mut dyn FnMut(Ref)) {
        self.target.iter().for_each(|id| visit(Ref::other("target", *id)));
    }

    fn forget(&mut self, gone: EntityId) {
        let_go(&mut self.target, gone);
    }
}
