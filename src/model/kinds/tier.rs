use serde::{Deserialize, Serialize};

use super::is_default;
use crate::model::entity::References;
use crate::model::{EntityId, Ref, VpcId};

/// A row of like subnets, one a zone: the public tier, the app tier, ...
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Tier {
    /// The VPC it is in.
    pub vpc: VpcId,
    /// What its subnets are meant to reach. Routes decide what they do reach; rules compare the two.
    #[serde(default, skip_serializing_if = "is_default")]
    pub role: Role,
    /// Its place from the internet inward, from 0.
    #[serde(default, skip_serializing_if = "is_default")]
    pub order: u32,
    /// The prefix length of a new subnet in it, /16 to /28; decided by the space when not set.
    #[serde(default, skip_serializing_if = "is_default")]
    pub length: Option<u8>,
}

/// What the subnets of a tier are meant to reach.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Both ways to the internet, by an internet gateway.
    Public,
    /// Outward only, by a NAT gateway or another network.
    #[default]
    Private,
    /// Nothing outside.
    Isolated,
}

impl Role {
    /// Every role, from the internet inward.
    pub const ALL: [Role; 3] = [Role::Public, Role::Private, Role::Isolated];

    /// The word for it: `public`.
    pub const fn key(self) -> &'static str {
        match self {
            Role::Public => "public",
            Role::Private => "private",
            Role::Isolated => "isolated",
        }
    }
}

impl Tier {
    /// A tier of `role` at place `order` of `vpc`.
    pub fn new(vpc: VpcId, role: Role, order: u32) -> Tier {
        Tier { vpc, role, order, length: None }
    }
}

impl References for Tier {
    fn visit_refs(&self, visit: &mut dyn FnMut(Ref)) {
        visit(Ref::owner("vpc", self.vpc));
    }

    fn forget(&mut self, _: EntityId) {}
}
