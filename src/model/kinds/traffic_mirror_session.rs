use serde::{Deserialize, Serialize};

use super::network_acl::AclAction;
use super::traffic::{Direction, PortRange, Protocol};
use super::{is_default, let_go};
use crate::addressing::CidrBlock;
use crate::model::entity::References;
use crate::model::{EntityId, Ref, WorkloadId, Written};

/// Copies of the packets of one workload's interfaces, sent to another place in VXLAN (UDP port 4789).
///
/// <https://docs.aws.amazon.com/vpc/latest/mirroring/traffic-mirroring-how-it-works.html>
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TrafficMirrorSession {
    /// The workload whose packets are copied.
    pub source: WorkloadId,
    /// Where the copies go: a workload, a Network Load Balancer or a Gateway Load Balancer endpoint.
    #[serde(default, skip_serializing_if = "is_default")]
    pub target: Option<EntityId>,
    /// Its place among the sessions of the source, 1 to 32766; the lowest that fits a packet takes it. 1 when not set.
    #[serde(default, skip_serializing_if = "is_default")]
    pub number: Option<u16>,
    /// The VXLAN network identifier, 0 to 16777215; AWS chooses when not set.
    #[serde(default, skip_serializing_if = "is_default")]
    pub vni: Option<u32>,
    /// How many bytes of each packet are copied; all of them when not set.
    #[serde(default, skip_serializing_if = "is_default")]
    pub packet_length: Option<u16>,
    /// The rules of its filter. What fits none is not copied.
    #[serde(default, skip_serializing_if = "is_default")]
    pub filter: Vec<MirrorRule>,
}

/// A rule of a mirror filter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MirrorRule {
    /// Which way, seen from the source.
    #[serde(default, skip_serializing_if = "is_default")]
    pub direction: Direction,
    /// Its number, 1 to 32766, once in each direction.
    pub number: u16,
    /// Are the packets copied?
    #[serde(default, skip_serializing_if = "is_default")]
    pub action: AclAction,
    /// Which protocol; all of them when not set.
    #[serde(default, skip_serializing_if = "is_default")]
    pub protocol: Option<Written<Protocol>>,
    /// From where.
    pub source_block: Written<CidrBlock>,
    /// To where.
    pub destination_block: Written<CidrBlock>,
    /// From which ports; all of them when not set.
    #[serde(default, skip_serializing_if = "is_default")]
    pub source_ports: Option<Written<PortRange>>,
    /// To which ports; all of them when not set.
    #[serde(default, skip_serializing_if = "is_default")]
    pub destination_ports: Option<Written<PortRange>>,
}

impl TrafficMirrorSession {
    /// A session that copies nothing yet.
    pub fn new(source: WorkloadId) -> TrafficMirrorSession {
        TrafficMirrorSession { source, target: None, number: None, vni: None, packet_length: None, filter: Vec::new() }
    }
}

impl References for TrafficMirrorSession {
    fn visit_refs(&self, visit: &mut dyn FnMut(Ref)) {
        visit(Ref::owner("source", self.source));
        self.target.iter().for_each(|id| visit(Ref::other("target", *id)));
    }

    fn forget(&mut self, gone: EntityId) {
        let_go(&mut self.target, gone);
    }
}
