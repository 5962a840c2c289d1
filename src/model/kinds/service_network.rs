use serde::{Deserialize, Serialize};

use super::load_balancer::ListenerProtocol;
use super::{drop_out, is_default, let_go};
use crate::model::entity::References;
use crate::model::{AccountId, EntityId, Ref, SecurityGroupId, VpcId, WorkloadId};

/// A VPC Lattice service network: services, and the VPCs whose clients may call them, without routes between the two.
///
/// <https://docs.aws.amazon.com/vpc-lattice/latest/ug/service-networks.html>
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ServiceNetwork {
    /// The Region's code.
    #[serde(default, skip_serializing_if = "is_default")]
    pub region: String,
    /// The account that owns it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub account: Option<AccountId>,
    /// Is each request checked against a policy of IAM?
    #[serde(default, skip_serializing_if = "is_default")]
    pub iam_auth: bool,
    /// The VPCs whose clients may call its services. A VPC is in one service network at most.
    #[serde(default, skip_serializing_if = "is_default")]
    pub associations: Vec<ServiceNetworkAssociation>,
    /// Its services.
    #[serde(default, skip_serializing_if = "is_default")]
    pub services: Vec<LatticeService>,
}

/// A VPC of a service network.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ServiceNetworkAssociation {
    /// The VPC.
    pub vpc: VpcId,
    /// Which clients of the VPC get through; all of them when there is none.
    #[serde(default, skip_serializing_if = "is_default")]
    pub security_groups: Vec<SecurityGroupId>,
}

/// A service of a service network.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LatticeService {
    /// Its name, 3 to 40 characters.
    pub service: String,
    /// What it listens with: HTTPS, HTTP, or TCP for a resource.
    #[serde(default, skip_serializing_if = "is_default")]
    pub protocol: ListenerProtocol,
    /// The port it listens on, 1 to 65535; the protocol's own when not set.
    #[serde(default, skip_serializing_if = "is_default")]
    pub port: Option<u16>,
    /// The workloads behind it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub targets: Vec<WorkloadId>,
}

impl References for ServiceNetwork {
    fn visit_refs(&self, visit: &mut dyn FnMut(Ref)) {
        self.account.iter().for_each(|id| visit(Ref::other("account", *id)));
        for association in &self.associations {
            visit(Ref::other("associations", association.vpc));
            association.security_groups.iter().for_each(|id| visit(Ref::other("associations", *id)));
        }
        let targets = self.services.iter().flat_map(|service| &service.targets);
        targets.for_each(|id| visit(Ref::other("services", *id)));
    }

    fn forget(&mut self, gone: EntityId) {
        let_go(&mut self.account, gone);
        self.associations.retain(|association| EntityId::from(association.vpc) != gone);
        self.associations.iter_mut().for_each(|association| drop_out(&mut association.security_groups, gone));
        self.services.iter_mut().for_each(|service| drop_out(&mut service.targets, gone));
    }
}
