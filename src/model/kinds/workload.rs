use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::traffic::{PortRange, Protocol};
use super::{drop_out, is_default, is_yes, let_go, yes};
use crate::model::entity::References;
use crate::model::{EntityId, Ref, SecurityGroupId, SubnetId, TierId, VpcId, Written};

/// What runs in subnets: like instances, containers, functions or databases, each with an interface.
///
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html>
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Workload {
    /// The VPC it is in.
    pub vpc: VpcId,
    /// The tier over whose subnets it is spread.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tier: Option<TierId>,
    /// The subnets it is in, when these are not those of a tier.
    #[serde(default, skip_serializing_if = "is_default")]
    pub subnets: Vec<SubnetId>,
    /// What it is made of.
    #[serde(default, skip_serializing_if = "is_default")]
    pub runs: Runs,
    /// How many there are; 1 when not set.
    #[serde(default, skip_serializing_if = "is_default")]
    pub count: Option<u32>,
    /// What it listens on.
    #[serde(default, skip_serializing_if = "is_default")]
    pub listens: Vec<Listens>,
    /// The security groups of its interfaces, up to five by default.
    #[serde(default, skip_serializing_if = "is_default")]
    pub security_groups: Vec<SecurityGroupId>,
    /// Its private addresses, where they are known.
    #[serde(default, skip_serializing_if = "is_default")]
    pub addresses: Vec<Written<IpAddr>>,
    /// Does each have a public IPv4 address?
    #[serde(default, skip_serializing_if = "is_default")]
    pub public_address: bool,
    /// Does each have an IPv6 address?
    #[serde(default, skip_serializing_if = "is_default")]
    pub ipv6: bool,
    /// Pods on each instance that take their own addresses from the subnet, up to 250.
    #[serde(default, skip_serializing_if = "is_default")]
    pub pods: Option<u32>,
    /// Do the pods take addresses by prefixes (/28 of IPv4, /80 of IPv6) instead of one by one?
    #[serde(default, skip_serializing_if = "is_default")]
    pub prefix_delegation: bool,
    /// Do its interfaces drop what is neither from nor for their own addresses? A router or firewall has it off.
    /// <https://docs.aws.amazon.com/vpc/latest/userguide/VPC_NAT_Instance.html>
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub source_dest_check: bool,
}

/// What a workload is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Runs {
    /// EC2 instances.
    #[default]
    Instances,
    /// Containers with their own interfaces: ECS tasks, EKS nodes and pods.
    Containers,
    /// Lambda functions that are attached to the VPC.
    Functions,
    /// Databases and caches.
    Databases,
}

/// What a workload listens on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Listens {
    /// The protocol; TCP when not set.
    #[serde(default, skip_serializing_if = "is_default")]
    pub protocol: Option<Written<Protocol>>,
    /// The ports; all of them when not set.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ports: Option<Written<PortRange>>,
}

impl Workload {
    /// One instance somewhere in `vpc`.
    pub fn new(vpc: VpcId) -> Workload {
        Workload {
            vpc,
            tier: None,
            subnets: Vec::new(),
            runs: Runs::Instances,
            count: None,
            listens: Vec::new(),
            security_groups: Vec::new(),
            addresses: Vec::new(),
            public_address: false,
            ipv6: false,
            pods: None,
            prefix_delegation: false,
            source_dest_check: true,
        }
    }
}

impl References for Workload {
    fn visit_refs(&self, visit: &mut dyn FnMut(Ref)) {
        visit(Ref::owner("vpc", self.vpc));
        self.tier.iter().for_each(|id| visit(Ref::other("tier", *id)));
        self.subnets.iter().for_each(|id| visit(Ref::other("subnets", *id)));
        self.security_groups.iter().for_each(|id| visit(Ref::other("security_groups", *id)));
    }

    fn forget(&mut self, gone: EntityId) {
        let_go(&mut self.tier, gone);
        drop_out(&mut self.subnets, gone);
        drop_out(&mut self.security_groups, gone);
    }
}
