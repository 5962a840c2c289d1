use serde::{Deserialize, Serialize};

use super::{drop_out, is_default, is_yes, let_go, yes};
use crate::model::entity::References;
use crate::model::{AccountId, EntityId, LoadBalancerId, Ref};

/// A service behind Network or Gateway Load Balancers that other VPCs reach by endpoints.
///
/// <https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-share-your-services.html>
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EndpointService {
    /// The Region's code.
    #[serde(default, skip_serializing_if = "is_default")]
    pub region: String,
    /// The account that owns it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub account: Option<AccountId>,
    /// Its load balancers: all Network or all Gateway Load Balancers.
    #[serde(default, skip_serializing_if = "is_default")]
    pub load_balancers: Vec<LoadBalancerId>,
    /// Does somebody have to accept each endpoint?
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub acceptance_required: bool,
    /// Who may make endpoints to it: ARNs of accounts, users or roles, or `*`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub allowed_principals: Vec<String>,
    /// The DNS name that leads to its endpoints; its owner proves it with a TXT record.
    #[serde(default, skip_serializing_if = "is_default")]
    pub private_dns_name: String,
}

impl Default for EndpointService {
    fn default() -> EndpointService {
        EndpointService {
            region: String::new(),
            account: None,
            load_balancers: Vec::new(),
            acceptance_required: true,
            allowed_principals: Vec::new(),
            private_dns_name: String::new(),
        }
    }
}

impl References for EndpointService {
    fn visit_refs(&self, visit: &mut dyn FnMut(Ref)) {
        self.account.iter().for_each(|id| visit(Ref::other("account", *id)));
        self.load_balancers.iter().for_each(|id| visit(Ref::other("load_balancers", *id)));
    }

    fn forget(&mut self, gone: EntityId) {
        let_go(&mut self.account, gone);
        drop_out(&mut self.load_balancers, gone);
    }
}
