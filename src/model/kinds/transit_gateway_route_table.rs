use std::fmt;

use serde::{Deserialize, Serialize};

use super::is_default;
use super::traffic::{Destination, as_text};
use crate::model::entity::References;
use crate::model::{EntityId, IdError, Ref, TransitGatewayAttachmentId, TransitGatewayId};

/// Routes that the packets of associated attachments follow in a transit gateway.
///
/// <https://docs.aws.amazon.com/vpc/latest/tgw/tgw-route-tables.html>
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TransitGatewayRouteTable {
    /// The transit gateway.
    pub transit_gateway: TransitGatewayId,
    /// The static routes. What attachments propagate comes beside them and is not listed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub routes: Vec<TransitGatewayRoute>,
}

/// A static route of a transit gateway.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TransitGatewayRoute {
    /// Which packets: a block, or the blocks of a prefix list.
    pub destination: Destination,
    /// Where they go.
    pub target: TransitGatewayTarget,
}

/// Where a static route of a transit gateway sends packets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TransitGatewayTarget {
    /// Nowhere: they are dropped.
    Blackhole,
    /// To an attachment.
    To(TransitGatewayAttachmentId),
}

as_text!(TransitGatewayTarget);

impl TransitGatewayTarget {
    fn read(text: &str) -> Result<TransitGatewayTarget, IdError> {
        match text {
            "blackhole" => Ok(TransitGatewayTarget::Blackhole),
            id => id.parse().map(TransitGatewayTarget::To),
        }
    }

    /// The attachment it points at.
    pub fn attachment(self) -> Option<TransitGatewayAttachmentId> {
        match self {
            TransitGatewayTarget::Blackhole => None,
            TransitGatewayTarget::To(id) => Some(id),
        }
    }
}

impl fmt::Display for TransitGatewayTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TransitGatewayTarget::Blackhole => f.write_str("blackhole"),
            TransitGatewayTarget::To(id) => id.fmt(f),
        }
    }
}

impl References for TransitGatewayRouteTable {
    fn visit_refs(&self, visit: &mut dyn FnMut(Ref)) {
        visit(Ref::owner("transit_gateway", self.transit_gateway));
        for route in &self.routes {
            route.target.attachment().iter().for_each(|id| visit(Ref::other("routes", *id)));
            route.destination.prefix_list().iter().for_each(|id| visit(Ref::other("routes", *id)));
        }
    }

    fn forget(&mut self, gone: EntityId) {
        self.routes.retain(|route| {
            let target = route.target.attachment().map(EntityId::from);
            let list = route.destination.prefix_list().map(EntityId::from);
            target != Some(gone) && list != Some(gone)
        });
    }
}
