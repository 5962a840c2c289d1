use serde::{Deserialize, Serialize};

use super::{drop_out, is_default, is_yes, let_go, yes};
use crate::model::entity::References;
use crate::model::{EntityId, Ref, SubnetId, TransitGatewayId, TransitGatewayRouteTableId};

/// What joins a VPC, VPN connection, Direct Connect gateway or another transit gateway to a transit gateway.
///
/// It is associated with one route table, which its packets follow, and propagates into any number, which learn how to
/// reach it. <https://docs.aws.amazon.com/vpc/latest/tgw/working-with-transit-gateways.html>
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TransitGatewayAttachment {
    /// The transit gateway.
    pub transit_gateway: TransitGatewayId,
    /// What is attached: a VPC, a VPN connection, a Direct Connect gateway or another transit gateway (a peering).
    pub resource: EntityId,
    /// The subnets of the VPC that it has an interface in, one a zone. Other zones have no way to it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub subnets: Vec<SubnetId>,
    /// Do both directions of a flow keep to one zone, as a firewall needs it?
    #[serde(default, skip_serializing_if = "is_default")]
    pub appliance_mode: bool,
    /// Do public DNS names of the other VPCs resolve to private addresses here?
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub dns_support: bool,
    /// Does it carry IPv6?
    #[serde(default, skip_serializing_if = "is_default")]
    pub ipv6: bool,
    /// May security groups of the VPC name groups of other attached VPCs?
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub security_group_references: bool,
    /// The route table that its packets follow; the gateway's default one when not set.
    #[serde(default, skip_serializing_if = "is_default")]
    pub associated_table: Option<TransitGatewayRouteTableId>,
    /// The route tables that learn its ranges; with default propagation the gateway's default one as well.
    #[serde(default, skip_serializing_if = "is_default")]
    pub propagating_tables: Vec<TransitGatewayRouteTableId>,
}

impl TransitGatewayAttachment {
    /// `resource` attached to `transit_gateway`, in no subnet yet.
    pub fn new(transit_gateway: TransitGatewayId, resource: impl Into<EntityId>) -> TransitGatewayAttachment {
        TransitGatewayAttachment {
            transit_gateway,
            resource: resource.into(),
            subnets: Vec::new(),
            appliance_mode: false,
            dns_support: true,
            ipv6: false,
            security_group_references: true,
            associated_table: None,
            propagating_tables: Vec::new(),
        }
    }
}

impl References for TransitGatewayAttachment {
    fn visit_refs(&self, visit: &mut dyn FnMut(Ref)) {
        visit(Ref::owner("transit_gateway", self.transit_gateway));
        visit(Ref::owner("resource", self.resource));
        self.subnets.iter().for_each(|id| visit(Ref::other("subnets", *id)));
        self.associated_table.iter().for_each(|id| visit(Ref::other("associated_table", *id)));
        self.propagating_tables.iter().for_each(|id| visit(Ref::other("propagating_tables", *id)));
    }

    fn forget(&mut self, gone: EntityId) {
        drop_out(&mut self.subnets, gone);
        let_go(&mut self.associated_table, gone);
        drop_out(&mut self.propagating_tables, gone);
    }
}
