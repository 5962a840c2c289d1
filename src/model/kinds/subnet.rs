use serde::{Deserialize, Serialize};

use super::{is_default, let_go};
use crate::addressing::CidrBlock;
use crate::model::entity::References;
use crate::model::{EntityId, NetworkAclId, Ref, RouteTableId, TierId, VpcId, Written};

/// A slice of one block of a VPC, in one zone.
///
/// <https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html>
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Subnet {
    /// The VPC it is in.
    pub vpc: VpcId,
    /// The row it belongs to.
    pub tier: TierId,
    /// The zone's name: `eu-west-1a`. Empty when not chosen yet.
    #[serde(default, skip_serializing_if = "is_default")]
    pub zone: String,
    /// The IPv4 block, /16 to /28; none in an IPv6-only subnet.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ipv4: Option<Written<CidrBlock>>,
    /// The IPv6 block, /44 to /64 in steps of 4.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ipv6: Option<Written<CidrBlock>>,
    /// The route table it follows; the VPC's main one when not set.
    #[serde(default, skip_serializing_if = "is_default")]
    pub route_table: Option<RouteTableId>,
    /// Do instances get a public IPv4 address at launch?
    #[serde(default, skip_serializing_if = "is_default")]
    pub auto_public_ip: bool,
    /// Do interfaces get an IPv6 address when they are made?
    #[serde(default, skip_serializing_if = "is_default")]
    pub auto_ipv6: bool,
    /// The network ACL at its border; the VPC's main one when not set.
    #[serde(default, skip_serializing_if = "is_default")]
    pub network_acl: Option<NetworkAclId>,
    /// What private DNS names of instances are made of.
    #[serde(default, skip_serializing_if = "is_default")]
    pub hostname_type: HostnameType,
    /// Does the resource name of an instance resolve to its IPv4 address?
    #[serde(default, skip_serializing_if = "is_default")]
    pub resource_name_a: bool,
    /// Does the resource name of an instance resolve to its IPv6 address?
    #[serde(default, skip_serializing_if = "is_default")]
    pub resource_name_aaaa: bool,
    /// Does the resolver answer for IPv4-only names with addresses of 64:ff9b::/96, which a NAT gateway translates?
    /// <https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html>
    #[serde(default, skip_serializing_if = "is_default")]
    pub dns64: bool,
}

/// What private DNS names of instances are made of.
///
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/hostname-types.html>
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum HostnameType {
    /// The private IPv4 address: `ip-10-0-0-7`.
    #[default]
    IpName,
    /// The instance id: the only choice in an IPv6-only subnet.
    ResourceName,
}

impl Subnet {
    /// A subnet of `tier` in `vpc`, with nothing decided yet.
    pub fn new(vpc: VpcId, tier: TierId) -> Subnet {
        Subnet {
            vpc,
            tier,
            zone: String::new(),
            ipv4: None,
            ipv6: None,
            route_table: None,
            auto_public_ip: false,
            auto_ipv6: false,
            network_acl: None,
            hostname_type: HostnameType::IpName,
            resource_name_a: false,
            resource_name_aaaa: false,
            dns64: false,
        }
    }

    /// The IPv4 block, when there is a sound one.
    pub fn ipv4_block(&self) -> Option<CidrBlock> {
        self.ipv4.as_ref().and_then(Written::get)
    }

    /// The IPv6 block, when there is a sound one.
    pub fn ipv6_block(&self) -> Option<CidrBlock> {
        self.ipv6.as_ref().and_then(Written::get)
    }

    /// The sound blocks: IPv4, then IPv6.
    pub fn blocks(&self) -> impl Iterator<Item = CidrBlock> {
        self.ipv4_block().into_iter().chain(self.ipv6_block())
    }
}

impl References for Subnet {
    fn visit_refs(&self, visit: &mut dyn FnMut(Ref)) {
        visit(Ref::owner("vpc", self.vpc));
        visit(Ref::owner("tier", self.tier));
        self.route_table.iter().for_each(|id| visit(Ref::other("route_table", *id)));
        self.network_acl.iter().for_each(|id| visit(Ref::other("network_acl", *id)));
    }

    fn forget(&mut self, gone: EntityId) {
        let_go(&mut self.route_table, gone);
        let_go(&mut self.network_acl, gone);
    }
}
