use serde::{Deserialize, Serialize};

use super::is_default;
use crate::model::entity::References;
use crate::model::{EntityId, Ref, VpcId};

/// The door between a VPC and the internet. A VPC has at most one.
///
/// <https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html>
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InternetGateway {
    /// The VPC it is attached to.
    #[serde(default, skip_serializing_if = "is_default")]
    pub vpc: Option<VpcId>,
}

impl References for InternetGateway {
    fn visit_refs(&self, visit: &mut dyn FnMut(Ref)) {
        self.vpc.iter().for_each(|id| visit(Ref::owner("vpc", *id)));
    }

    fn forget(&mut self, gone: EntityId) {
        self.vpc.take_if(|id| EntityId::from(*id) == gone);
    }
}
