use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::traffic::AddressFamilies;
use super::{drop_out, is_default};
use crate::model::entity::References;
use crate::model::{ElasticIpId, EntityId, Ref, SecurityGroupId, SubnetId, VpcId, WorkloadId, Written};

/// An Application, Network or Gateway Load Balancer.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html>
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LoadBalancer {
    /// The VPC it is in.
    pub vpc: VpcId,
    /// Which of the three it is.
    #[serde(default, skip_serializing_if = "is_default")]
    pub balancer: Balancer,
    /// Whether its DNS name leads to public or private addresses. It cannot be changed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub scheme: Scheme,
    /// The addresses that it has.
    #[serde(default, skip_serializing_if = "is_default")]
    pub addresses: AddressFamilies,
    /// Its subnets, one a zone; at least two zones for an Application Load Balancer.
    #[serde(default, skip_serializing_if = "is_default")]
    pub subnets: Vec<SubnetId>,
    /// The fixed addresses of an internet-facing Network Load Balancer, one a subnet, in their order.
    #[serde(default, skip_serializing_if = "is_default")]
    pub elastic_ips: Vec<ElasticIpId>,
    /// Its security groups; none for a Gateway Load Balancer.
    #[serde(default, skip_serializing_if = "is_default")]
    pub security_groups: Vec<SecurityGroupId>,
    /// What it listens on.
    #[serde(default, skip_serializing_if = "is_default")]
    pub listeners: Vec<Listener>,
    /// The workloads that it hands packets to.
    #[serde(default, skip_serializing_if = "is_default")]
    pub targets: Vec<WorkloadId>,
    /// Addresses that it hands packets to, in its VPC or beyond.
    #[serde(default, skip_serializing_if = "is_default")]
    pub target_addresses: Vec<Written<IpAddr>>,
    /// Does the node of a zone use targets of other zones?
    #[serde(default, skip_serializing_if = "is_default")]
    pub cross_zone: CrossZone,
}

/// Which load balancer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Balancer {
    /// For HTTP: it ends the client's connection and opens its own.
    #[default]
    Application,
    /// For TCP, UDP and TLS.
    Network,
    /// For appliances: it wraps packets in GENEVE.
    Gateway,
}

/// Whether a load balancer's name leads to public or private addresses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Scheme {
    /// Public ones; it needs public subnets.
    #[default]
    InternetFacing,
    /// Private ones.
    Internal,
}

/// Whether the node of a zone uses targets of other zones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CrossZone {
    /// As AWS has it: on for an Application Load Balancer, off for the others.
    #[default]
    Usual,
    /// It does.
    On,
    /// It keeps to its own zone.
    Off,
}

/// What a load balancer listens on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Listener {
    /// The protocol.
    #[serde(default, skip_serializing_if = "is_default")]
    pub protocol: ListenerProtocol,
    /// The port, 1 to 65535. A Gateway Load Balancer listens on all of them.
    pub port: u16,
    /// The port of the targets, 1 to 65535; the same when not set.
    #[serde(default, skip_serializing_if = "is_default")]
    pub target_port: Option<u16>,
}

/// The protocol of a listener.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ListenerProtocol {
    /// HTTPS, of an Application Load Balancer.
    #[default]
    Https,
    /// HTTP, of an Application Load Balancer.
    Http,
    /// TCP, of a Network Load Balancer.
    Tcp,
    /// UDP, of a Network Load Balancer.
    Udp,
    /// TCP and UDP on one port, of a Network Load Balancer.
    TcpUdp,
    /// TLS, ended by a Network Load Balancer.
    Tls,
    /// GENEVE to the targets, of a Gateway Load Balancer.
    Geneve,
}

impl LoadBalancer {
    /// An Application Load Balancer in `vpc`, with nothing decided yet.
    pub fn new(vpc: VpcId) -> LoadBalancer {
        LoadBalancer {
            vpc,
            balancer: Balancer::Application,
            scheme: Scheme::InternetFacing,
            addresses: AddressFamilies::Ipv4,
            subnets: Vec::new(),
            elastic_ips: Vec::new(),
            security_groups: Vec::new(),
            listeners: Vec::new(),
            targets: Vec::new(),
            target_addresses: Vec::new(),
            cross_zone: CrossZone::Usual,
        }
    }
}

impl References for LoadBalancer {
    fn visit_refs(&self, visit: &mut dyn FnMut(Ref)) {
        visit(Ref::owner("vpc", self.vpc));
        self.subnets.iter().for_each(|id| visit(Ref::other("subnets", *id)));
        self.elastic_ips.iter().for_each(|id| visit(Ref::other("elastic_ips", *id)));
        self.security_groups.iter().for_each(|id| visit(Ref::other("security_groups", *id)));
        self.targets.iter().for_each(|id| visit(Ref::other("targets", *id)));
    }

    fn forget(&mut self, gone: EntityId) {
        drop_out(&mut self.subnets, gone);
        drop_out(&mut self.elastic_ips, gone);
        drop_out(&mut self.security_groups, gone);
        drop_out(&mut self.targets, gone);
    }
}
