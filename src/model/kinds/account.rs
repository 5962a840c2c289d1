use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::is_default;
use crate::model::entity::References;
use crate::model::{EntityId, Ref};

/// An AWS account. Objects without one are in the account of whoever applies the code.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Account {
    /// The twelve digits, where known.
    #[serde(default, skip_serializing_if = "is_default")]
    pub number: String,
    /// The role that Terraform assumes in it (an ARN).
    #[serde(default, skip_serializing_if = "is_default")]
    pub role_arn: String,
    /// Limits that AWS raised for it, by quota id (`elastic-ips-per-region`), or by quota id and Region
    /// (`elastic-ips-per-region@eu-west-1`).
    #[serde(default, skip_serializing_if = "is_default")]
    pub quotas: BTreeMap<String, u32>,
}

impl References for Account {
    fn visit_refs(&self, _: &mut dyn FnMut(Ref)) {}
    fn forget(&mut self, _: EntityId) {}
}
