use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::traffic::AddressFamilies;
use super::{drop_out, is_default};
use crate::model::entity::References;
use crate::model::{EntityId, Ref, SecurityGroupId, SubnetId, VpcId, Written};

/// Interfaces of the VPC's DNS resolver: for questions from outside, or for handing questions on.
///
/// <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-overview-DSN-queries-to-vpc.html>
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ResolverEndpoint {
    /// The VPC it is in.
    pub vpc: VpcId,
    /// Whether questions come in or go out. It cannot be changed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub flow: QueryFlow,
    /// A subnet for each of its addresses: two to six, in at least two zones.
    #[serde(default, skip_serializing_if = "is_default")]
    pub subnets: Vec<SubnetId>,
    /// Its security groups: port 53 of TCP and UDP.
    #[serde(default, skip_serializing_if = "is_default")]
    pub security_groups: Vec<SecurityGroupId>,
    /// The addresses that it has.
    #[serde(default, skip_serializing_if = "is_default")]
    pub addresses: AddressFamilies,
    /// Which questions an outbound endpoint hands on, and to whom.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rules: Vec<ForwardingRule>,
}

/// Whether questions come in or go out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum QueryFlow {
    /// From other networks to the VPC's resolver.
    #[default]
    Inbound,
    /// From the VPC's resolver to DNS servers of other networks.
    Outbound,
}

/// Questions that are handed on.
///
/// <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-rules-managing.html>
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ForwardingRule {
    /// The domain, with all names below it; `.` for every name.
    pub domain: String,
    /// The DNS servers, up to six.
    #[serde(default, skip_serializing_if = "is_default")]
    pub servers: Vec<Written<IpAddr>>,
    /// The VPCs whose questions it is for; only that of the endpoint when there is none.
    #[serde(default, skip_serializing_if = "is_default")]
    pub vpcs: Vec<VpcId>,
}

impl ResolverEndpoint {
    /// An inbound endpoint in `vpc`, with nothing decided yet.
    pub fn new(vpc: VpcId) -> ResolverEndpoint {
        ResolverEndpoint {
            vpc,
            flow: QueryFlow::Inbound,
            subnets: Vec::new(),
            security_groups: Vec::new(),
            addresses: AddressFamilies::Ipv4,
            rules: Vec::new(),
        }
    }
}

impl References for ResolverEndpoint {
    fn visit_refs(&self, visit: &mut dyn FnMut(Ref)) {
        visit(Ref::owner("vpc", self.vpc));
        self.subnets.iter().for_each(|id| visit(Ref::other("subnets", *id)));
        self.security_groups.iter().for_each(|id| visit(Ref::other("security_groups", *id)));
        self.rules.iter().flat_map(|rule| &rule.vpcs).for_each(|id| visit(Ref::other("rules", *id)));
    }

    fn forget(&mut self, gone: EntityId) {
        drop_out(&mut self.subnets, gone);
        drop_out(&mut self.security_groups, gone);
        self.rules.iter_mut().for_each(|rule| drop_out(&mut rule.vpcs, gone));
    }
}
