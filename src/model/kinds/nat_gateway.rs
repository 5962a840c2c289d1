use serde::{Deserialize, Serialize};

use super::is_default;
use crate::model::entity::References;
use crate::model::{ElasticIpId, EntityId, Ref, SubnetId};

/// Outbound address translation for private subnets.
///
/// <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html>
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NatGateway {
    /// The subnet it sits in.
    pub subnet: SubnetId,
    /// Whether it translates to public addresses.
    #[serde(default, skip_serializing_if = "is_default")]
    pub connectivity: Connectivity,
    /// Its elastic IPs: one, and up to seven more by default. None when private.
    #[serde(default, skip_serializing_if = "is_default")]
    pub elastic_ips: Vec<ElasticIpId>,
}

/// Whether a NAT gateway translates to public addresses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Connectivity {
    /// To an elastic IP, for the internet.
    #[default]
    Public,
    /// To its private address, for other networks.
    Private,
}

impl NatGateway {
    /// A public NAT gateway in `subnet` with one elastic IP.
    pub fn public(subnet: SubnetId, elastic_ip: ElasticIpId) -> NatGateway {
        NatGateway { subnet, connectivity: Connectivity::Public, elastic_ips: vec![elastic_ip] }
    }
}

impl References for NatGateway {
    fn visit_refs(&self, visit: &mut dyn FnMut(Ref)) {
        visit(Ref::owner("subnet", self.subnet));
        self.elastic_ips.iter().for_each(|id| visit(Ref::other("elastic_ips", *id)));
    }

    fn forget(&mut self, gone: EntityId) {
        self.elastic_ips.retain(|id| EntityId::from(*id) != gone);
    }
}
