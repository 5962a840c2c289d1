use serde::{Deserialize, Serialize};

use super::is_default;
use crate::addressing::CidrBlock;
use crate::model::entity::References;
use crate::model::{EntityId, Ref, Written};

/// A network that is not in AWS: on-premises, a partner's, another cloud. Its ranges must not be used again.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ExternalNetwork {
    /// Whose it is.
    #[serde(default, skip_serializing_if = "is_default")]
    pub site: Site,
    /// Its ranges.
    #[serde(default, skip_serializing_if = "is_default")]
    pub blocks: Vec<Written<CidrBlock>>,
    /// What it is, in words.
    #[serde(default, skip_serializing_if = "is_default")]
    pub description: String,
}

/// Whose an external network is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Site {
    /// The organisation's own: an office, a data centre.
    #[default]
    OnPremises,
    /// Of somebody that the organisation works with.
    Partner,
    /// The organisation's own in another cloud.
    OtherCloud,
}

impl References for ExternalNetwork {
    fn visit_refs(&self, _: &mut dyn FnMut(Ref)) {}
    fn forget(&mut self, _: EntityId) {}
}
