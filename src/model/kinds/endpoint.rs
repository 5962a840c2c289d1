use serde::{Deserialize, Serialize};

use super::traffic::AddressFamilies;
use super::{drop_out, is_default, is_yes, let_go, yes};
use crate::model::entity::References;
use crate::model::{EndpointServiceId, EntityId, Ref, RouteTableId, SecurityGroupId, SubnetId, VpcId};

/// A private way from a VPC to a service of AWS or of another VPC.
///
/// <https://docs.aws.amazon.com/vpc/latest/privatelink/concepts.html>
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Endpoint {
    /// The VPC it is in.
    pub vpc: VpcId,
    /// How packets get to it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub endpoint_type: EndpointType,
    /// The service's name: `com.amazonaws.eu-west-1.s3`. Empty when it leads to an endpoint service of this design.
    #[serde(default, skip_serializing_if = "is_default")]
    pub service: String,
    /// The endpoint service of this design that it leads to.
    #[serde(default, skip_serializing_if = "is_default")]
    pub endpoint_service: Option<EndpointServiceId>,
    /// The subnets that it has an interface in, one a zone; exactly one for a Gateway Load Balancer endpoint, none for a
    /// gateway endpoint.
    #[serde(default, skip_serializing_if = "is_default")]
    pub subnets: Vec<SubnetId>,
    /// The route tables that lead to a gateway endpoint.
    #[serde(default, skip_serializing_if = "is_default")]
    pub route_tables: Vec<RouteTableId>,
    /// The security groups of an interface endpoint; the VPC's default one when there is none.
    #[serde(default, skip_serializing_if = "is_default")]
    pub security_groups: Vec<SecurityGroupId>,
    /// Does the service's own DNS name lead to an interface endpoint? Needs both DNS attributes of the VPC.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub private_dns: bool,
    /// With private DNS of an interface endpoint for Amazon S3: is the name for questions of inbound resolver endpoints
    /// only, while hosts of the VPC keep to its gateway endpoint?
    #[serde(default, skip_serializing_if = "is_default")]
    pub private_dns_inbound_only: bool,
    /// The addresses that it has.
    #[serde(default, skip_serializing_if = "is_default")]
    pub addresses: AddressFamilies,
}

/// How packets get to an endpoint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum EndpointType {
    /// By an interface with a private address in each subnet.
    #[default]
    Interface,
    /// By routes to a prefix list: Amazon S3 and DynamoDB only, at no charge.
    Gateway,
    /// By routes through an interface, to appliances behind a Gateway Load Balancer.
    GatewayLoadBalancer,
}

impl Endpoint {
    /// An interface endpoint in `vpc`, with nothing decided yet.
    pub fn new(vpc: VpcId) -> Endpoint {
        Endpoint {
            vpc,
            endpoint_type: EndpointType::Interface,
            service: String::new(),
            endpoint_service: None,
            subnets: Vec::new(),
            route_tables: Vec::new(),
            security_groups: Vec::new(),
            private_dns: true,
            private_dns_inbound_only: false,
            addresses: AddressFamilies::Ipv4,
        }
    }
}

impl References for Endpoint {
    fn visit_refs(&self, visit: &mut dyn FnMut(Ref)) {
        visit(Ref::owner("vpc", self.vpc));
        self.endpoint_service.iter().for_each(|id| visit(Ref::other("endpoint_service", *id)));
        self.subnets.iter().for_each(|id| visit(Ref::other("subnets", *id)));
        self.route_tables.iter().for_each(|id| visit(Ref::other("route_tables", *id)));
        self.security_groups.iter().for_each(|id| visit(Ref::other("security_groups", *id)));
    }

    fn forget(&mut self, gone: EntityId) {
        let_go(&mut self.endpoint_service, gone);
        drop_out(&mut self.subnets, gone);
        drop_out(&mut self.route_tables, gone);
        drop_out(&mut self.security_groups, gone);
    }
}
