use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::kinds::{
    CustomerGateway, DirectConnectGateway, Endpoint, EndpointService, LoadBalancer, Peering, ServiceNetwork,
    TransitGatewayAttachment, VpnConnection, VpnGateway,
};
use crate::model::{Design, EntityId, Kind, VpcId};
use crate::ordering::Gather;
use crate::scene::geometry::{Point, Rect};
use crate::scene::measures::*;

use super::Layout;
use super::lines::LineKey;
use super::vpc_box::{Taken, is_way_up};

/// What a line runs between.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Ends {
    Boxes { ids: [EntityId; 2], rects: [Rect; 2], taken: [Arc<[Taken]>; 2] },
    Up { vpc: VpcId, from: Point, bar: Rect },
}

/// Do lines begin, end or bear the name of objects of this kind, besides VPCs and what stands free?
pub(super) fn joins(kind: Kind) -> bool {
    is_way_up(kind)
        || matches!(
            kind,
            Kind::Peering
                | Kind::VpnGateway
                | Kind::NatGateway
                | Kind::VpnConnection
                | Kind::TransitGatewayAttachment
                | Kind::Endpoint
                | Kind::LoadBalancer
        )
}

/// Every line there should be, with its ends.
pub(super) fn wanted(design: &Design, layout: &Layout) -> Vec<(LineKey, Ends)> {
    let mut all = Wanted { design, layout, lines: Vec::new(), nothing: Arc::default() };
    all.ways_up();
    for (id, Peering { requester: a, accepter: b, .. }) in design.all::<Peering>() {
        all.join((id.into(), 0), (*a).into(), (*b).into());
    }
    all.transit();
    all.hybrid();
    all.services();
    all.lines
}

/// A box that a line ends at, and the parts of its top edge that are taken.
type Anchor = (EntityId, Rect, Arc<[Taken]>);

struct Wanted<'a> {
    design: &'a Design,
    layout: &'a Layout,
    lines: Vec<(LineKey, Ends)>,
    /// What is taken of a box without gateways.
    nothing: Arc<[Taken]>,
}

impl Wanted<'_> {
    fn ways_up(&mut self) {
        let Some(bar) = self.layout.internet else { return };
        for (vpc, placed) in &self.layout.vpcs {
            for (id, center) in placed.inside.gateways.iter().filter(|(id, _)| is_way_up(id.kind)) {
                let from = placed.at + *center - Point::new(0.0, GATEWAY_R);
                self.lines.push(((*id, 0), Ends::Up { vpc: *vpc, from, bar }));
            }
        }
    }

    fn transit(&mut self) {
        for (id, attachment) in self.design.all::<TransitGatewayAttachment>() {
            // The line of a VPN connection is its own.
            if attachment.resource.kind != Kind::VpnConnection {
                self.join((id.into(), 0), attachment.transit_gateway.into(), attachment.resource);
            }
        }
    }

    fn hybrid(&mut self) {
        let design = self.design;
        for (id, connection) in design.all::<VpnConnection>() {
            if let Some(gateway) = connection.gateway {
                self.join((id.into(), 0), connection.customer_gateway.into(), gateway);
            }
        }
        for (id, gateway) in design.all::<CustomerGateway>() {
            gateway.network.into_iter().for_each(|network| self.join((id.into(), 0), id.into(), network.into()));
        }
        for (id, gateway) in design.all::<DirectConnectGateway>() {
            gateway.network.into_iter().for_each(|network| self.join((id.into(), 0), id.into(), network.into()));
            for (i, association) in gateway.associations.iter().enumerate() {
                let mut attachments = design.referring::<TransitGatewayAttachment>(id);
                // An attachment is the same association, seen from the transit gateway.
                if !attachments.any(|(_, a)| association.gateway == a.transit_gateway.into()) {
                    self.join((id.into(), 1 + i as u32), id.into(), association.gateway);
                }
            }
        }
    }

    fn services(&mut self) {
        let design = self.design;
        for (id, network) in design.all::<ServiceNetwork>() {
            let vpcs: BTreeSet<VpcId> = network.associations.iter().map(|association| association.vpc).gather();
            for (i, vpc) in vpcs.into_iter().enumerate() {
                self.join((id.into(), i as u32), id.into(), vpc.into());
            }
        }
        for (id, service) in design.all::<EndpointService>() {
            let balancers = service.load_balancers.iter().filter_map(|id| design.get(*id));
            let vpcs: BTreeSet<VpcId> = balancers.map(|balancer: &LoadBalancer| balancer.vpc).gather();
            for (i, vpc) in vpcs.into_iter().enumerate() {
                self.join((id.into(), i as u32), id.into(), vpc.into());
            }
        }
        for (id, endpoint) in design.all::<Endpoint>() {
            endpoint
                .endpoint_service
                .into_iter()
                .for_each(|to| self.join((id.into(), 0), endpoint.vpc.into(), to.into()));
        }
    }

    /// A line between two boxes, where both are drawn. What is joined with itself is a mistake that rules name; there is
    /// nothing to draw.
    fn join(&mut self, key: LineKey, a: EntityId, b: EntityId) {
        let (Some(from), Some(to)) = (self.end(a), self.end(b)) else { return };
        if from.0 != to.0 {
            let ends = Ends::Boxes { ids: [from.0, to.0], rects: [from.1, to.1], taken: [from.2, to.2] };
            self.lines.push((key, ends));
        }
    }

    /// The box that a line to an object ends at, and what is taken on its top edge.
    fn end(&self, id: EntityId) -> Option<Anchor> {
        if let Some(vpc) = id.typed::<VpcId>() {
            let placed = self.layout.vpcs.get(&vpc)?;
            return Some((id, placed.rect(), placed.inside.taken.clone()));
        }
        if id.kind == Kind::VpnGateway {
            let gateway: &VpnGateway = self.design.entity(id)?.as_noun()?;
            return self.end(gateway.vpc?.into());
        }
        Some((id, self.layout.nodes.part(id)?, self.nothing.clone()))
    }
}
