use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::is_default;
use crate::model::entity::References;
use crate::model::{EntityId, Ref, SettingsId, Slug, Tags, TypedId};

/// What holds for the whole design. There is one, with the id `settings-design`; its name is the design's.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Settings {
    /// What the design is for.
    #[serde(default, skip_serializing_if = "is_default")]
    pub description: String,
    /// Tags that every exported resource gets.
    #[serde(default, skip_serializing_if = "is_default")]
    pub default_tags: Tags,
    /// Limits that AWS raised for the account of objects without one, keyed as in [`Account`](super::Account).
    #[serde(default, skip_serializing_if = "is_default")]
    pub quotas: BTreeMap<String, u32>,
}

impl Settings {
    /// The id of the one settings object.
    pub fn id() -> SettingsId {
        SettingsId::from_slug(Slug::new("design").expect("letters"))
    }
}

impl References for Settings {
    fn visit_refs(&self, _: &mut dyn FnMut(Ref)) {}
    fn forget(&mut self, _: EntityId) {}
}
