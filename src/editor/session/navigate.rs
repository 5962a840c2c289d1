//! The keyboard on the canvas: spatial focus, in and out, along connections, through problems. The selection follows
//! the focus, so that every command has something to act on.

use super::{Editor, Tool};
use crate::editor::kernels::{Direction, nearest_to, next_in};
use crate::editor::{Effect, Modifiers, Refusal, Response, SelectMode, describe};
use crate::model::kinds::{InternetGateway, NatGateway, Peering, RouteTable, Tier};
use crate::model::{EntityId, Kind, PeeringId, SubnetId, TierId, VpcId, holder_of};
use crate::ordering::Ordered;
use crate::scene::Rect;

/// How many steps of the grid an arrow with Shift goes.
const LONG_STEP: i32 = 10;
/// How far over its edge what sits on the border of a VPC reaches at most, in canvas units.
const BORDER: f64 = 60.0;
/// The step of the grid.
const STEP: i32 = super::arranging::GRID as i32;

impl Editor {
    /// Gives an object the keyboard: it is selected, brought into view and described.
    pub fn focus_on(&mut self, id: EntityId) -> Response {
        if !self.design.contains(id) {
            return Refusal::NotThere(id).response();
        }
        self.by_pointer = false;
        let text = describe(&self.design, Some(&self.analyses), id);
        let selected = self.perform(crate::editor::Intent::Select { ids: vec![id], mode: SelectMode::Replace });
        let shown = self.reveal(id);
        selected.then(self.set_focus(Some(id))).then(shown).then(Response::say(text))
    }

    /// An arrow: moves what the pointer selected, else the focus.
    pub(super) fn arrow(&mut self, direction: Direction, held: Modifiers) -> Response {
        let (dx, dy) = direction.unit();
        let step = if held.shift { STEP * LONG_STEP } else { STEP };
        let movable = self.selection.iter().any(|id| id.kind == Kind::Vpc);
        if self.by_pointer && movable {
            return self.nudge(dx * step, dy * step);
        }
        match self.next_focus(direction) {
            Some(id) => self.focus_on(id),
            None => Response::none(),
        }
    }

    fn next_focus(&self, direction: Direction) -> Option<EntityId> {
        let Some((from, rect)) = self.focus.and_then(|id| Some((id, self.layout.bounds_of([id])?))) else {
            return nearest_to(self.middle(), self.on_canvas().into_iter());
        };
        let others = |boxes: Vec<(EntityId, Rect)>| boxes.into_iter().filter(move |(id, _)| *id != from);
        match self.layout.vpc_of(from) {
            // Within a VPC from card to card; over its edge to the cards of the next VPC.
            Some(vpc) => {
                // What stands in a subnet has what stands in others beside it, not the subnets.
                let level = match self.seat(from, rect) {
                    Some(_) => self.parts(vpc).into_iter().filter(|(id, r)| self.seat(*id, *r).is_some()).collect(),
                    None => self.inside(vpc),
                };
                let here = next_in(rect, others(level), direction);
                here.or_else(|| {
                    let next = next_in(
                        self.layout.rect(vpc)?,
                        self.vpcs().into_iter().filter(|(id, _)| *id != vpc),
                        direction,
                    )?;
                    nearest_to(rect.center(), self.inside(next).into_iter()).or(Some(next.into()))
                })
            }
            None => next_in(rect, others(self.on_canvas()), direction),
        }
    }

    fn vpcs(&self) -> Vec<(VpcId, Rect)> {
        let ids = self.design.of_kind(Kind::Vpc).filter_map(|(id, _)| id.typed());
        ids.filter_map(|id: VpcId| Some((id, self.layout.rect(id)?))).collect()
    }

    /// What lies on the canvas itself.
    fn on_canvas(&self) -> Vec<(EntityId, Rect)> {
        let outside = self.layout.boxes().into_iter().filter(|(id, _)| self.layout.vpc_of(*id).is_none());
        outside.collect()
    }

    /// Everything with a box in a VPC, but for the rows.
    fn parts(&self, vpc: VpcId) -> Vec<(EntityId, Rect)> {
        let Some(around) = self.layout.rect(vpc) else { return Vec::new() };
        // What sits on the border reaches over it.
        let near = self.layout.objects_in(around.inflate(BORDER)).into_iter();
        let own = near.filter(|id| !matches!(id.kind, Kind::Vpc | Kind::Tier) && self.layout.vpc_of(*id) == Some(vpc));
        own.filter_map(|id| Some((id, self.layout.rect(id)?))).collect()
    }

    /// The subnet that an object with this box stands in.
    fn seat(&self, id: EntityId, rect: Rect) -> Option<SubnetId> {
        if id.kind == Kind::Subnet {
            return None;
        }
        let subnet = self.layout.cell_at(rect.center())?.subnet?;
        self.layout.rect(subnet)?.contains(rect.center()).then_some(subnet)
    }

    /// What lies in a VPC, but for the rows and for what is in a subnet.
    fn inside(&self, vpc: VpcId) -> Vec<(EntityId, Rect)> {
        self.parts(vpc).into_iter().filter(|(id, rect)| self.seat(*id, *rect).is_none()).collect()
    }

    /// Enter: the tool acts, or the focus goes into the object; at the innermost one the inspector gets the keyboard.
    pub(super) fn go_in(&mut self) -> Response {
        if !matches!(self.tool, Tool::Select | Tool::Hand) {
            return self.run(crate::editor::Command::UseTool);
        }
        let Some(focus) = self.focus else {
            return match nearest_to(self.middle(), self.on_canvas().into_iter()) {
                Some(id) => self.focus_on(id),
                None => Response::say("The canvas is empty. Press P and then Enter to draw a VPC."),
            };
        };
        match self.first_inside(focus) {
            Some(id) => self.focus_on(id),
            None => Response::effect(Effect::FocusInspector),
        }
    }

    fn first_inside(&self, id: EntityId) -> Option<EntityId> {
        if let Some(vpc) = id.typed::<VpcId>() {
            let tiers = self.design.referring::<Tier>(vpc);
            let mut tiers: Vec<(u32, TierId)> = tiers.map(|(id, tier)| (tier.order, id)).collect();
            tiers.order();
            let first = tiers.iter().find_map(|(_, tier)| self.subnets_of(*tier).first().copied());
            return first.map(EntityId::from).or_else(|| {
                let corner = self.layout.rect(vpc)?.origin();
                nearest_to(corner, self.inside(vpc).into_iter())
            });
        }
        if let Some(tier) = id.typed::<TierId>() {
            return self.subnets_of(tier).first().map(|id| (*id).into());
        }
        let subnet: SubnetId = id.typed()?;
        let around = self.layout.rect(subnet)?;
        let parts = self.layout.vpc_of(subnet).map_or(Vec::new(), |vpc| self.parts(vpc));
        nearest_to(around.origin(), parts.into_iter().filter(|(id, rect)| self.seat(*id, *rect) == Some(subnet)))
    }

    /// Shift+Enter: to what holds the focused object.
    pub(super) fn go_out(&mut self) -> Response {
        match self.focus.and_then(|id| self.holder(id)) {
            Some(holder) => self.focus_on(holder),
            None => Response::say("This is the outermost level."),
        }
    }

    /// What an object stands in.
    fn holder(&self, id: EntityId) -> Option<EntityId> {
        holder_of(&self.design, &self.design.entity(id)?.body)
    }

    pub(super) fn toggle_select(&mut self) -> Response {
        let Some(id) = self.focus else { return Response::none() };
        let toggled = self.perform(crate::editor::Intent::Select { ids: vec![id], mode: SelectMode::Toggle });
        let state = if self.selection.contains(&id) { "selected" } else { "not selected" };
        toggled.then(Response::say(format!("{} {state}.", self.design.name(id))))
    }

    /// What an object is connected with: the line, then what is at its other end.
    pub fn connections(&self, id: EntityId) -> Vec<EntityId> {
        let design = &self.design;
        match id.kind {
            Kind::Vpc => {
                let peerings = design.referring::<Peering>(id).map(|(id, _)| EntityId::from(id));
                let gateways = design.referring::<InternetGateway>(id).map(|(id, _)| EntityId::from(id));
                let nats = design.referring::<NatGateway>(id).map(|(id, _)| EntityId::from(id));
                let attachments = self.lines_at(id, Kind::TransitGatewayAttachment);
                peerings.chain(attachments).chain(gateways).chain(nats).collect()
            }
            Kind::Peering => {
                let ends = id.typed::<PeeringId>().and_then(|id| design.get(id));
                ends.map_or(Vec::new(), |p| vec![p.requester.into(), p.accepter.into()])
            }
            Kind::TransitGateway => {
                let attachments = self.lines_at(id, Kind::TransitGatewayAttachment);
                attachments.chain(self.lines_at(id, Kind::VpnConnection)).collect()
            }
            Kind::CustomerGateway => self.lines_at(id, Kind::VpnConnection).collect(),
            Kind::TransitGatewayAttachment | Kind::VpnConnection => self.ends(id),
            Kind::Subnet => {
                let subnet = id.typed::<SubnetId>().and_then(|id| design.get(id));
                let table = subnet.and_then(|subnet| crate::editor::intents::table_of(design, subnet));
                self.targets(table.map(EntityId::from))
            }
            Kind::RouteTable => self.targets(Some(id)),
            Kind::NatGateway | Kind::InternetGateway | Kind::EgressOnlyGateway | Kind::VpnGateway => {
                let tables = design.referring::<RouteTable>(id).map(|(id, _)| id);
                let followers = tables.flat_map(|table| crate::editor::intents::followers(design, table));
                self.lines_at(id, Kind::VpnConnection).chain(followers.map(EntityId::from)).collect()
            }
            Kind::Settings
            | Kind::Account
            | Kind::Environment
            | Kind::AddressPool
            | Kind::Tier
            | Kind::ElasticIp
            | Kind::ExternalNetwork
            | Kind::SubnetReservation
            | Kind::PrefixList
            | Kind::DirectConnectGateway
            | Kind::TransitGatewayRouteTable
            | Kind::Endpoint
            | Kind::EndpointService
            | Kind::SecurityGroup
            | Kind::NetworkAcl
            | Kind::Workload
            | Kind::LoadBalancer
            | Kind::ServiceNetwork
            | Kind::TrafficMirrorSession
            | Kind::ResolverEndpoint
            | Kind::PrivateZone
            | Kind::Assertion
            | Kind::Note
            | Kind::Comment => Vec::new(),
        }
    }

    /// The lines of a kind that end at an object.
    fn lines_at(&self, id: EntityId, kind: Kind) -> impl Iterator<Item = EntityId> {
        self.design.referrers(id).filter(move |line| line.kind == kind)
    }

    /// The networks and gateways that a line joins.
    fn ends(&self, id: EntityId) -> Vec<EntityId> {
        let mut ends = Vec::new();
        if let Some(entity) = self.design.entity(id) {
            entity.body.visit_refs(&mut |r| {
                if matches!(r.field, "transit_gateway" | "resource" | "customer_gateway" | "gateway") {
                    ends.push(r.target);
                }
            });
        }
        ends.retain(|id| self.design.contains(*id));
        ends
    }

    fn targets(&self, table: Option<EntityId>) -> Vec<EntityId> {
        let table = table.and_then(|id| self.design.entity(id)).and_then(|entity| entity.as_noun::<RouteTable>());
        let targets = table.into_iter().flat_map(|table| &table.routes).filter_map(|route| route.target.object());
        targets.filter(|id| self.design.contains(*id)).collect()
    }

    pub(super) fn follow_next(&mut self) -> Response {
        let Some(id) = self.focus else { return self.go_in() };
        let connections = self.connections(id);
        let came_from = self.trail.last();
        let onward = connections.iter().find(|next| Some(*next) != came_from).or(connections.first());
        match onward.copied() {
            Some(next) => {
                self.trail.push(id);
                self.focus_on(next)
            }
            None => Response::say(format!("{} has no connections.", self.design.name(id))),
        }
    }

    pub(super) fn follow_previous(&mut self) -> Response {
        match self.trail.pop() {
            Some(id) => self.focus_on(id),
            None => Response::say("This is where you started."),
        }
    }

    /// To the next object with a problem, in the order of the problem list.
    pub(super) fn next_problem(&mut self, forward: bool) -> Response {
        let _ = self.check();
        if self.checks_broke() {
            return Response::say("The checks are switched off.");
        }
        let problems: Vec<(EntityId, String)> =
            self.analyses.findings().filter_map(|f| Some((f.primary()?, f.message.clone()))).collect();
        if problems.is_empty() {
            return Response::say("There are no problems.");
        }
        let n = problems.len();
        let here = self.problem.filter(|at| *at < n && self.focus == Some(problems[*at].0));
        let at = match (here, forward) {
            (Some(at), true) => (at + 1) % n,
            (Some(at), false) => (at + n - 1) % n,
            (None, true) => 0,
            (None, false) => n - 1,
        };
        self.problem = Some(at);
        let (id, message) = &problems[at];
        let mut response = self.focus_on(*id);
        response.effects.retain(|effect| !matches!(effect, Effect::Announce(_)));
        response.then(Response::say(format!("Problem {} of {n}: {message}", at + 1)))
    }
}
