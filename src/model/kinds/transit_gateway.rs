use serde::{Deserialize, Serialize};

use super::{is_default, is_yes, let_go, yes};
use crate::addressing::CidrBlock;
use crate::model::entity::References;
use crate::model::{AccountId, EntityId, Ref, TransitGatewayRouteTableId, Written};

/// A router in a Region for VPCs, VPN connections, Direct Connect gateways and other transit gateways.
///
/// <https://docs.aws.amazon.com/vpc/latest/tgw/tgw-transit-gateways.html>
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TransitGateway {
    /// The Region's code.
    #[serde(default, skip_serializing_if = "is_default")]
    pub region: String,
    /// The account that owns it; others attach to it when it is shared.
    #[serde(default, skip_serializing_if = "is_default")]
    pub account: Option<AccountId>,
    /// Its BGP number on the AWS side, 64512 to 65534 or 4200000000 to 4294967294; 64512 when not set.
    #[serde(default, skip_serializing_if = "is_default")]
    pub asn: Option<u32>,
    /// Its own blocks for Connect peers, IPv4 to /24 and IPv6 to /64; up to five.
    #[serde(default, skip_serializing_if = "is_default")]
    pub blocks: Vec<Written<CidrBlock>>,
    /// Is a new attachment associated with the default table?
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub default_association: bool,
    /// Does a new attachment propagate into the default table?
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub default_propagation: bool,
    /// The table of new attachments; the first one that AWS makes when not set.
    #[serde(default, skip_serializing_if = "is_default")]
    pub association_table: Option<TransitGatewayRouteTableId>,
    /// The table that new attachments propagate into; the first one that AWS makes when not set.
    #[serde(default, skip_serializing_if = "is_default")]
    pub propagation_table: Option<TransitGatewayRouteTableId>,
    /// Do public DNS names of one VPC resolve to private addresses in another?
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub dns_support: bool,
    /// Are several VPN tunnels used at once?
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub vpn_ecmp: bool,
    /// May security groups name groups of other attached VPCs?
    #[serde(default, skip_serializing_if = "is_default")]
    pub security_group_references: bool,
    /// Are attachments of other accounts taken without being asked?
    #[serde(default, skip_serializing_if = "is_default")]
    pub auto_accept: bool,
    /// Does it carry multicast? Decided when it is made.
    #[serde(default, skip_serializing_if = "is_default")]
    pub multicast: bool,
}

impl Default for TransitGateway {
    fn default() -> TransitGateway {
        TransitGateway {
            region: String::new(),
            account: None,
            asn: None,
            blocks: Vec::new(),
            default_association: true,
            default_propagation: true,
            association_table: None,
            propagation_table: None,
            dns_support: true,
            vpn_ecmp: true,
            security_group_references: false,
            auto_accept: false,
            multicast: false,
        }
    }
}

impl References for TransitGateway {
    fn visit_refs(&self, visit: &mut dyn FnMut(Ref)) {
        self.account.iter().for_each(|id| visit(Ref::other("account", *id)));
        self.association_table.iter().for_each(|id| visit(Ref::other("association_table", *id)));
        self.propagation_table.iter().for_each(|id| visit(Ref::other("propagation_table", *id)));
    }

    fn forget(&mut self, gone: EntityId) {
        let_go(&mut self.account, gone);
        let_go(&mut self.association_table, gone);
        let_go(&mut self.propagation_table, gone);
    }
}
