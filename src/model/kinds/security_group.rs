use serde::{Deserialize, Serialize};

use super::is_default;
use super::traffic::{Direction, PortRange, Protocol, RulePeer};
use crate::model::entity::References;
use crate::model::{EntityId, Ref, VpcId, Written};

/// A stateful filter for interfaces: what a rule allows gets through, with its reply; nothing else does.
///
/// <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html>
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SecurityGroup {
    /// The VPC it is in.
    pub vpc: VpcId,
    /// What it is for, up to 255 characters. It cannot be changed without a new group.
    #[serde(default, skip_serializing_if = "is_default")]
    pub description: String,
    /// What it allows. All rules of all groups of an interface count together.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rules: Vec<SecurityGroupRule>,
}

/// What a security group allows.
///
/// <https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html>
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SecurityGroupRule {
    /// Which way.
    #[serde(default, skip_serializing_if = "is_default")]
    pub direction: Direction,
    /// Which protocol; all of them when not set.
    #[serde(default, skip_serializing_if = "is_default")]
    pub protocol: Option<Written<Protocol>>,
    /// Which ports, for TCP and UDP; all of them when not set.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ports: Option<Written<PortRange>>,
    /// Which ICMP type, 0 to 255; all of them when not set.
    #[serde(default, skip_serializing_if = "is_default")]
    pub icmp_type: Option<u8>,
    /// Which code of the ICMP type, 0 to 255; all of them when not set.
    #[serde(default, skip_serializing_if = "is_default")]
    pub icmp_code: Option<u8>,
    /// From whom, or to whom: a block, a group or a prefix list.
    pub peer: RulePeer,
    /// What it is for, up to 255 characters.
    #[serde(default, skip_serializing_if = "is_default")]
    pub description: String,
}

impl SecurityGroupRule {
    /// A rule for every protocol and port with `peer`.
    pub fn all(direction: Direction, peer: RulePeer) -> SecurityGroupRule {
        SecurityGroupRule {
            direction,
            protocol: None,
            ports: None,
            icmp_type: None,
            icmp_code: None,
            peer,
            description: String::new(),
        }
    }
}

impl SecurityGroup {
    /// A group of `vpc` that allows nothing.
    pub fn new(vpc: VpcId) -> SecurityGroup {
        SecurityGroup { vpc, description: String::new(), rules: Vec::new() }
    }
}

impl References for SecurityGroup {
    fn visit_refs(&self, visit: &mut dyn FnMut(Ref)) {
        visit(Ref::owner("vpc", self.vpc));
        self.rules.iter().filter_map(|rule| rule.peer.as_ref("rules")).for_each(visit);
    }

    fn forget(&mut self, gone: EntityId) {
        self.rules.retain(|rule| rule.peer.object() != Some(gone));
    }
}
