use serde::{Deserialize, Serialize};

use super::{is_default, is_yes, yes};
use crate::addressing::CidrBlock;
use crate::model::entity::References;
use crate::model::{AccountId, AddressPoolId, EntityId, EnvironmentId, Ref, Written};

/// A virtual private cloud.
///
/// <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html>
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Vpc {
    /// The Region's code: `eu-west-1`.
    pub region: String,
    /// IPv4 blocks, /16 to /28; the first is the primary one, which cannot be changed without a new VPC.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ipv4: Vec<Written<CidrBlock>>,
    /// IPv6 blocks, /44 to /60 in steps of 4.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ipv6: Vec<Written<CidrBlock>>,
    /// The environment it belongs to.
    #[serde(default, skip_serializing_if = "is_default")]
    pub environment: Option<EnvironmentId>,
    /// The account it is in.
    #[serde(default, skip_serializing_if = "is_default")]
    pub account: Option<AccountId>,
    /// The pool that its blocks come from; its environment's when not set.
    #[serde(default, skip_serializing_if = "is_default")]
    pub pool: Option<AddressPoolId>,
    /// Is the Amazon DNS server at the base address plus two on?
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub dns_support: bool,
    /// Do instances with public addresses get public DNS names? Off for VPCs made by the API.
    #[serde(default, skip_serializing_if = "is_default")]
    pub dns_hostnames: bool,
    /// Whether instances share hardware by default.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tenancy: Tenancy,
    /// What the account's VPC Block Public Access in this Region, less an exclusion of this VPC, leaves of its way to
    /// the internet.
    #[serde(default, skip_serializing_if = "is_default")]
    pub block_public_access: BlockPublicAccess,
}

/// What VPC Block Public Access does to packets of internet gateways and egress-only gateways.
///
/// <https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html>
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum BlockPublicAccess {
    /// Nothing.
    #[default]
    Off,
    /// It drops what starts on the internet; replies to what starts inside pass.
    Ingress,
    /// It drops everything.
    Bidirectional,
}

/// Whether instances share hardware by default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Tenancy {
    /// They do, unless launched otherwise.
    #[default]
    Default,
    /// Every instance is on hardware of its own account, at extra cost.
    Dedicated,
}

impl Default for Vpc {
    fn default() -> Vpc {
        Vpc {
            region: "us-east-1".into(),
            ipv4: Vec::new(),
            ipv6: Vec::new(),
            environment: None,
            account: None,
            pool: None,
            dns_support: true,
            dns_hostnames: false,
            tenancy: Tenancy::Default,
            block_public_access: BlockPublicAccess::Off,
        }
    }
}

impl Vpc {
    /// The sound IPv4 blocks, the primary one first.
    pub fn ipv4_blocks(&self) -> impl Iterator<Item = CidrBlock> {
        self.ipv4.iter().filter_map(Written::get)
    }

    /// The sound IPv6 blocks.
    pub fn ipv6_blocks(&self) -> impl Iterator<Item = CidrBlock> {
        self.ipv6.iter().filter_map(Written::get)
    }

    /// All sound blocks: IPv4, then IPv6.
    pub fn blocks(&self) -> impl Iterator<Item = CidrBlock> {
        self.ipv4_blocks().chain(self.ipv6_blocks())
    }
}

impl References for Vpc {
    fn visit_refs(&self, visit: &mut dyn FnMut(Ref)) {
        self.environment.iter().for_each(|id| visit(Ref::other("environment", *id)));
        self.account.iter().for_each(|id| visit(Ref::other("account", *id)));
        self.pool.iter().for_each(|id| visit(Ref::other("pool", *id)));
    }

    fn forget(&mut self, gone: EntityId) {
        self.environment.take_if(|id| EntityId::from(*id) == gone);
        self.account.take_if(|id| EntityId::from(*id) == gone);
        self.pool.take_if(|id| EntityId::from(*id) == gone);
    }
}
