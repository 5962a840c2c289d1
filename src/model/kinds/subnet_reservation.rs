use serde::{Deserialize, Serialize};

use super::is_default;
use crate::addressing::CidrBlock;
use crate::model::entity::References;
use crate::model::{EntityId, Ref, SubnetId, Written};

/// A part of a subnet that AWS does not give out by itself.
///
/// <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-cidr-reservation.html>
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SubnetReservation {
    /// The subnet.
    pub subnet: SubnetId,
    /// The reserved block, inside one of the subnet's: IPv4 to /28 for prefixes, IPv6 to /80.
    #[serde(default, skip_serializing_if = "is_default")]
    pub block: Option<Written<CidrBlock>>,
    /// What it is kept for.
    #[serde(default, skip_serializing_if = "is_default")]
    pub reservation: ReservationType,
    /// What it is for, in words.
    #[serde(default, skip_serializing_if = "is_default")]
    pub description: String,
}

/// What a reservation is kept for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReservationType {
    /// Prefixes that interfaces are given, /28 of IPv4 and /80 of IPv6: pods, for example.
    #[default]
    Prefix,
    /// Single addresses that somebody names one by one.
    Explicit,
}

impl SubnetReservation {
    /// A reservation in `subnet`, with nothing decided yet.
    pub fn new(subnet: SubnetId) -> SubnetReservation {
        SubnetReservation { subnet, block: None, reservation: ReservationType::Prefix, description: String::new() }
    }
}

impl References for SubnetReservation {
    fn visit_refs(&self, visit: &mut dyn FnMut(Ref)) {
        visit(Ref::owner("subnet", self.subnet));
    }

    fn forget(&mut self, _: EntityId) {}
}
