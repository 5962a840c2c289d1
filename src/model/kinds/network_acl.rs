use serde::{Deserialize, Serialize};

use super::is_default;
use super::traffic::{Direction, PortRange, Protocol};
use crate::addressing::CidrBlock;
use crate::model::entity::References;
use crate::model::{EntityId, Ref, VpcId, Written};

/// A stateless filter at the border of subnets (a subnet names its ACL). The entry with the lowest number that fits
/// decides; what fits none is denied.
///
/// <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html>
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NetworkAcl {
    /// The VPC it is in.
    pub vpc: VpcId,
    /// Does it hold for the subnets that name no ACL? Each VPC has one such.
    #[serde(default, skip_serializing_if = "is_default")]
    pub main: bool,
    /// The numbered entries, in any order.
    #[serde(default, skip_serializing_if = "is_default")]
    pub entries: Vec<NetworkAclEntry>,
}

/// A numbered entry of a network ACL.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NetworkAclEntry {
    /// Which way, seen from the subnet.
    #[serde(default, skip_serializing_if = "is_default")]
    pub direction: Direction,
    /// Its number, 1 to 32766, once in each direction.
    pub number: u16,
    /// What becomes of the packets.
    #[serde(default, skip_serializing_if = "is_default")]
    pub action: AclAction,
    /// Which protocol; all of them when not set.
    #[serde(default, skip_serializing_if = "is_default")]
    pub protocol: Option<Written<Protocol>>,
    /// Which destination ports, for TCP and UDP; all of them when not set.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ports: Option<Written<PortRange>>,
    /// Which ICMP type, 0 to 255; all of them when not set.
    #[serde(default, skip_serializing_if = "is_default")]
    pub icmp_type: Option<u8>,
    /// Which code of the ICMP type, 0 to 255; all of them when not set.
    #[serde(default, skip_serializing_if = "is_default")]
    pub icmp_code: Option<u8>,
    /// From where, or to where.
    pub block: Written<CidrBlock>,
}

/// What a filter does with packets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AclAction {
    /// They pass.
    #[default]
    Allow,
    /// They are dropped.
    Deny,
}

impl NetworkAclEntry {
    /// An entry for every protocol.
    pub fn all(direction: Direction, number: u16, action: AclAction, block: CidrBlock) -> NetworkAclEntry {
        NetworkAclEntry {
            direction,
            number,
            action,
            protocol: None,
            ports: None,
            icmp_type: None,
            icmp_code: None,
            block: block.into(),
        }
    }
}

impl NetworkAcl {
    /// An ACL of `vpc` without entries: it denies everything.
    pub fn new(vpc: VpcId) -> NetworkAcl {
        NetworkAcl { vpc, main: false, entries: Vec::new() }
    }
}

impl References for NetworkAcl {
    fn visit_refs(&self, visit: &mut dyn FnMut(Ref)) {
        visit(Ref::owner("vpc", self.vpc));
    }

    fn forget(&mut self, _: EntityId) {}
}
